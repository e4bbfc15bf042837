/**
 * Lesson 02: messages to handlers, by a table.
 *
 * @module
 */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { PatternHandler, Route, RouteOptions, Router } from '../../lessons/02-patterns/contract.ts'
import { matches } from '../../shared/lesson/glob.ts'

export async function route(options: RouteOptions): Promise<Router> {
  // #region 02.3-route
  const { pubsub, routes } = options
  /** What we have subscribed. Each has a function of its own, so it is not mistaken for one of the caller's. */
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of byHandler(routes)) {
    for (const pattern of patterns) {
      subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
    }
  }

  const ended = () => subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler))

  async function close(): Promise<void> {
    await Promise.all(ended())
  }

  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))
  const refused = (await Promise.allSettled(subscribing)).find((result) => result.status === 'rejected')
  if (refused) {
    // The caller is to hear why it was refused, not what became of the rest.
    await Promise.allSettled(ended())
    throw refused.reason
  }
  return { close }
  // #endregion
}

// #region 02.3-byHandler
//-
/** The patterns of each handler, in the order of the table, each of them once. */
function byHandler(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

/**
 * Redis delivers a message once for each pattern that matches its channel. For each channel one of them is chosen,
 * always the same: what comes by the others is a copy. Nothing has to be remembered of the messages.
 */
function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  return (message, channel) => {
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    // What it returns or throws goes to the port, which reports a failure.
    return chosen === pattern ? handler(message, channel) : undefined
  }
}
// #endregion
