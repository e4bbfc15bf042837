// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { PatternHandler, PubSub } from './contract.ts'

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
    // TODO 02.1: Subscribe to patterns
    // Return a listener that calls run() for each handler. node-redis passes it the message and the channel.
    return todo('02.1')
  }

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

  /** Subscribes to a pattern in Redis. */
  async function begin(pattern: string, listener: Listener): Promise<void> {
    // TODO 02.1, continued
    // Subscribe on `patterns`. inTime() rejects if Redis doesn't reply within five seconds: await inTime(promise).
    return todo('02.1')
  }

  /** Calls a handler, and reports its failure. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const { handlers, listener } = subscriptions.get(pattern) ?? {}
    if (!handlers?.delete(handler) || handlers.size > 0) return
    // That was the pattern's last handler.
    subscriptions.delete(pattern)
    await finish(pattern, listener)
  }

  /** Unsubscribes from a pattern in Redis. */
  async function finish(pattern: string, listener: Listener | undefined): Promise<void> {
    // TODO 02.1, continued
    // The reverse of begin(), with the same pattern and listener.
    return todo('02.1')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 02.1, continued
    // This ends the channels only. End the patterns, too, and wait for both.
    await basic.unsubscribeAll()
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
