// It uses RESP2, buffers, an EventEmitter for the handlers, and the `close` event for lost connections.
import { EventEmitter } from 'node:events'
import { Redis } from 'ioredis'
import type { BasicPubSub, Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  let closing = false
  const open = () => {
    const client = new Redis(url, { protocol: 2, commandTimeout: 4000, autoResubscribe: false })
    client.on('error', (error: unknown) => report({ kind: 'connection', error }))
    client.on('close', () => {
      if (!closing) report({ kind: 'connection', error: new Error('closed') })
    })
    return new Promise<Redis>((resolve) => client.once('ready', () => resolve(client)))
  }
  const publisher = await open()
  const subscriber = await open()

  const emitter = new EventEmitter().setMaxListeners(0)
  const event = (channel: string) => `channel ${channel}`
  const links = new Map<string, Map<unknown, (payload: string) => void>>()
  subscriber.on('messageBuffer', (channel: Buffer, payload: Buffer) => {
    emitter.emit(event(channel.toString()), payload.toString())
  })

  subscriber.on('ready', () => {
    for (const [channel, { size }] of links) {
      if (size === 0) continue
      subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })

  async function on<T>(channel: string, handler: Handler<T>, decode: (text: string) => T): Promise<void> {
    const ofChannel = links.get(channel) ?? new Map<unknown, (payload: string) => void>()
    links.set(channel, ofChannel)
    const isNew = !ofChannel.has(handler)
    if (isNew) {
      const link = (payload: string) => {
        let message: T
        try {
          message = decode(payload)
        } catch (error) {
          report({ kind: 'payload', error, channel, payload })
          return
        }
        new Promise<void>((resolve) => resolve(handler(message, channel))).catch((error: unknown) =>
          report({ kind: 'handler', error, channel }),
        )
      }
      ofChannel.set(handler, link)
      emitter.on(event(channel), link)
    }
    try {
      await subscriber.subscribe(channel)
    } catch (error) {
      const link = isNew ? ofChannel.get(handler) : undefined
      if (link) {
        ofChannel.delete(handler)
        emitter.off(event(channel), link)
      }
      throw error
    }
  }

  return {
    publish: (channel, text) => publisher.publish(channel, text),
    async publishJson(channel, value) {
      const text: string | undefined = JSON.stringify(value)
      if (text === undefined) throw new TypeError('nothing to send')
      return publisher.publish(channel, Buffer.from(text))
    },
    subscribe: (channel, handler) => on(channel, handler, (text) => text),
    subscribeJson: (channel, handler) => on(channel, handler, (text) => JSON.parse(text) as unknown),
    async unsubscribe(channel, handler) {
      const link = links.get(channel)?.get(handler)
      if (!link) return
      links.get(channel)?.delete(handler)
      emitter.off(event(channel), link)
      if (emitter.listenerCount(event(channel)) === 0) await subscriber.unsubscribe(channel)
    },
    async unsubscribeAll() {
      const channels = [...links.keys()]
      links.clear()
      emitter.removeAllListeners()
      if (channels.length > 0) await subscriber.unsubscribe(...channels)
    },
    async close() {
      closing = true
      publisher.disconnect()
      subscriber.disconnect()
    },
  }
}
