/** Lesson 01 with ioredis. @module */
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis, type RedisOptions } from 'ioredis'
import type { BasicPubSub, Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'

/** The time limit for a reply, in milliseconds. */
const REPLY_MS = 5000
/** The time limit for closing a connection, in milliseconds. */
const CLOSE_MS = 2000

// #region given-listener
/** The function that is called with each message of a channel. */
type Listener = (message: string) => void
// #endregion

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is down, publish() rejects at once. By default, messages would pile up in memory.
    open(url, report, { enableOfflineQueue: false }),
    open(url, report, { autoResubscribe: false }),
  ])

  /** The listener of each handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  // #region given-resubscribe
  // ioredis would resubscribe with one command for all channels. If Redis refused one of them, none would come back,
  // and the unhandled rejection would end the process. So subscribe to each channel by itself.
  subscriber.on('ready', () => {
    for (const channel of listeners.keys()) {
      subscriber.subscribe(channel).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
  // #endregion

  // #region given-listen
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
  // #endregion

  // #region given-forget
  /** Removes a handler's listener. Returns true if the channel has no handlers left. */
  function forget(channel: string, handler: Handler<never>): boolean {
    const byHandler = listeners.get(channel)
    if (!byHandler?.delete(handler) || byHandler.size > 0) return false
    return listeners.delete(channel)
  }
  // #endregion

  // #region 01.2-dispatch
  //- subscriber.on('message', (channel: string, message: string) => {
  //-   // Call all listeners of this channel.
  //- })
  //? subscriber.on('message', (message: string, channel: string) => {
  //?   for (const listener of listeners.get(channel)?.values() ?? []) listener(message)
  //? })
  // One event for all channels, with the channel first.
  subscriber.on('message', (channel: string, message: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(message)
  })
  // #endregion

  async function publish(channel: string, text: string): Promise<number> {
    // #region 01.1-publish
    //- // The client's publish() resolves with the count. Return its promise.
    //- return todo('01.1')
    return publisher.publish(channel, text)
    // #endregion
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // #region 01.1-publishJson
    //? return publish(channel, JSON.stringify(value))
    const text = JSON.stringify(value)
    // For undefined, functions and symbols, stringify() returns undefined, and ioredis would send an empty string.
    if (text === undefined) throw new TypeError(`JSON can't represent ${typeof value}.`)
    return publish(channel, text)
    // #endregion
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // #region 01.2-subscribe
    //- // Pass listen() a listener that calls run().
    //- return todo('01.2')
    //? await subscriber.subscribe(channel, (message: unknown) => void run(handler, String(message), channel))
    await listen(channel, handler, (message) => void run(handler, message, channel))
    // #endregion
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // #region 01.3-subscribeJson
    //! // As in subscribe(), but decode the message first. Report { kind: 'payload', error, channel, payload: message }.
    //! return todo('01.3')
    await listen(channel, handler, (message) => {
      let value: unknown
      try {
        value = JSON.parse(message)
      } catch (error) {
        report({ kind: 'payload', error, channel, payload: message })
        return
      }
      void run(handler, value, channel)
    })
    // #endregion
  }

  /** Calls a handler. Listeners don't await it, so that the next message doesn't wait. */
  async function run<T>(handler: Handler<T>, message: T, channel: string): Promise<void> {
    // #region 01.3-run
    //! // Catch what the handler throws, and its promise's rejection. Report { kind: 'handler', error, channel }.
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
    //- // forget() returns true if the channel has no handlers left.
    //- return todo('01.4')
    //? forget(channel, handler)
    //? await subscriber.unsubscribe(channel)
    // UNSUBSCRIBE ends the channel for the whole connection.
    if (forget(channel, handler)) await subscriber.unsubscribe(channel)
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 01.4-unsubscribeAll
    //? await subscriber.unsubscribe()
    listeners.clear()
    await subscriber.unsubscribe()
    // #endregion
  }

  // #region given-close
  async function close(): Promise<void> {
    await Promise.all([end(publisher), end(subscriber)])
  }
  // #endregion

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Opens one connection. */
export async function open(url: string, report: Report, options: RedisOptions = {}): Promise<Redis> {
  // #region 01.5-open
  //- // Report errors and lost connections as { kind: 'connection', error }.
  //- const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  //- await new Promise<void>((resolve) => client.once('ready', resolve))
  //- return client
  //? const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  //? client.on('error', (error: Error) => report({ kind: 'connection', error }))
  //? await new Promise<void>((resolve) => client.once('ready', resolve))
  //? return client
  const client = new Redis(url, { commandTimeout: REPLY_MS, ...options })
  client.on('error', (error: Error) => report({ kind: 'connection', error }))
  // ioredis emits no `error` if Redis closes the connection cleanly.
  client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve)
    client.once('end', () => reject(new Error('ioredis has given up connecting.')))
  })
  return client
  // #endregion
}

/** Closes one connection. */
export async function end(client: Redis): Promise<void> {
  // #region 01.6-end
  //- // If the client is ready, quit, but wait CLOSE_MS at most. Then make sure that it's disconnected.
  //- return todo('01.6')
  // quit() waits for all replies, and they may never come. It rejects if the client is already closing.
  const limit = sleep(CLOSE_MS, undefined, { ref: false })
  if (client.status === 'ready') await Promise.race([client.quit().catch(() => {}), limit])
  client.disconnect()
  // #endregion
}
