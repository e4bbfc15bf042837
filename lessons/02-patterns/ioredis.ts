// Yours. Fill in the TODOs, then check: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
import type { PatternHandler, PubSub } from './contract.ts'

export async function connect(options: ConnectOptions): Promise<PubSub> {
  const { url, report } = options
  // Patterns get a connection of their own.
  const [basic, patterns] = await Promise.all([
    connectBasic(options),
    open(url, report, { autoResubscribe: false }),
  ])

  /** The handlers of each pattern. */
  const subscriptions = new Map<string, Set<PatternHandler>>()

  // TODO 02.1: Subscribe to patterns. These lines were written for the other client: fix them.
  patterns.on('pmessage', (message: string, channel: string, pattern: string) => {
    for (const handler of [...(subscriptions.get(pattern) ?? [])]) run(handler, message, channel, pattern)
  })

  // As in lesson 01: ioredis would resubscribe with one command for all patterns, and if Redis refused one of them,
  // none would come back.
  patterns.on('ready', () => {
    for (const pattern of subscriptions.keys()) {
      begin(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern) ?? new Set<PatternHandler>()
    const isNew = !handlers.has(handler)
    subscriptions.set(pattern, handlers.add(handler))
    try {
      // Even if the pattern has handlers already: their PSUBSCRIBE may still be in flight.
      await begin(pattern)
    } catch (error) {
      // Redis refused, so the handler must leave.
      if (isNew) punsubscribe(pattern, handler).catch(() => {})
      throw error
    }
  }

  /** Subscribes to a pattern in Redis. */
  async function begin(pattern: string): Promise<void> {
    // TODO 02.1, continued: fix these lines.
    const handlers = subscriptions.get(pattern) ?? []
    await patterns.psubscribe(pattern, (message: unknown) => {
      for (const handler of handlers) run(handler, String(message), pattern, pattern)
    })
  }

  /** Calls a handler, and reports its failure. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    subscriptions.delete(pattern)
    await finish(pattern)
  }

  /** Unsubscribes from a pattern in Redis. */
  async function finish(pattern: string): Promise<void> {
    // TODO 02.1, continued: fix these lines.
    await patterns.unsubscribe(pattern)
  }

  async function unsubscribeAll(): Promise<void> {
    // TODO 02.1, continued: fix these lines.
    await basic.unsubscribeAll()
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
