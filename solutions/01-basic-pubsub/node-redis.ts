/**
 * Lesson 01 with node-redis.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'redis'
import type { BasicPubSub, Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ConnectOptions, Report } from '../../shared/lesson/connect-options.ts'

/** How long Redis may take to reply, in milliseconds. */
const REPLY_MS = 5000

/** node-redis types a client by its options, so the type is taken from the call that makes ours. */
const create = (url: string, options: { disableOfflineQueue?: boolean } = {}) =>
  createClient({ url, ...options })
type Client = ReturnType<typeof create>

/** What is called for each message of a channel. */
type Listener = (payload: string) => void

export async function connect({ url, report }: ConnectOptions): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([
    // While Redis is unreachable, publish() rejects at once: messages don't pile up in this process.
    open(url, report, { disableOfflineQueue: true }),
    open(url, report),
  ])

  /** Which listener stands for which handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  // #region 01.2-dispatch
  //-
  /** Calls every listener of a channel. node-redis gets this one function for all channels. */
  function dispatch(payload: string, channel: string): void {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  }
  // #endregion

  async function publish(channel: string, text: string): Promise<number> {
    // #region 01.1-publish
    return await inTime(publisher.publish(channel, text))
    // #endregion
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // #region 01.1-publishJson
    const text = JSON.stringify(value)
    // `JSON.stringify` gives no text for undefined or a function, and does not complain.
    if (text === undefined) throw new TypeError(`JSON has no form for ${typeof value}`)
    return publish(channel, text)
    // #endregion
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // #region 01.2-subscribe
    //? subscriber.on('message', (from: string, payload: string) => {
    //?   if (from === channel) run(handler, payload, channel)
    //? })
    //? await subscriber.subscribe(channel, () => {})
    await listen(channel, handler, (payload) => run(handler, payload, channel))
    // #endregion
  }

  async function subscribeJson(channel: string, handler: Handler<unknown>): Promise<void> {
    // #region 01.3-subscribeJson
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
    // #endregion
  }

  // #region 01.2-forget
  //-
  /** Forgets a handler. Returns whether it was the last one of its channel. */
  function forget(channel: string, handler: Handler<never>): boolean {
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return false
    return listeners.delete(channel)
  }
  // #endregion

  // #region 01.2-listen
  //-
  /** Subscribes a handler with the listener that stands for it. */
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const isNew = !ofChannel.has(handler)
    if (isNew) listeners.set(channel, ofChannel.set(handler, listener))
    try {
      await inTime(subscriber.subscribe(channel, dispatch))
    } catch (error) {
      // Redis may have the subscription all the same, if only its reply was late.
      if (isNew && forget(channel, handler)) subscriber.unsubscribe(channel, dispatch).catch(() => {})
      throw error
    }
  }
  // #endregion

  /** Calls a handler with one message. */
  function run<T>(handler: Handler<T>, message: T, channel: string): void {
    // #region 01.3-run
    //- void handler(message, channel)
    const failed = (error: unknown) => report({ kind: 'handler', error, channel })
    try {
      const done = handler(message, channel)
      // One that is not async has ended, and needs no promise.
      if (done !== undefined) Promise.resolve(done).catch(failed)
    } catch (error) {
      failed(error)
    }
    // #endregion
  }

  async function unsubscribe(channel: string, handler: Handler<never>): Promise<void> {
    // #region 01.4-unsubscribe
    //? listeners.get(channel)?.delete(handler)
    //? await subscriber.unsubscribe(channel)
    // UNSUBSCRIBE ends the channel for the whole connection, so it waits for the last handler.
    if (forget(channel, handler)) await inTime(subscriber.unsubscribe(channel, dispatch))
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    listeners.clear()
    if (channels.length > 0) await inTime(subscriber.unsubscribe(channels, dispatch))
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 01.6-close
    await Promise.all([end(publisher), end(subscriber)])
    // #endregion
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

/** Rejects when Redis doesn't reply in time. By itself, node-redis would wait for the reply for ever. */
export function inTime<T>(reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`Redis did not reply within ${REPLY_MS} ms.`)), REPLY_MS)
    reply.then(resolve, reject).finally(() => clearTimeout(late))
  })
}

/** Opens one connection. Other lessons use it, too. */
export async function open(
  url: string,
  report: Report,
  options: Parameters<typeof create>[1] = {},
): Promise<Client> {
  // #region 01.5-open
  //- const client = create(url, options)
  //- await client.connect()
  //- return client
  //? const client = create(url, options)
  //? client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  //? await client.connect()
  //? return client
  const client = create(url, options)
  // Without a listener for `error`, a lost connection ends the process.
  // With one, node-redis connects again by itself, also at the first try.
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
}

// #region 01.6-end
//-
/** How long a connection may take to close, in milliseconds. */
const CLOSE_MS = 2000

/** Closes one connection. Other lessons use it, too. */
export async function end(client: Client): Promise<void> {
  // `close` waits for the replies that are still to come, and without a limit it would wait for ever.
  if (client.isReady && client.isOpen)
    await Promise.race([client.close(), sleep(CLOSE_MS, undefined, { ref: false })])
  client.destroy()
  // A try to connect that is under way would still succeed.
  client.once('connect', () => client.destroy())
}
// #endregion
