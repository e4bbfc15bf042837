/**
 * Lesson 02 with node-redis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

/** The function that node-redis calls with each message that a pattern matches. */
type Listener = (message: string, channel: string) => void

/** A pattern's handlers, and the listener that calls them. */
interface Subscription {
  readonly handlers: Set<PatternHandler>
  readonly listener: Listener
}

export async function connect(options: ConnectOptions): Promise<PubSub> {
  const { url, report } = options
  // Lesson 01's channels, and one more connection for patterns, which bring the most messages.
  const [basic, patterns] = await Promise.all([connectBasic(options), open(url, report)])

  /** The subscriptions that have handlers, by pattern. */
  const subscriptions = new Map<string, Subscription>()

  /** Makes the listener of a pattern. */
  function listenerFor(pattern: string, handlers: ReadonlySet<PatternHandler>): Listener {
    // #region 02.1-listenerFor
    //- // Return a listener that calls run() for each handler. node-redis passes it the message and the channel.
    //- return todo('02.1')
    //? return (message, channel) => {
    //?   for (const handler of [...handlers]) run(handler, channel, message, pattern)
    //? }
    return (message, channel) => {
      // A copy of the set, because a handler can subscribe or unsubscribe handlers.
      for (const handler of [...handlers]) run(handler, message, channel, pattern)
    }
    // #endregion
  }

  // #region given-psubscribe
  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    let subscription = subscriptions.get(pattern)
    if (!subscription) {
      const handlers = new Set<PatternHandler>()
      subscription = { handlers, listener: listenerFor(pattern, handlers) }
      subscriptions.set(pattern, subscription)
    }
    const isNew = !subscription.handlers.has(handler)
    subscription.handlers.add(handler)
    try {
      await begin(pattern, subscription.listener)
    } catch (error) {
      // If Redis refuses the subscription, the handler mustn't be called after a later one.
      if (isNew) punsubscribe(pattern, handler).catch(() => {})
      throw error
    }
  }
  // #endregion

  /** Subscribes to a pattern in Redis. */
  async function begin(pattern: string, listener: Listener): Promise<void> {
    // #region 02.1-begin
    //- // Subscribe on `patterns`. inTime() rejects if Redis doesn't reply within five seconds: await inTime(promise).
    //- return todo('02.1')
    //? await inTime(patterns.subscribe(pattern, listener))
    await inTime(patterns.pSubscribe(pattern, listener))
    // #endregion
  }

  /** Calls a handler, and reports its failure. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  // #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const { handlers, listener } = subscriptions.get(pattern) ?? {}
    if (!handlers?.delete(handler) || handlers.size > 0) return
    // That was the pattern's last handler.
    subscriptions.delete(pattern)
    await finish(pattern, listener)
  }
  // #endregion

  /** Unsubscribes from a pattern in Redis. */
  async function finish(pattern: string, listener: Listener | undefined): Promise<void> {
    // #region 02.1-finish
    //- // The reverse of begin(), with the same pattern and listener.
    //- return todo('02.1')
    //? await inTime(patterns.unsubscribe(pattern, listener))
    await inTime(patterns.pUnsubscribe(pattern, listener))
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 02.1-unsubscribeAll
    //- // This ends the channels only. End the patterns, too, and wait for both.
    //- await basic.unsubscribeAll()
    //? await basic.unsubscribeAll()
    const ended = [...subscriptions]
    subscriptions.clear()
    await Promise.all([
      basic.unsubscribeAll(),
      ...ended.map(([pattern, { listener }]) => finish(pattern, listener)),
    ])
    // #endregion
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
