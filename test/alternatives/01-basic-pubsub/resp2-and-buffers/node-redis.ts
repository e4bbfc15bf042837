// It uses RESP2, decodes buffers itself, and keeps a Set of entries instead of a Map of Maps.
import { createClient } from 'redis'
import type { BasicPubSub, Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import { createTurns } from '../../../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { inTime } from '../../../../solutions/01-basic-pubsub/node-redis.ts'

interface Entry {
  readonly channel: string
  readonly handler: Handler<never>
  readonly listener: (payload: Buffer, channel: Buffer) => void
}

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = [createClient({ url, RESP: 2 }), createClient({ url, RESP: 2 })]
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  }
  await Promise.all([publisher.connect(), subscriber.connect()])
  const entries = new Set<Entry>()
  const inTurn = createTurns()
  const end = ({ channel, listener }: Entry) =>
    inTurn(channel, () => subscriber.unsubscribe(channel, listener, true))
  const find = (channel: string, handler: unknown) =>
    [...entries].find((entry) => entry.channel === channel && entry.handler === handler)

  async function add<T>(channel: string, handler: Handler<T>, decode: (text: string) => T): Promise<void> {
    const fail = (error: unknown) => report({ kind: 'handler', error, channel })
    const entry: Entry = find(channel, handler) ?? {
      channel,
      handler,
      listener(bytes: Buffer) {
        if (!entries.has(entry)) return
        const payload = bytes.toString('utf8')
        let message: T
        try {
          message = decode(payload)
        } catch (error) {
          report({ kind: 'payload', error, channel, payload })
          return
        }
        try {
          Promise.resolve(handler(message, channel)).catch(fail)
        } catch (error) {
          fail(error)
        }
      },
    }
    entries.add(entry)
    try {
      await inTime(inTurn(channel, () => subscriber.subscribe(channel, entry.listener, true)))
    } catch (error) {
      entries.delete(entry)
      end(entry).catch(() => {})
      throw error
    }
  }

  return {
    publish: (channel, text) => inTime(publisher.publish(channel, Buffer.from(text))),
    async publishJson(channel, value) {
      const text: string | undefined = JSON.stringify(value)
      if (text === undefined) throw new TypeError('nothing to send')
      return inTime(publisher.publish(channel, text))
    },
    subscribe: (channel, handler) => add(channel, handler, (text) => text),
    subscribeJson: (channel, handler) => add(channel, handler, (text) => JSON.parse(text) as unknown),
    async unsubscribe(channel, handler) {
      const entry = find(channel, handler)
      if (!entry) return
      entries.delete(entry)
      await inTime(end(entry))
    },
    async unsubscribeAll() {
      const all = [...entries]
      entries.clear()
      await Promise.all(all.map((entry) => inTime(end(entry))))
    },
    async close() {
      if (publisher.isReady) await inTime(publisher.ping()).catch(() => {})
      for (const client of [publisher, subscriber]) if (client.isOpen) client.destroy()
    },
  }
}
