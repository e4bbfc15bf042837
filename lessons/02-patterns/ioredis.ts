// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'
import type { PatternHandler, PubSub } from './contract.ts'

export async function connect(base: ConnectOptions): Promise<PubSub> {
  const { url, report } = base
  // What lesson 01 made, and a connection for the patterns.
  const [basic, patterns] = await Promise.all([
    connectBasic(base),
    // ioredis would subscribe again with one command for all patterns. If Redis refused one, all would be lost.
    open(url, report, { autoResubscribe: false }),
  ])

  /** The handlers of each pattern. */
  const handlers = new Map<string, Set<PatternHandler>>()

  // TODO 02.1: subscribe and unsubscribe by pattern. These lines were written for the other client: repair them.
  patterns.on('pmessage', (payload: string, channel: string, pattern: string) => {
    for (const handler of handlers.get(pattern) ?? []) run(handler, payload, channel, pattern)
  })

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // TODO 02.1, continued: repair these lines.
    await patterns.psubscribe(pattern, (payload: unknown) => run(handler, String(payload), pattern, pattern))
  }

  /** Calls a handler with one message. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    // In an async function a throw becomes a rejection, so one `catch` sees both.
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // TODO 02.1, continued: repair these lines.
    handlers.get(pattern)?.delete(handler)
    await patterns.punsubscribe(pattern)
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
