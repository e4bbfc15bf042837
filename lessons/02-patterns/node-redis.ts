// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { connect as connectBasic, end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'
import type { PatternHandler, PubSub } from './contract.ts'

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

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // TODO 02.1: subscribe and unsubscribe by pattern
    return todo('02.1')
  }

  /** Calls a handler with one message. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    // In an async function a throw becomes a rejection, so one `catch` sees both.
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // TODO 02.1, continued
    return todo('02.1')
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 02.1, continued
    await basic.unsubscribeAll()
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
