// Each handler and pattern has a connection of its own. The client then has nothing to share.
import type { PatternHandler, PubSub } from '../../../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import {
  connect as connectBasic,
  end,
  inTime,
  open,
} from '../../../../solutions/01-basic-pubsub/node-redis.ts'

type Client = Awaited<ReturnType<typeof open>>

class Patterns {
  readonly #base: ConnectOptions
  readonly #clients = new Map<string, Map<PatternHandler, Promise<Client>>>()

  constructor(base: ConnectOptions) {
    this.#base = base
  }

  async psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = this.#clients.get(pattern) ?? new Map<PatternHandler, Promise<Client>>()
    this.#clients.set(pattern, ofPattern)
    const known = ofPattern.get(handler)
    if (known) return void (await inTime(known))
    const client = this.#subscribed(pattern, handler)
    ofPattern.set(handler, client)
    try {
      await inTime(client)
    } catch (error) {
      ofPattern.delete(handler)
      client.then(end, () => {})
      throw error
    }
  }

  async punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const client = this.#clients.get(pattern)?.get(handler)
    this.#clients.get(pattern)?.delete(handler)
    if (!client) return
    const one = await client
    await this.#ended(one)
  }

  async unsubscribeAll(): Promise<void> {
    await Promise.all(this.#forgotten().map(async (client) => this.#ended(await client)))
  }

  async close(): Promise<void> {
    const ending = this.#forgotten().map((client) => client.then(end, () => {}))
    await inTime(Promise.all(ending)).catch(() => {})
  }

  #forgotten(): Promise<Client>[] {
    const clients = [...this.#clients.values()].flatMap((ofPattern) => [...ofPattern.values()])
    this.#clients.clear()
    return clients
  }

  async #ended(client: Client): Promise<void> {
    try {
      await inTime(client.pUnsubscribe())
    } finally {
      await end(client)
    }
  }

  async #subscribed(pattern: string, handler: PatternHandler): Promise<Client> {
    const client = await open(this.#base.url, this.#base.report)
    try {
      await inTime(
        client.pSubscribe(pattern, (message, channel) => {
          const call = async () => handler(message, channel, pattern)
          call().catch((error: unknown) => this.#base.report({ kind: 'handler', error, channel }))
        }),
      )
    } catch (error) {
      client.destroy()
      throw error
    }
    return client
  }
}

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const basic = await connectBasic(base)
  const patterns = new Patterns(base)
  return {
    ...basic,
    psubscribe: (pattern, handler) => patterns.psubscribe(pattern, handler),
    punsubscribe: (pattern, handler) => patterns.punsubscribe(pattern, handler),
    async unsubscribeAll() {
      await Promise.all([basic.unsubscribeAll(), patterns.unsubscribeAll()])
    },
    async close() {
      await Promise.all([basic.close(), patterns.close()])
    },
  }
}
