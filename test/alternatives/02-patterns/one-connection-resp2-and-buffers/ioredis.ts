// It receives buffers over RESP2, shares one connection for channels and patterns, and logs what it does.
import { Redis } from 'ioredis'
import type { Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { PatternHandler, PubSub } from '../../../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end } from '../../../../solutions/01-basic-pubsub/ioredis.ts'

class Port implements PubSub {
  readonly #base: ConnectOptions
  readonly #basic: Awaited<ReturnType<typeof connectBasic>>
  readonly #client: Redis
  readonly #handlers = new Map<string, PatternHandler[]>()

  constructor(base: ConnectOptions, basic: Awaited<ReturnType<typeof connectBasic>>, client: Redis) {
    this.#base = base
    this.#basic = basic
    this.#client = client
    client.on('pmessageBuffer', (pattern: string | Buffer, channel: Buffer, message: Buffer) => {
      const by = pattern.toString()
      for (const handler of this.#handlers.get(by) ?? [])
        this.#call(handler, message.toString(), channel.toString(), by)
    })
    client.on('ready', () => {
      for (const pattern of this.#handlers.keys()) {
        client.psubscribe(pattern).catch((error: unknown) => base.report({ kind: 'connection', error }))
      }
    })
  }

  publish(channel: string, text: string): Promise<number> {
    return this.#basic.publish(channel, text)
  }

  publishJson(channel: string, value: unknown): Promise<number> {
    return this.#basic.publishJson(channel, value)
  }

  subscribe(channel: string, handler: Handler<string>): Promise<void> {
    return this.#basic.subscribe(channel, handler)
  }

  subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    return this.#basic.subscribeJson(channel, handler)
  }

  unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    return this.#basic.unsubscribe(channel, handler)
  }

  async psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    console.log('psubscribe', pattern)
    const others = (this.#handlers.get(pattern) ?? []).filter((one) => one !== handler)
    this.#handlers.set(pattern, [...others, handler])
    try {
      await this.#client.psubscribe(pattern)
    } catch (error) {
      this.#handlers.set(pattern, others)
      throw error
    }
  }

  async punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const before = this.#handlers.get(pattern) ?? []
    const left = before.filter((one) => one !== handler)
    if (left.length === before.length) return
    if (left.length > 0) this.#handlers.set(pattern, left)
    else {
      this.#handlers.delete(pattern)
      await this.#client.punsubscribe(pattern)
    }
  }

  async unsubscribeAll(): Promise<void> {
    const patterns = [...this.#handlers.keys()]
    this.#handlers.clear()
    const ended = [
      this.#basic.unsubscribeAll(),
      ...patterns.map((pattern) => this.#client.punsubscribe(pattern)),
    ]
    await Promise.all(ended)
  }

  async close(): Promise<void> {
    await this.#basic.close()
    await end(this.#client)
  }

  async #call(handler: PatternHandler, message: string, channel: string, pattern: string): Promise<void> {
    try {
      await handler(message, channel, pattern)
    } catch (error) {
      this.#base.report({ kind: 'handler', error, channel })
    }
  }
}

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const client = new Redis(base.url, { protocol: 2, commandTimeout: 3500, autoResubscribe: false })
  client.on('error', (error: Error) => base.report({ kind: 'connection', error }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return new Port(base, await connectBasic(base), client)
}
