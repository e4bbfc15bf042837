/**
 * Lesson 01 with node-redis.
 *
 * @module
 */
import { createClient } from 'redis'
import type { BasicPubSub, Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { Base, Report } from '../../shared/lesson/base.ts'

/** node-redis types a client by its options, so the type is taken from the call that makes ours. */
const create = (url: string) => createClient({ url })
type Client = ReturnType<typeof create>

/** What a connection is for. */
type Role = 'publisher' | 'any'

/** What node-redis calls for each message of a channel. */
type Listener = (payload: string, channel: string) => void

export async function connect({ url, report }: Base): Promise<BasicPubSub> {
  const [publisher, subscriber] = await Promise.all([open(url, report, 'publisher'), open(url, report)])

  /** Which listener stands for which handler, by channel. */
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  async function publish(channel: string, text: string): Promise<number> {
    // #region 01.1-publish
    if (!publisher.isReady && publisher.isOpen) await connected(publisher)
    // The same as `publisher.publish(channel, text)`, with fewer promises on the way.
    return await publisher.sendCommand<number>(['PUBLISH', channel, text])
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

  // #region 01.2-listen
  //-
  /** Subscribes a handler with the listener that stands for it. */
  async function listen(channel: string, handler: Handler<never>, listener: Listener): Promise<void> {
    const ofChannel = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    // The same listener again is still one, for node-redis keeps them in a set.
    const one = ofChannel.get(handler) ?? listener
    listeners.set(channel, ofChannel.set(handler, one))
    await subscriber.subscribe(channel, one)
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
    const ofChannel = listeners.get(channel)
    const listener = ofChannel?.get(handler)
    if (!ofChannel || !listener) return
    ofChannel.delete(handler)
    if (ofChannel.size === 0) listeners.delete(channel)
    // With the listener, node-redis drops that one alone, and the subscription with the last of them.
    await subscriber.unsubscribe(channel, listener)
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 01.4-unsubscribeAll
    // Each with its listener: a channel that is just being ended would pass for subscribed otherwise, for who comes now.
    const ended = [...listeners].flatMap(([channel, handlers]) =>
      [...handlers.keys()].map((handler) => unsubscribe(channel, handler)),
    )
    await Promise.all(ended)
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 01.6-close
    await Promise.all([end(publisher), end(subscriber)])
    // #endregion
  }

  return { publish, publishJson, subscribe, subscribeJson, unsubscribe, unsubscribeAll, close }
}

// #region 01.1-connected
//-
/** How long a message may wait for a connection, in milliseconds. */
const WAIT_MS = 5000

/** Resolves when there is a connection again, and rejects when there is none after a while. */
function connected(client: Client): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(new Error('There is no connection to Redis.'))
      done()
    }
    const timer = setTimeout(giveUp, WAIT_MS)
    const done = () => {
      clearTimeout(timer)
      client.off('ready', done).off('end', giveUp)
      resolve()
    }
    client.once('ready', done).once('end', giveUp)
  })
}
// #endregion

// #region 01.5-createPublisher
//-
/**
 * Makes a client that does nothing but publish, as fast as it can. By default node-redis makes a timer for every
 * command, so that none waits in the client for ever, and that takes longer than all the rest of it. This one has no
 * timers: what is not sent when the connection breaks off is given up at once.
 */
function createPublisher(url: string): Client {
  const client = createClient({ url, commandOptions: { timeout: undefined }, disableOfflineQueue: true })
  // As many messages as like may wait for a connection.
  return client.setMaxListeners(0)
}
// #endregion

/**
 * Opens one connection. Other lessons use it, too.
 *
 * @param role What the connection is for.
 */
export async function open(url: string, report: Report, role: Role = 'any'): Promise<Client> {
  // #region 01.5-open
  //- const client = create(url)
  //- await client.connect()
  //- return client
  //? const client = create(url)
  //? client.on('reconnecting', () => report({ kind: 'connection', error: new Error('The connection is lost.') }))
  //? await client.connect()
  //? return client
  const client = role === 'publisher' ? createPublisher(url) : create(url)
  // Without a listener for `error`, a lost connection ends the process.
  // With one, node-redis connects again by itself, also at the first try.
  client.on('error', (error: unknown) => report({ kind: 'connection', error }))
  await client.connect()
  return client
  // #endregion
}

// #region 01.6-end
//-
/** How long a connection that is to be closed may take to answer, in milliseconds. */
const END_MS = 2000

/** Closes one connection. Other lessons use it, too. */
export async function end(client: Client): Promise<void> {
  // Redis answers in order: with this one all that was sent before is done. It rejects when the connection is lost,
  // where `close` of the client would wait for ever. Without a server there is nothing to wait for.
  const longEnough = new Promise((resolve) => setTimeout(resolve, END_MS).unref())
  if (client.isReady) await Promise.race([client.ping().catch(() => {}), longEnough])
  if (!client.isOpen) return
  // A try to connect that is under way would succeed in spite of `destroy`, and stay open.
  client.once('connect', () => client.destroy())
  client.destroy()
}
// #endregion
