// Yours. Fill in the TODOs, then check: npm test lessons/02

import { createTurns } from '../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { PatternHandler, PubSub } from './contract.ts'

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
    // TODO 02.1: Subscribe to patterns
    // Return a listener that calls run() for each handler.
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
      const { listener } = subscription
      await inTurn(pattern, () => begin(pattern, listener))
    } catch (error) {
      // Redis refused, so the handler must leave.
      if (isNew) punsubscribe(pattern, handler).catch(() => {})
      throw error
    }
  }

  /** Subscribes in Redis. */
  async function begin(pattern: string, listener: Listener): Promise<void> {
    // TODO 02.1, continued
    // Subscribe on `patterns`, and limit the wait: await inTime(promise).
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
    subscriptions.delete(pattern)
    await inTurn(pattern, () => finish(pattern, listener))
  }

  /** Unsubscribes in Redis. */
  async function finish(pattern: string, listener: Listener | undefined): Promise<void> {
    // TODO 02.1, continued
    // The reverse of begin(), with the same listener.
    return todo('02.1')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 02.1, continued
    // So far, this ends only the channels.
    await basic.unsubscribeAll()
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
