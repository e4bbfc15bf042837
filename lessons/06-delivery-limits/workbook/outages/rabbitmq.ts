import type { Socket } from 'node:net'
import { type Channel, type ChannelModel, type ConfirmChannel, type ConsumeMessage, connect } from 'amqplib'
import type { Handle, Receiver } from './transport.ts'

/** How often a message is delivered before it moves to the dead-letter queue. */
export const ATTEMPTS = 3

/** The first connection fails within this time, in milliseconds. Later, amqplib tries again until it's closed. */
const RECOVERY = { initialMaxRetries: 0, maxDelay: 500 }
export const CONNECTION = { timeout: 5000, recovery: RECOVERY }

/** Publishes messages. */
export interface RabbitSender {
  /** @returns Whether RabbitMQ has returned the message before it confirmed it. */
  send(message: number): Promise<boolean>
  isReady(): boolean
  close(): Promise<void>
}

/** Consumes messages. */
export interface RabbitReceiver extends Receiver {
  /** Resolves when RabbitMQ has processed all acknowledgements. */
  acknowledged(): Promise<void>
  /** Breaks its connection. It connects again when `mend()` is called. */
  lose(): Promise<void>
  mend(): Promise<void>
}

/** Opens a publisher whose exchange has no queue yet. */
export async function rabbitSender(url: string, name: string, mandatory: boolean): Promise<RabbitSender> {
  let channel: ConfirmChannel | undefined
  const returned = new Set<string>()
  const connection = await connect(url, {
    ...CONNECTION,
    recovery: {
      ...RECOVERY,
      setup: async (model: ChannelModel) => {
        model.on('error', () => {})
        const opened = await model.createConfirmChannel()
        opened.on('error', () => {})
        opened.on('close', () => {
          channel = undefined
        })
        // RabbitMQ returns a message before it confirms it.
        opened.on('return', ({ properties }) => returned.add(properties.messageId))
        await opened.assertExchange(name, 'fanout', { durable: true })
        channel = opened
      },
    },
  })
  connection.on('error', () => {})
  return {
    async send(message) {
      const messageId = String(message)
      await new Promise<void>((resolve, reject) => {
        const confirm = (error: unknown) => (error ? reject(error) : resolve())
        if (!channel) throw new Error('the publisher has no connection')
        channel.publish(name, '', Buffer.from(messageId), { persistent: true, mandatory, messageId }, confirm)
      })
      return returned.has(messageId)
    },
    isReady: () => channel !== undefined,
    close: () => connection.close(),
  }
}

/** Opens a consumer, which declares the queue and binds it to the exchange. */
export async function rabbitReceiver(url: string, name: string, handle: Handle): Promise<RabbitReceiver> {
  let current: { model: ChannelModel; channel: Channel } | undefined
  const open = async () => {
    const opened = await connect(url, { ...CONNECTION, recovery: { ...RECOVERY, setup } })
    opened.on('error', () => {})
    return opened
  }
  let connection = await open()

  async function setup(model: ChannelModel): Promise<void> {
    model.on('error', () => {})
    const channel = await model.createChannel()
    channel.on('error', () => {})
    await declareQueues(channel, name)
    // One at a time: the next message is delivered when this one is acknowledged.
    await channel.prefetch(1)
    current = { model, channel }
    await channel.consume(name, (message) => void (message && process(channel, message)))
  }

  async function process(channel: Channel, message: ConsumeMessage): Promise<void> {
    const failed = await Promise.resolve(message.content.toString())
      .then((text) => handle(Number(text)))
      .then(
        () => false,
        () => true,
      )
    try {
      if (failed) channel.nack(message)
      else channel.ack(message)
    } catch {
      // The connection is lost, so RabbitMQ delivers the message again.
    }
  }

  return {
    // RabbitMQ processes what comes on a channel in order.
    acknowledged: async () => void (await current?.channel.checkQueue(name)),
    async lose() {
      const lost = new Promise((resolve) => connection.once('disconnect', resolve))
      cut(current!.model)
      await lost
      await connection.close()
    },
    async mend() {
      connection = await open()
    },
    close: () => connection.close(),
  }
}

/** Declares a durable queue and its dead-letter queue, and binds both. If they exist, nothing changes. */
async function declareQueues(channel: Channel, name: string): Promise<void> {
  const dead = deadLetterOf(name)
  await channel.assertExchange(dead, 'fanout', { durable: true })
  await channel.assertQueue(dead, { durable: true, arguments: { 'x-queue-type': 'quorum' } })
  await channel.bindQueue(dead, dead, '')
  await channel.assertExchange(name, 'fanout', { durable: true })
  await channel.assertQueue(name, {
    durable: true,
    arguments: {
      'x-queue-type': 'quorum',
      'x-delivery-limit': ATTEMPTS - 1,
      'x-dead-letter-exchange': dead,
    },
  })
  await channel.bindQueue(name, name, '')
}

/** The exchange for messages that failed too often, and its queue. */
export function deadLetterOf(name: string): string {
  return `${name}:dead`
}

/** Breaks the connection's socket, which amqplib doesn't offer: a connection that's closed in good order isn't lost. */
function cut(model: ChannelModel): void {
  const { stream } = model.connection as unknown as { stream: Socket }
  // Without an error, amqplib doesn't notice.
  stream.destroy(new Error('the connection is lost'))
}
