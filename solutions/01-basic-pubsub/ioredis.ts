/**
 * Lesson 01 with ioredis.
 *
 * @module
 */
import { Redis } from 'ioredis'
import type { BasicPubSub, Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { Base, Report } from '../../shared/lesson/base.ts'

/** What is called for each message of a channel. */
type Listener = (payload: string) => void

export async function connect({ url, report }: Base): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([open(url, report), open(url, report)])

  /** Which listener stands for which handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  // #region 01.2-dispatch
  //-
  //? subscriber.on('message', (payload: string, channel: string) => {
  //?   for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  //? })
  // ioredis has one event for all channels, with the channel first.
  subscriber.on('message', (channel: string, payload: string) => {
    for (const listener of listeners.get(channel)?.values() ?? []) listener(payload)
  })
  // #endregion

  async function publish(channel: string, text: string): Promise<number> {
    // #region 01.1-publish
    return await publisher.publish(channel, text)
    // #endregion
  }

  async function publishJson(channel: string, value: unknown): Promise<number> {
    // #region 01.1-publishJson
    const text = JSON.stringify(value)
    // `JSON.stringify` gives no text for undefined or a function, and ioredis would send an empty one.
    if (text === undefined) throw new TypeError(`JSON has no form for ${typeof value}`)
    return publish(channel, text)
    // #endregion
  }

  async function subscribe(channel: string, handler: Handler<string>): Promise<void> {
    // #region 01.2-subscribe
    //? await subscriber.subscribe(channel, (payload: unknown) => run(handler, String(payload), channel))
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

  // #region 01.2-listen
  //-
  /** Subscribes a handler with the listener that stands for it. */
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    if (!ofChannel.has(handler)) ofChannel.set(handler, listener)
    listeners.set(channel, ofChannel)
    // Also for the second handler: the first one's SUBSCRIBE may still be on its way.
    await subscriber.subscribe(channel)
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
    //? const listener = listeners.get(channel)?.get(handler)
    //? listeners.get(channel)?.delete(handler)
    //? if (listener) await subscriber.unsubscribe(channel, listener as () => void)
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    // UNSUBSCRIBE ends the channel for the whole connection, so only with its last handler.
    listeners.delete(channel)
    await subscriber.unsubscribe(channel)
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 01.4-unsubscribeAll
    //? await subscriber.unsubscribe()
    const channels = [...listeners.keys()]
    listeners.clear()
    // With the channels named: without them it never resolves while a pattern is subscribed.
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 01.6-close
    await Promise.all([end(publisher), end(subscriber)])
    // #endregion
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

// #region 01.5-connection
//-
//?
/** A connection that writes what is sent in one turn in one piece, and leaves no promise to nobody. */
class Connection extends Redis {
  #isCorked = false

  override sendCommand(...args: Parameters<Redis['sendCommand']>): unknown {
    const [command] = args
    // After a lost connection, ioredis subscribes again by itself, and nobody has the promise of that.
    // Closed meanwhile, it would be rejected, and end the process.
    if (command.name.endsWith('subscribe')) command.promise.catch(() => {})
    this.#cork()
    return super.sendCommand(...args)
  }

  /** Without it, each message would be handed to the operating system by itself, which takes longer than all else. */
  #cork(): void {
    const { stream } = this
    if (this.#isCorked || !stream) return
    this.#isCorked = true
    stream.cork()
    process.nextTick(() => {
      this.#isCorked = false
      stream.uncork()
    })
  }
}
// #endregion

/** Opens one connection. Lesson 02 uses it, too. */
export async function open(url: string, report: Report): Promise<Redis> {
  // #region 01.5-open
  //- const client = new Redis(url, { lazyConnect: true })
  //- await client.connect()
  //- return client
  //? const client = new Redis(url, { lazyConnect: true })
  //? client.on('error', (error: Error) => report({ kind: 'connection', error }))
  //? await client.connect()
  //? return client
  const client = new Connection(url)
  let reported = false
  client.on('error', (error: Error) => {
    reported = true
    report({ kind: 'connection', error })
  })
  // A connection that the other side ends in good order is no `error` for ioredis.
  client.on('reconnecting', () => {
    if (!reported) report({ kind: 'connection', error: new Error('Redis has ended the connection.') })
    reported = false
  })
  await new Promise<void>((resolve, reject) => {
    client.once('ready', resolve)
    client.once('end', () => reject(new Error('Redis cannot be used with this URL.')))
  })
  return client
  // #endregion
}

// #region 01.6-end
//-
/** Closes one connection. Lesson 02 uses it, too. */
export async function end(client: Redis): Promise<void> {
  // `quit` waits for what has been sent, and so, without a server, for one to come.
  if (client.status === 'ready') await client.quit().catch(() => client.disconnect())
  else client.disconnect()
}
// #endregion
