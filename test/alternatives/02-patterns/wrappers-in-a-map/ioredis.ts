// It keeps a wrapper for each handler and pattern, and ends all patterns with PUNSUBSCRIBE without names.
/**
 * Lesson 02 with ioredis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../../../solutions/01-basic-pubsub/ioredis.ts'

export async function connect(options: ConnectOptions): Promise<PubSub> {
  const { url, report } = options
  // Patterns get a connection of their own.
  const [basic, patterns] = await Promise.all([
    connectBasic(options),
    open(url, report, { autoResubscribe: false }),
  ])

  /** The handlers of each pattern. */
  const subscriptions = new Map<string, Set<PatternHandler>>()

  const registry = new Map<string, Map<PatternHandler, (message: string, channel: string) => void>>()
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    for (const one of [...(registry.get(pattern)?.values() ?? [])]) one(message, channel)
  })

  patterns.on('ready', () => {
    for (const [pattern, { size }] of registry) {
      if (size > 0)
        patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const wrappers = registry.get(pattern) ?? new Map()
    if (!wrappers.has(handler)) {
      wrappers.set(handler, (message: string, channel: string) => run(handler, message, channel, pattern))
    }
    registry.set(pattern, wrappers)
    try {
      await patterns.psubscribe(pattern)
    } catch (error) {
      wrappers.delete(handler)
      throw error
    }
  }

  /** Subscribes to a pattern in Redis. */
  async function begin(pattern: string): Promise<void> {
    await patterns.psubscribe(pattern)
  }

  /** Calls a handler, and reports its failure. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const wrappers = registry.get(pattern)
    if (!wrappers?.delete(handler) || wrappers.size > 0) return
    registry.delete(pattern)
    await patterns.punsubscribe(pattern)
  }

  /** Unsubscribes from a pattern in Redis. */
  async function finish(pattern: string): Promise<void> {
    await patterns.punsubscribe(pattern)
  }

  async function unsubscribeAll(): Promise<void> {
    registry.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.punsubscribe()])
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
