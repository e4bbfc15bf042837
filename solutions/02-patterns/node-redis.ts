/**
 * Lesson 02 with node-redis.
 *
 * @module
 */

import { createTurns } from '../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

type Listener = (message: string, channel: string) => void

interface Subscription {
  readonly handlers: Set<PatternHandler>
  readonly listener: Listener
}

export async function connect(options: ConnectOptions): Promise<PubSub> {
  const { url, report } = options
  // Patterns get a connection of their own.
  const [basic, patterns] = await Promise.all([connectBasic(options), open(url, report)])

  const subscriptions = new Map<string, Subscription>()
  const inTurn = createTurns()

  function listenerFor(pattern: string, handlers: ReadonlySet<PatternHandler>): Listener {
    // #region 02.1-listenerFor
    //- // Return a listener that calls run() for each handler.
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
      const { listener } = subscription
      await inTurn(pattern, () => begin(pattern, listener))
    } catch (error) {
      // Redis refused, so the handler must leave.
      if (isNew) punsubscribe(pattern, handler).catch(() => {})
      throw error
    }
  }
  // #endregion

  /** Subscribes in Redis. */
  async function begin(pattern: string, listener: Listener): Promise<void> {
    // #region 02.1-begin
    //- // Subscribe on `patterns`, and limit the wait: await inTime(promise).
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
    subscriptions.delete(pattern)
    await inTurn(pattern, () => finish(pattern, listener))
  }
  // #endregion

  /** Unsubscribes in Redis. */
  async function finish(pattern: string, listener: Listener | undefined): Promise<void> {
    // #region 02.1-finish
    //- // The reverse of begin(), with the same listener.
    //- return todo('02.1')
    //? await inTime(patterns.unsubscribe(pattern, listener))
    await inTime(patterns.pUnsubscribe(pattern, listener))
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 02.1-unsubscribeAll
    //- // So far, this ends only the channels.
    //- await basic.unsubscribeAll()
    //? await basic.unsubscribeAll()
    const ended = [...subscriptions]
    subscriptions.clear()
    // By name: otherwise, node-redis would end a pattern that is subscribed meanwhile.
    const ending = ended.map(([pattern, { listener }]) => inTurn(pattern, () => finish(pattern, listener)))
    await Promise.all([basic.unsubscribeAll(), ...ending])
    // #endregion
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
