// Yours. Lesson 01, Basic Pub/Sub: fill in the tasks marked TODO. Check with: npm test lessons/01

import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import type { BasicPubSub, Handler } from './contract.ts'

/** How long Redis may take to reply, in milliseconds. */
const REPLY_MS = 5000

/** What is called for each message of a channel. */
type Listener = (payload: string) => void

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is unreachable, publish() rejects at once: messages don't pile up in this process.
    open(url, report, { enableOfflineQueue: false }),
    // ioredis would subscribe again with one command for all channels. If Redis refused one, all would be lost.
    open(url, report, { autoResubscribe: false }),
  ])

  /** Which listener stands for which handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  // TODO 01.2: subscribe handlers to channels. These lines were written for the other client: repair them.
  subscriber.on('message', (payload: string, channel: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })

  async function publish(channel: string, text: string): Promise<number> {
    return await publisher.publish(channel, text)
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    const text = JSON.stringify(value)
    // `JSON.stringify` gives no text for undefined or a function, and ioredis would send an empty one.
    if (text === undefined) throw new TypeError(`JSON has no form for ${typeof value}`)
    return publish(channel, text)
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // TODO 01.2, continued: repair these lines.
    await subscriber.subscribe(channel, (payload: unknown) => run(handler, String(payload), channel))
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    await listen(channel, handler, (payload) => {
      let value: unknown
      try {
        value = JSON.parse(payload)
      } catch (error) {
        // Only the decoding stands in this `try`: an error of the handler is another kind of problem.
        report({ kind: 'payload', error, channel, payload })
        return
      }
      run(handler, value, channel)
    })
  }

  /** Forgets a handler. Returns whether it was the last one of its channel. */
  function forget(channel: string, handler: Handler<never>): boolean {
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return false
    return listeners.delete(channel)
  }

  /** Subscribes a handler with the listener that stands for it. */
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const isNew = !ofChannel.has(handler)
    if (isNew) listeners.set(channel, ofChannel.set(handler, listener))
    try {
      // Even if another handler has the channel: its SUBSCRIBE may still be on its way.
      await subscriber.subscribe(channel)
    } catch (error) {
      // Redis may have the subscription all the same, if only its reply was late.
      if (isNew && forget(channel, handler)) subscriber.unsubscribe(channel).catch(() => {})
      throw error
    }
  }

  /** Calls a handler with one message. */
  function run<T>(handler: Handler<T>, message: T, channel: string): void {
    const failed = (error: unknown) => report({ kind: 'handler', error, channel })
    try {
      const done = handler(message, channel)
      // One that is not async has ended, and needs no promise.
      if (done !== undefined) Promise.resolve(done).catch(failed)
    } catch (error) {
      failed(error)
    }
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // TODO 01.4: unsubscribe one handler, then all. These lines were written for the other client: repair them.
    const listener = listeners.get(channel)?.get(handler)
    listeners.get(channel)?.delete(handler)
    if (listener) await subscriber.unsubscribe(channel, listener as () => void)
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 01.4, continued: repair these lines.
    await subscriber.unsubscribe()
  }

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Opens one connection. Lesson 02 uses it, too. */
export async function open(url: string, report: Report, options: RedisOptions = {}): Promise<Redis> {
  // TODO 01.5: report a lost connection and live on. These lines were written for the other client: repair them.
  const client = new Redis(url, { ...options, lazyConnect: true })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  await client.connect()
  return client
}

/** How long a connection may take to close, in milliseconds. */
const CLOSE_MS = 2000

/** Closes one connection. Other lessons use it, too. */
export async function end(client: Redis): Promise<void> {
  // `quit` waits for the replies that are still to come, and without a limit it would wait for ever.
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.status === 'ready') await Promise.race([client.quit().catch(() => {}), limit])
  client.disconnect()
}
