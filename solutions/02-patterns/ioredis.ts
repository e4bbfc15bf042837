/**
 * Lesson 02 with ioredis.
 *
 * @module
 */
import type { PatternHandler, PubSub } from '../../lessons/02-patterns/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { connect as connectBasic, end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function connect(options: ConnectOptions): Promise<PubSub> {
  const { url, report } = options
  // Patterns get a connection of their own.
  const [basic, patterns] = await Promise.all([
    connectBasic(options),
    open(url, report, { autoResubscribe: false }),
  ])

  /** The handlers of each pattern. */
  const subscriptions = new Map<string, Set<PatternHandler>>()

  // #region 02.1-dispatch
  //- // ioredis emits `pmessage` for every pattern of this connection. Call run() for each handler of that pattern.
  //? patterns.on('pmessage', (message: string, channel: string, pattern: string) => {
  //?   for (const handler of [...(subscriptions.get(pattern) ?? [])]) run(handler, message, channel, pattern)
  //? })
  patterns.on('pmessage', (pattern: string, channel: string, message: string) => {
    // A copy of the set, because a handler can subscribe or unsubscribe handlers.
    for (const handler of [...(subscriptions.get(pattern) ?? [])]) run(handler, message, channel, pattern)
  })
  // #endregion

  // #region given-resubscribe
  // As in lesson 01: ioredis would resubscribe with one command for all patterns, and if Redis refused one of them,
  // none would come back.
  patterns.on('ready', () => {
    for (const pattern of subscriptions.keys()) {
      begin(pattern).catch((error: unknown) => report({ kind: 'connection', error }))
    }
  })
  // #endregion

  // #region given-psubscribe
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
  // #endregion

  /** Subscribes to a pattern in Redis. */
  async function begin(pattern: string): Promise<void> {
    // #region 02.1-begin
    //- // Subscribe on `patterns`.
    //- return todo('02.1')
    //? const handlers = subscriptions.get(pattern) ?? []
    //? await patterns.psubscribe(pattern, (message: unknown) => {
    //?   for (const handler of handlers) run(handler, String(message), pattern, pattern)
    //? })
    await patterns.psubscribe(pattern)
    // #endregion
  }

  /** Calls a handler, and reports its failure. */
  function run(handler: PatternHandler, message: string, channel: string, pattern: string): void {
    const call = async () => handler(message, channel, pattern)
    call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
  }

  // #region given-punsubscribe
  async function punsubscribe(pattern: string, handler: PatternHandler): Promise<void> {
    const handlers = subscriptions.get(pattern)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    subscriptions.delete(pattern)
    await finish(pattern)
  }
  // #endregion

  /** Unsubscribes from a pattern in Redis. */
  async function finish(pattern: string): Promise<void> {
    // #region 02.1-finish
    //- // The reverse of begin().
    //- return todo('02.1')
    //? await patterns.unsubscribe(pattern)
    await patterns.punsubscribe(pattern)
    // #endregion
  }

  async function unsubscribeAll(): Promise<void> {
    // #region 02.1-unsubscribeAll
    //- // So far, this ends only the channels.
    //- await basic.unsubscribeAll()
    //? await basic.unsubscribeAll()
    const ended = [...subscriptions.keys()]
    subscriptions.clear()
    await Promise.all([basic.unsubscribeAll(), ...ended.map(finish)])
    // #endregion
  }

  async function close(): Promise<void> {
    await Promise.all([basic.close(), end(patterns)])
  }

  return { ...basic, psubscribe, punsubscribe, unsubscribeAll, close }
}
