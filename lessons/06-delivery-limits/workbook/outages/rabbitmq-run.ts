import { connect, type RecoveringChannelModel } from 'amqplib'
import { DeliveryLog } from './delivery-log.ts'
import type { DeliveryRun } from './delivery-run.ts'
import {
  CONNECTION,
  deadLetterOf,
  type RabbitReceiver,
  type RabbitSender,
  rabbitReceiver,
  rabbitSender,
} from './rabbitmq.ts'
import { type ReceiverProcess, startReceiver } from './receiver-in-process.ts'
import type { Handle, Route } from './transport.ts'
import { inTime, until } from './waiting.ts'

/** The final message. Once it has arrived, no others are on the way. */
const END = 0

/** The options of a run. */
export interface RabbitRunOptions {
  readonly url: string
  /** The name of the exchange and its queue. */
  readonly name: string
  /** Whether RabbitMQ returns a message that no queue takes. */
  readonly mandatory: boolean
}

/** The same steps as an outage run's, with RabbitMQ. */
export class RabbitRun implements DeliveryRun {
  readonly transport = 'rabbitmq'
  readonly deliveries = new DeliveryLog()
  attempted = 0
  readonly #options: RabbitRunOptions
  readonly #closers: (() => unknown)[] = []
  readonly #returned = new Set<number>()
  #sender!: RabbitSender
  /** Asks RabbitMQ what its queues hold. */
  #observer!: RecoveringChannelModel
  #receiver: RabbitReceiver | undefined

  private constructor(options: RabbitRunOptions) {
    this.#options = options
  }

  /** Connects the sender. */
  static async open(options: RabbitRunOptions): Promise<RabbitRun> {
    const run = new RabbitRun(options)
    try {
      await run.#open()
    } catch (error) {
      await run.close()
      throw error
    }
    return run
  }

  readonly handled = (message: number): void => {
    this.deliveries.handled(message)
  }

  async receive(handle: Handle = this.handled): Promise<void> {
    const { url, name } = this.#options
    const one = await inTime('the consumer connects', rabbitReceiver(url, name, handle))
    this.#receiver = one
    this.#closers.push(() => one.close())
  }

  async receiveInProcess(hangsAt?: number): Promise<ReceiverProcess> {
    const { url, name } = this.#options
    const way: Route = { transport: 'rabbitmq', client: 'node-redis', name, receiver: '' }
    const one = await startReceiver(way, url, this.handled, hangsAt)
    this.#closers.push(() => one.kill())
    return one
  }

  async send(first: number, last: number): Promise<void> {
    for (let message = first; message <= last; message++) {
      this.attempted++
      if (await this.#send(message)) this.#returned.add(message)
      this.deliveries.sent(message, undefined)
    }
  }

  async arrived(message: number): Promise<void> {
    await until(`message ${message} arrives`, () => this.deliveries.has(message))
    if (this.#receiver) await inTime('RabbitMQ gets the acknowledgements', this.#receiver.acknowledged())
  }

  /** Does nothing: a consumer gets a message only when the one before it is acknowledged. */
  async pending(): Promise<void> {}

  async subscribers(count: number): Promise<void> {
    await until(`the number of consumers is ${count}`, async () => {
      return (await this.#queue(this.#options.name))?.consumerCount === count
    })
  }

  async lose(): Promise<void> {
    await inTime('the consumer loses its connection', this.#receiver!.lose())
    await this.subscribers(0)
    this.deliveries.begins()
  }

  async mend(): Promise<void> {
    this.deliveries.ends()
    await inTime('the consumer is back', this.#receiver!.mend())
    await this.subscribers(1)
  }

  async back(): Promise<void> {
    await until('the publisher is back', () => this.#sender.isReady())
  }

  async kept(): Promise<number> {
    const dead = await this.#queue(deadLetterOf(this.#options.name))
    return (dead?.messageCount ?? 0) + this.#returned.size
  }

  async end(): Promise<DeliveryLog> {
    await this.subscribers(1)
    await this.#send(END)
    await this.arrived(END)
    return this.deliveries
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) {
      await inTime('the connection closes', Promise.resolve(close())).catch(() => {})
    }
  }

  async #open(): Promise<void> {
    const { url, name, mandatory } = this.#options
    this.#observer = await connect(url, CONNECTION)
    this.#observer.on('error', () => {})
    this.#closers.push(() => this.#observer.close())
    this.#sender = await rabbitSender(url, name, mandatory)
    this.#closers.push(() => this.#sender.close())
  }

  #send(message: number): Promise<boolean> {
    return inTime(`RabbitMQ confirms message ${message}`, this.#sender.send(message))
  }

  /** What a queue holds; undefined if it doesn't exist, or if RabbitMQ is down. */
  async #queue(name: string): Promise<{ messageCount: number; consumerCount: number } | undefined> {
    const channel = await inTime('RabbitMQ opens a channel', this.#observer.createChannel()).catch(
      () => undefined,
    )
    if (!channel) return undefined
    // A queue that doesn't exist closes the channel.
    channel.on('error', () => {})
    try {
      const queue = await inTime('RabbitMQ describes a queue', channel.checkQueue(name))
      await channel.close()
      return queue
    } catch {
      return undefined
    }
  }
}
