// ioredis, whole file, rejected by 02.1-lost-patterns
// It reports lost connections for the channels only. The connection for patterns can be lost alone.
/**
 * Lesson 02 with ioredis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const { url, report } = base
  // What lesson 01 made, and a connection for the patterns.
  const [basic, patterns] = await Promise.all([connectBasic(base), open(url, () => {})])

  /** The handlers of each pattern. */
  const handlers = new Map<string, Set<PatternHandler>>()

  // ioredis has one event for all patterns, with the pattern first.
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const handler of [...(handlers.get(pattern) ?? [])]) run(handler, payload, channel, pattern)
  })

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    handlers.set(pattern, (handlers.get(pattern) ?? new Set<PatternHandler>()).add(handler))
    // Also for the second handler: the first one's PSUBSCRIBE may still be on its way.
    await patterns.psubscribe(pattern)
  }

  /** Calls a handler with one message. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    // In an async function a throw becomes a rejection, so one `catch` sees both.
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    // PUNSUBSCRIBE ends the pattern for the whole connection, so only with its last handler.
    handlers.delete(pattern)
    await patterns.punsubscribe(pattern)
  }

  async function unsubscribeAll(): Promise<void> {
    const subscribed = [...handlers.keys()]
    handlers.clear()
    // Channels and patterns are ended by different commands.
    await Promise.all([
      basic.unsubscribeAll(),
      subscribed.length > 0 ? patterns.punsubscribe(...subscribed) : undefined,
    ])
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
