/**
 * Lesson 02 with node-redis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

/** What node-redis calls for each message of a pattern. It isn't told the pattern. */
type Listener = (payload: string, channel: string) => void

/** The handlers of one pattern, and the listener that calls them all. */
interface Subscription {
  readonly handlers: Set<PatternHandler>
  readonly listener: Listener
}

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const { url, report } = base
  // What lesson 01 made, and a connection for the patterns.
  const [basic, patterns] = await Promise.all([connectBasic(base), open(url, report)])

  /** The subscriptions that have handlers, by pattern. */
  const subscriptions = new Map<string, Subscription>()

  // #region 02.1-subscription
  //-
  /** Makes the subscription of a pattern, without any handlers. Its listener knows the pattern. */
  function subscription(pattern: string): Subscription {
    const handlers = new Set<PatternHandler>()
    const listener: Listener = (payload, channel) => {
      for (const handler of [...handlers]) run(handler, payload, channel, pattern)
    }
    return { handlers, listener }
  }
  // #endregion

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // #region 02.1-psubscribe
    //? patterns.on('pmessage', (by: string, channel: string, payload: string) => {
    //?   if (by === pattern) run(handler, payload, channel, by)
    //? })
    //? await patterns.pSubscribe(pattern, () => {})
    const { handlers, listener } = subscriptions.get(pattern) ?? subscription(pattern)
    const isNew = !handlers.has(handler)
    subscriptions.set(pattern, { handlers: handlers.add(handler), listener })
    try {
      await inTime(patterns.pSubscribe(pattern, listener))
    } catch (error) {
      // Redis may have the subscription all the same, if only its reply was late.
      if (isNew) punsubscribe(pattern, handler).catch(() => {})
      throw error
    }
    // #endregion
  }

  /** Calls a handler with one message. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    // In an async function a throw becomes a rejection, so one `catch` sees both.
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // #region 02.1-punsubscribe
    //? subscriptions.get(pattern)?.handlers.delete(handler)
    //? await patterns.pUnsubscribe(pattern)
    const { handlers, listener } = subscriptions.get(pattern) ?? {}
    if (!handlers?.delete(handler) || handlers.size > 0) return
    // PUNSUBSCRIBE ends the pattern for the whole connection, so it waits for the last handler.
    subscriptions.delete(pattern)
    await inTime(patterns.pUnsubscribe(pattern, listener))
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 02.1-unsubscribeAll
    //- await basic.unsubscribeAll()
    //? await basic.unsubscribeAll()
    const ended = [...subscriptions]
    subscriptions.clear()
    // Channels and patterns are ended by different commands.
    await Promise.all([
      basic.unsubscribeAll(),
      ...ended.map(([pattern, { listener }]) => inTime(patterns.pUnsubscribe(pattern, listener))),
    ])
    // #endregion
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
