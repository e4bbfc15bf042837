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
  const [basic, patterns] = await Promise.all([
    connectBasic(base),
    // ioredis would subscribe again with one command for all patterns. If Redis refused one, all would be lost.
    open(url, report, { autoResubscribe: false }),
  ])

  /** The handlers of each pattern. */
  const handlers = new Map<string, Set<PatternHandler>>()

  // #region 02.1-dispatch
  //-
  //? patterns.on('pmessage', (payload: string, channel: string, pattern: string) => {
  //?   for (const handler of handlers.get(pattern) ?? []) run(handler, payload, channel, pattern)
  //? })
  // ioredis has one event for all patterns, with the pattern first.
  patterns.on('pmessage', (pattern: string, channel: string, payload: string) => {
    for (const handler of [...(handlers.get(pattern) ?? [])]) run(handler, payload, channel, pattern)
  })
  // #endregion

  // #region 02.1-resubscribe
  //-
  //?
  // After each reconnect.
  patterns.on('ready', () => {
    for (const pattern of handlers.keys()) {
      patterns.psubscribe(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
  // #endregion

  async function psubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    // #region 02.1-psubscribe
    //? await patterns.psubscribe(pattern, (payload: unknown) => run(handler, String(payload), pattern, pattern))
    const ofPattern = handlers.get(pattern) ?? new Set<PatternHandler>()
    const isNew = !ofPattern.has(handler)
    handlers.set(pattern, ofPattern.add(handler))
    try {
      // Even if another handler has the pattern: its PSUBSCRIBE may still be on its way.
      await patterns.psubscribe(pattern)
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
    //? handlers.get(pattern)?.delete(handler)
    //? await patterns.punsubscribe(pattern)
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    // PUNSUBSCRIBE ends the pattern for the whole connection, so only with its last handler.
    handlers.delete(pattern)
    await patterns.punsubscribe(pattern)
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 02.1-unsubscribeAll
    //- await basic.unsubscribeAll()
    //? await basic.unsubscribeAll()
    const subscribed = [...handlers.keys()]
    handlers.clear()
    // Channels and patterns are ended by different commands.
    await Promise.all([
      basic.unsubscribeAll(),
      subscribed.length > 0 ? patterns.punsubscribe(...subscribed) : undefined,
    ])
    // #endregion
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
