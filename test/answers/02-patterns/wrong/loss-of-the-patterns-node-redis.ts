// node-redis, whole file, rejected by 02.1-lost-patterns
// It reports lost connections for the channels only. The connection for patterns can be lost alone.
/**
 * Lesson 02 with node-redis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

/** What node-redis calls for each message that a pattern brings. It is not told the pattern. */
type Listener = (payload: string, channel: string) => void

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const { url, report } = base
  // What lesson 01 made, and a connection for the patterns.
  const [basic, patterns] = await Promise.all([connectBasic(base), open(url, () => {})])

  /** Which listener stands for which handler, by pattern. */
  const listeners = new Map<string, Map<PatternHandler, Listener>>()

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = listeners.get(pattern) ?? new Map<PatternHandler, Listener>()
    // The same listener again is still one, for node-redis keeps them in a set.
    const listener = ofPattern.get(handler) ?? ((payload, channel) => run(handler, payload, channel, pattern))
    listeners.set(pattern, ofPattern.set(handler, listener))
    await patterns.pSubscribe(pattern, listener)
  }

  /** Calls a handler with one message. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    // In an async function a throw becomes a rejection, so one `catch` sees both.
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = listeners.get(pattern)
    const listener = ofPattern?.get(handler)
    if (!ofPattern || !listener) return
    ofPattern.delete(handler)
    if (ofPattern.size === 0) listeners.delete(pattern)
    // With the listener, node-redis drops that one alone, and the subscription with the last of them.
    await patterns.pUnsubscribe(pattern, listener)
  }

  async function unsubscribeAll(): Promise<void> {
    listeners.clear()
    // Channels and patterns are ended by different commands.
    await Promise.all([basic.unsubscribeAll(), patterns.pUnsubscribe()])
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
