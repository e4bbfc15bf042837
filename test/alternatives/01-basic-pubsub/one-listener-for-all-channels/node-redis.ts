// node-redis gets one listener for all channels, and the Map decides which handlers are called.
/** Lesson 01 with node-redis. @module */
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { BasicPubSub, Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import { createListeners } from '../../../../lessons/01-basic-pubsub/workbook/given/listeners.ts'
import { createTurns } from '../../../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ConnectOptions, Report } from '../../../../shared/lesson/connect-options.ts'

const CLOSE_MS = 2000

type Client = Awaited<ReturnType<typeof open>>

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects instead of collecting messages.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  const { listeners, remember } = createListeners()
  const inTurn = createTurns()

  function forget(channel: string, handler: Handler<never>): typeof dispatch | undefined {
    const byHandler = listeners.get(channel)
    if (!byHandler?.delete(handler) || byHandler.size > 0) return undefined
    listeners.delete(channel)
    return dispatch
  }

  function dispatch(message: string, channel: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(message, channel)
  }

  async function publish(channel: string, text: string): Promise<number> {
    return publisher.publish(channel, text)
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // For undefined, functions and symbols, stringify() returns undefined, and node-redis rejects with a TypeError.
    return publish(channel, JSON.stringify(value))
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    remember(channel, handler, (message) => void run(handler, message, channel))
    await inTurn(channel, () => subscriber.subscribe(channel, dispatch))
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    remember(channel, handler, (message) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      void run(handler, value, channel)
    })
    await inTurn(channel, () => subscriber.subscribe(channel, dispatch))
  }

  /** Calls a handler. Listeners don't await it: the next message mustn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    try {
      await handler(message, channel)
    } catch (error) {
      report({ kind: 'handler', error, channel })
    }
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    const listener = forget(channel, handler)
    // node-redis sends UNSUBSCRIBE when the channel's last listener leaves.
    if (listener) await inTurn(channel, () => subscriber.unsubscribe(channel, listener))
  }

  async function unsubscribeAll(): Promise<void> {
    const channels = [...listeners.keys()]
    listeners.clear()
    await Promise.all(
      channels.map((channel) => inTurn(channel, () => subscriber.unsubscribe(channel, dispatch))),
    )
  }

  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }

  /** Undoes a subscription that isn't confirmed in time. Its confirmation could still arrive later. */
  const confirmed = (channel: string, handler: Handler<never>, subscribing: Promise<void>): Promise<void> =>
    inTime(subscribing).catch((error: unknown) => {
      unsubscribe(channel, handler).catch(() => {})
      throw error
    })

  return {
    publish: (channel, text) => inTime(publish(channel, text)),
    publishJson: (channel, value) => inTime(publishJson(channel, value)),
    subscribe: (channel, handler) => confirmed(channel, handler, subscribe(channel, handler)),
    subscribeJson: (channel, handler) => confirmed(channel, handler, subscribeJson(channel, handler)),
    unsubscribe: (channel, handler) => inTime(unsubscribe(channel, handler)),
    unsubscribeAll: () => inTime(unsubscribeAll()),
    close,
  }
}

/** The time limit for a reply, in milliseconds. */
const REPLY_MS = 5000

/** Rejects if Redis doesn't reply in time. node-redis limits only the time that a command spends in its queue. */
export function inTime<T>(reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Redis did not reply within ${REPLY_MS} ms.`)), REPLY_MS)
    reply.then(resolve, reject).finally(() => clearTimeout(late))
  })
}

/** Opens one connection. */
export async function open(url: string, report: Report, options: { disableOfflineQueue?: boolean } = {}) {
  const client = createClient({ url, ...options })
  // Without this listener, a lost connection ends the process.
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  return client.connect()
}

/** Closes one connection. */
export async function end(client: Client): Promise<void> {
  // close() waits for all replies, and they may never come.
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.isOpen && client.isReady) await Promise.race([client.close(), limit])
  client.destroy()
  // A connection attempt that is under way could still succeed.
  client.once('connect', () => client.destroy())
}
