/**
 * Lesson 02: a table of patterns and handlers.
 *
 * @module
 */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { PatternHandler, Route, RouteOptions, Router } from '../../lessons/02-patterns/contract.ts'
import { matches } from '../../shared/lesson/glob.ts'

export async function route(options: RouteOptions): Promise<Router> {
  // #region given-subscriptions
  const { pubsub, routes } = options
  // Each subscription has its own function, so that close() ends none of the caller's.
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of patternsOf(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))
  // #endregion

  // #region given-close
  async function close(): Promise<void> {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }
  // #endregion

  // #region 02.4-undo
  //- await Promise.all(subscribing)
  // Wait for all of them: one that is still in flight can't be undone.
  const results = await Promise.allSettled(subscribing)
  const refused = results.find((result) => result.status === 'rejected')
  if (refused) {
    const ending = subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler))
    await Promise.allSettled(ending)
    throw refused.reason
  }
  // #endregion
  return { close }
}

// #region given-patternsOf
/** The patterns of each handler. */
function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}
// #endregion

/** Calls `handler` for only one copy of each message. `patterns` are all of its patterns. */
function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  // #region 02.3-onlyBy
  //- // Choose one of the patterns that match the channel. If it's `pattern`, return what the handler returns.
  //- return todo('02.3')
  return (message, channel) => {
    // Any rule will do if it always chooses the same pattern for the same channel.
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    // Return the handler's promise: psubscribe() reports its failure.
    return chosen === pattern ? handler(message, channel) : undefined
  }
  // #endregion
}
