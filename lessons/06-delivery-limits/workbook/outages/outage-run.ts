import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Client } from '#shared/core/manifest.ts'
import { allConnections, RedisProxy } from '#shared/redis/proxy.ts'
import { DeliveryLog } from './delivery-log.ts'
import type { DeliveryRun } from './delivery-run.ts'
import { receiver, sender } from './open-transport.ts'
import { type ReceiverProcess, startReceiver } from './receiver-in-process.ts'
import type { Handle } from './transport.ts'
import { deadLetterOf, type Receiver, type RedisTransport, type Route, type Sender } from './transport.ts'
import { until } from './waiting.ts'

/** The final message. Once it has arrived, no others are on the way. */
const END = 0

/** The options of a drill. */
export interface OutageRunOptions {
  readonly transport: RedisTransport
  readonly client: Client
  /** The server that messages are sent to. */
  readonly url: string
  /** The server that the receiver connects to, if it's a different one. */
  readonly from?: string
  /** The prefix of every name. */
  readonly namespace: string
  /** Milliseconds between two messages, so that a picture shows them apart. Default: none. */
  readonly paceMs?: number
  /** How often a stream delivers an entry that fails. Default: 10. */
  readonly maxAttempts?: number
}

/** One outage with one mechanism of Redis. */
export class OutageRun implements DeliveryRun {
  readonly transport: RedisTransport
  readonly deliveries = new DeliveryLog()
  readonly way: Route
  attempted = 0
  readonly #options: OutageRunOptions
  readonly #closers: (() => unknown)[] = []
  #redis!: Redis
  #proxy!: RedisProxy
  #sender!: Sender
  #receivers = 0

  private constructor(options: OutageRunOptions) {
    this.#options = options
    const { transport, client, namespace, maxAttempts } = options
    this.transport = transport
    const name = `${namespace}outage:${randomBytes(3).toString('hex')}`
    this.way = { transport, client, name, receiver: 'receiver', ...(maxAttempts && { maxAttempts }) }
  }

  /** Connects the sender, and a proxy for the receiver that injects faults. */
  static async open(options: OutageRunOptions): Promise<OutageRun> {
    const outageRun = new OutageRun(options)
    await outageRun.#open()
    return outageRun
  }

  /** The proxy between the receiver and Redis. */
  get proxy(): RedisProxy {
    return this.#proxy
  }

  /** The URL of that proxy. */
  get url(): string {
    return this.#proxy.url
  }

  /** Returns a copy of `way` that gives the next receiver its own consumer name. */
  nextWay(): Route {
    this.#receivers++
    return { ...this.way, receiver: `receiver ${this.#receivers}` }
  }

  readonly handled = (message: number): void => {
    this.deliveries.handled(message)
  }

  async receive(handle: Handle = this.handled): Promise<Receiver> {
    const one = await receiver(this.nextWay(), this.url, handle)
    this.closeLater(() => one.close())
    return one
  }

  async receiveInProcess(hangsAt?: number): Promise<ReceiverProcess> {
    const one = await startReceiver(this.nextWay(), this.url, this.handled, hangsAt)
    this.closeLater(() => one.kill())
    return one
  }

  closeLater(close: () => unknown): void {
    this.#closers.push(close)
  }

  async send(first: number, last: number): Promise<void> {
    for (let message = first; message <= last; message++) await this.sendOne(message)
  }

  /** Sends one message with this many bytes. */
  async sendOne(message: number, bytes = 0): Promise<void> {
    const { paceMs } = this.#options
    if (paceMs) await new Promise((resolve) => setTimeout(resolve, paceMs))
    this.attempted++
    const count = await this.#sender.send(message, 'x'.repeat(bytes))
    this.deliveries.sent(message, count)
  }

  async arrived(message: number): Promise<void> {
    await until(`message ${message} arrives`, () => this.deliveries.has(message))
    await this.pending(0)
  }

  async pending(most: number): Promise<void> {
    await until(`at most ${most} entries are pending`, async () => (await this.#pending()) <= most)
  }

  async subscribers(count: number): Promise<void> {
    if (this.way.transport === 'streams') return
    await until(`the number of subscribers is ${count}`, async () => {
      const reply = await this.#redis.pubsub('NUMSUB', this.way.name).catch(() => undefined)
      return reply && Number(reply[1]) === count
    })
  }

  async lose(): Promise<void> {
    this.proxy.refuse()
    this.proxy.cut(allConnections)
    await this.proxy.settled()
    await this.subscribers(0)
    this.deliveries.begins()
  }

  async mend(): Promise<void> {
    this.deliveries.ends()
    this.proxy.accept()
    await this.subscribers(1)
  }

  async kept(): Promise<number> {
    return this.#redis.xlen(deadLetterOf(this.way))
  }

  async back(): Promise<void> {
    await until('Redis is back', () => this.#redis.ping().catch(() => false))
    await until('the sender is back', () => this.#sender.isReady())
  }

  async end(): Promise<DeliveryLog> {
    await this.subscribers(1)
    await this.#sender.send(END, '')
    await this.arrived(END)
    return this.deliveries
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await Promise.resolve(close()).catch(() => {})
  }

  async #open(): Promise<void> {
    const { url, from = url, namespace } = this.#options
    // Our own loops repeat a command that fails, so the client doesn't have to.
    this.#redis = new Redis(from, { maxRetriesPerRequest: 0 })
    this.#redis.on('error', () => {})
    this.closeLater(() => this.#redis.disconnect())
    this.closeLater(() => this.#redis.del(this.way.name, deadLetterOf(this.way)))
    this.#proxy = await RedisProxy.open(from, namespace)
    this.closeLater(() => this.#proxy.close())
    this.#sender = await sender(this.way, url)
    this.closeLater(() => this.#sender.close())
  }

  async #pending(): Promise<number> {
    if (this.way.transport === 'pubsub') return 0
    const reply = (await this.#redis.xpending(this.way.name, 'group').catch(() => [Number.NaN])) as unknown[]
    return Number(reply[0])
  }
}
