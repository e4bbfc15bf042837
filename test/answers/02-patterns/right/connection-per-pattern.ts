// node-redis, whole file
// Each handler and pattern has a connection of its own. The client then has nothing to share.
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { Base } from '../../shared/lesson/base.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

type Client = Awaited<ReturnType<typeof open>>

class Patterns {
  readonly #base: Base
  readonly #clients = new Map<string, Map<PatternHandler, Promise<Client>>>()

  constructor(base: Base) {
    this.#base = base
  }

  async psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = this.#clients.get(pattern) ?? new Map<PatternHandler, Promise<Client>>()
    this.#clients.set(pattern, ofPattern)
    const client = ofPattern.get(handler) ?? this.#subscribed(pattern, handler)
    ofPattern.set(handler, client)
    await client
  }

  async punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const client = this.#clients.get(pattern)?.get(handler)
    this.#clients.get(pattern)?.delete(handler)
    if (!client) return
    const one = await client
    await one.pUnsubscribe(pattern)
    await end(one)
  }

  async end(): Promise<void> {
    const clients = [...this.#clients.values()].flatMap((ofPattern) => [...ofPattern.values()])
    this.#clients.clear()
    for (const client of await Promise.allSettled(clients)) {
      if (client.status === 'fulfilled') {
        if (client.value.isReady) await client.value.pUnsubscribe()
        await end(client.value)
      }
    }
  }

  async #subscribed(pattern: string, handler: PatternHandler): Promise<Client> {
    const client = await open(this.#base.url, this.#base.report)
    await client.pSubscribe(pattern, (message, channel) => {
      const call = async () => handler(message, channel, pattern)
      call().catch((error: unknown) => this.#base.report({ kind: 'handler', error, channel }))
    })
    return client
  }
}

export async function connect(base: Base): Promise<PubSub> {
  const basic = await connectBasic(base)
  const patterns = new Patterns(base)
  return {
    ...basic,
    psubscribe: (pattern, handler) => patterns.psubscribe(pattern, handler),
    punsubscribe: (pattern, handler) => patterns.punsubscribe(pattern, handler),
    async unsubscribeAll() {
      await Promise.all([basic.unsubscribeAll(), patterns.end()])
    },
    async close() {
      await Promise.all([basic.close(), patterns.end()])
    },
  }
}
