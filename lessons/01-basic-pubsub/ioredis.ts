// Yours. Fill in the TODOs, then check: npm test lessons/01

import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { BasicPubSub, Handler } from './contract.ts'

/** The time limit for a reply, in milliseconds. */
const REPLY_MS = 5000
/** The time limit for closing a connection, in milliseconds. */
const CLOSE_MS = 2000

/** The function that is called with each message of a channel. */
type Listener = (message: string) => void

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects at once. By default, messages would pile up in memory.
    open(url, report, { enableOfflineQueue: false }),
    open(url, report, { autoResubscribe: false }),
  ])

  /** The listener of each handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  // ioredis would resubscribe with one command for all channels. If Redis refused one of them, none would come back,
  // and the unhandled rejection would end the process. So subscribe to each channel by itself.
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) {
      subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })

  /** Stores a handler's listener and subscribes. A handler that already has a listener keeps it. */
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const byHandler = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const isNew = !byHandler.has(handler)
    if (isNew) listeners.set(channel, byHandler.set(handler, listener))
    try {
      // Even if the channel has handlers already: their SUBSCRIBE may still be in flight.
      await subscriber.subscribe(channel)
    } catch (error) {
      // If Redis refuses the subscription, the handler mustn't be called after a later one.
      if (isNew && forget(channel, handler)) subscriber.unsubscribe(channel).catch(() => {})
      throw error
    }
  }

  /** Removes a handler's listener. Returns true if the channel has no handlers left. */
  function forget(channel: string, handler: Handler<never>): boolean {
    const byHandler = listeners.get(channel)
    if (!byHandler?.delete(handler) || byHandler.size > 0) return false
    return listeners.delete(channel)
  }

  // TODO 01.2: Subscribe handlers to channels. These lines were written for the other client: fix them.
  subscriber.on('message', (message: string, channel: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(message)
  })

  async function publish(channel: string, text: string): Promise<number> {
    return publisher.publish(channel, text)
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // TODO 01.1: Publish strings and JSON. These lines were written for the other client: fix them.
    return publish(channel, JSON.stringify(value))
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // TODO 01.2, continued: fix these lines.
    await subscriber.subscribe(channel, (message: unknown) => void run(handler, String(message), channel))
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // TODO 01.3: Contain bad messages and failing handlers
    // As in subscribe(), but decode the message first. Report { kind: 'payload', error, channel, payload: message }.
    return todo('01.3')
  }

  /** Calls a handler. Listeners don't await it, so that the next message doesn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    // TODO 01.3, continued
    // Catch what the handler throws, and its promise's rejection. Report { kind: 'handler', error, channel }.
    await handler(message, channel)
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // TODO 01.4: Unsubscribe one handler, or all. These lines were written for the other client: fix them.
    forget(channel, handler)
    await subscriber.unsubscribe(channel)
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 01.4, continued: fix these lines.
    await subscriber.unsubscribe()
  }

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Opens one connection. */
export async function open(url: string, report: Report, options: RedisOptions = {}): Promise<Redis> {
  // TODO 01.5: Survive lost connections. These lines were written for the other client: fix them.
  const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  await new Promise<void>((resolve) => client.once('ready', resolve))
  return client
}

/** Closes one connection. */
export async function end(client: Redis): Promise<void> {
  // quit() waits for all replies, and they may never come. It rejects if the client is already closing.
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.status === 'ready') await Promise.race([client.quit().catch(() => {}), limit])
  client.disconnect()
}
