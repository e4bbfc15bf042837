// With RESP3, one connection can publish and subscribe.
import { createClient } from 'redis'
import type { BasicPubSub, Contract, Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import { createTurns } from '../../../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ConnectOptions, Report } from '../../../../shared/lesson/connect-options.ts'
import { inTime } from '../../../../solutions/01-basic-pubsub/node-redis.ts'

const create = (url: string) => createClient({ url })

class PubSub implements BasicPubSub {
  readonly #client: ReturnType<typeof create>
  readonly #report: Report
  readonly #inTurn = createTurns()
  readonly #wrappers = new Map<string, Map<unknown, (payload: string) => void>>()

  constructor({ url, report }: ConnectOptions) {
    this.#report = report
    this.#client = create(url)
    this.#client.on('error', (error: unknown) => this.#report({ kind: 'connection', error }))
  }

  async open(): Promise<this> {
    await this.#client.connect()
    return this
  }

  publish(channel: string, text: string): Promise<number> {
    return inTime(this.#client.publish(channel, text))
  }

  async publishJson(channel: string, value: unknown): Promise<number> {
    const text = JSON.stringify(value)
    if (typeof text !== 'string') throw new TypeError('no JSON')
    return this.publish(channel, text)
  }

  subscribe(channel: string, handler: Handler<string>): Promise<void> {
    return this.#add(channel, handler, (payload) => payload)
  }

  subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    return this.#add(channel, handler, (payload) => JSON.parse(payload) as unknown)
  }

  async unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    const wrapper = this.#wrappers.get(channel)?.get(handler)
    this.#wrappers.get(channel)?.delete(handler)
    if (wrapper) await inTime(this.#inTurn(channel, () => this.#client.unsubscribe(channel, wrapper)))
  }

  async unsubscribeAll(): Promise<void> {
    const all = [...this.#wrappers.keys()].flatMap((channel) =>
      [...this.#wrappers.get(channel)!.keys()].map((handler) =>
        this.unsubscribe(channel, handler as Handler<never>),
      ),
    )
    await Promise.all(all)
  }

  async close(): Promise<void> {
    if (this.#client.isOpen) this.#client.destroy()
  }

  async #add<T>(channel: string, handler: Handler<T>, decode: (payload: string) => T): Promise<void> {
    const ofChannel = this.#wrappers.get(channel) ?? new Map<unknown, (payload: string) => void>()
    this.#wrappers.set(channel, ofChannel)
    const wrapper =
      ofChannel.get(handler) ??
      ((payload: string) => {
        if (ofChannel.get(handler) === wrapper) void this.#handle(channel, handler, decode, payload)
      })
    ofChannel.set(handler, wrapper)
    try {
      await inTime(this.#inTurn(channel, () => this.#client.subscribe(channel, wrapper)))
    } catch (error) {
      ofChannel.delete(handler)
      this.#inTurn(channel, () => this.#client.unsubscribe(channel, wrapper)).catch(() => {})
      throw error
    }
  }

  async #handle<T>(
    channel: string,
    handler: Handler<T>,
    decode: (payload: string) => T,
    payload: string,
  ): Promise<void> {
    let message: T
    try {
      message = decode(payload)
    } catch (error) {
      return this.#report({ kind: 'payload', error, channel, payload })
    }
    try {
      await handler(message, channel)
    } catch (error) {
      this.#report({ kind: 'handler', error, channel })
    }
  }
}

export const connect: Contract['connect'] = (base) => new PubSub(base).open()
