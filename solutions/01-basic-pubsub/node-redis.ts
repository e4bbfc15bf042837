/** Lesson 01 with node-redis. @module */
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { BasicPubSub, Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { createListeners } from '../../lessons/01-basic-pubsub/workbook/given/listeners.ts'
import { createTurns } from '../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'

const CLOSE_MS = 2000

// #region given-client
type Client = Awaited<ReturnType<typeof open>>
// #endregion

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects instead of collecting messages.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  // #region given-listeners
  const { listeners, remember, forget } = createListeners()
  const inTurn = createTurns()
  // #endregion

  async function publish(channel: string, text: string): Promise<number> {
    // #region 01.1-publish
    //- // Return the promise of publisher.publish().
    //- return todo('01.1')
    return publisher.publish(channel, text)
    // #endregion
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // #region 01.1-publishJson
    // For undefined, functions and symbols, stringify() returns undefined, and node-redis rejects with a TypeError.
    return publish(channel, JSON.stringify(value))
    // #endregion
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // #region 01.2-subscribe
    //- // Let your listener call run(). Subscribe with the one that remember(channel, handler, yours) returns.
    //- return todo('01.2')
    //? subscriber.on('message', (from: string, message: string) => {
    //?   if (from === channel) void run(handler, message, channel)
    //? })
    //? await subscriber.subscribe(channel, () => {})
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await inTurn(channel, () => subscriber.subscribe(channel, listener))
    // #endregion
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // #region 01.3-subscribeJson
    //! // As in subscribe(), but decode the message first. Report { kind: 'payload', error, channel, payload: message }.
    //! return todo('01.3')
    const listener = remember(channel, handler, (message) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      void run(handler, value, channel)
    })
    await inTurn(channel, () => subscriber.subscribe(channel, listener))
    // #endregion
  }

  /** Calls a handler. Listeners don't await it: the next message mustn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    // #region 01.3-run
    //! // Catch what the handler throws, and its rejection. Report { kind: 'handler', error, channel }.
    //! await handler(message, channel)
    try {
      await handler(message, channel)
    } catch (error) {
      report({ kind: 'handler', error, channel })
    }
    // #endregion
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // #region 01.4-unsubscribe
    //- // forget() returns the listener that the client knows, or undefined if the handler isn't subscribed.
    //- return todo('01.4')
    //? forget(channel, handler)
    //? await subscriber.unsubscribe(channel)
    const listener = forget(channel, handler)
    // node-redis sends UNSUBSCRIBE when the channel's last listener leaves.
    if (listener) await inTurn(channel, () => subscriber.unsubscribe(channel, listener))
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 01.4-unsubscribeAll
    //- // listeners.clear() forgets all listeners.
    //- return todo('01.4')
    const all = [...listeners].flatMap(([channel, byHandler]) =>
      [...byHandler.keys()].map((handler) => unsubscribe(channel, handler)),
    )
    await Promise.all(all)
    // #endregion
  }

  // #region given-close
  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion

  // #region 01.7-limits
  //- // Go further: limit the wait for a reply.
  //- return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
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
  // #endregion
}

// #region 01.7-inTime
//-
/** The time limit for a reply, in milliseconds. */
const REPLY_MS = 5000

/** Rejects if Redis doesn't reply in time. node-redis limits only the time that a command spends in its queue. */
export function inTime<T>(reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Redis did not reply within ${REPLY_MS} ms.`)), REPLY_MS)
    reply.then(resolve, reject).finally(() => clearTimeout(late))
  })
}
// #endregion

/** Opens one connection. */
export async function open(url: string, report: Report, options: { disableOfflineQueue?: boolean } = {}) {
  // #region 01.5-open
  //- // Listen for `error` before you connect. Report { kind: 'connection', error }.
  //- return createClient({ url, ...options }).connect()
  //? const lost = () => report({ kind: 'connection', error: new Error('The connection is lost.') })
  //? return createClient({ url, ...options }).on('reconnecting', lost).connect()
  const client = createClient({ url, ...options })
  // Without this listener, a lost connection ends the process.
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  return client.connect()
  // #endregion
}

/** Closes one connection. */
export async function end(client: Client): Promise<void> {
  // #region 01.6-end
  //- // If it's open and ready, await client.close(), but for CLOSE_MS at most. Then destroy it.
  //- return todo('01.6')
  // close() waits for all replies, and they may never come.
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.isOpen && client.isReady) await Promise.race([client.close(), limit])
  client.destroy()
  // #endregion
  // #region 01.8-end
  //-
  // A connection attempt that is under way could still succeed.
  client.once('connect', () => client.destroy())
  // #endregion
}
