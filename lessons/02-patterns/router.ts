// Yours. Lesson 02, Patterns: fill in the tasks marked TODO. Check with: npm test lessons/02

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { matches } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { PatternHandler, Route, RouteOptions, Router } from './contract.ts'

export async function route(options: RouteOptions): Promise<Router> {
  const { pubsub, routes } = options
  // Each subscription has a function of its own, so that close() doesn't end one of the caller's subscriptions.
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of patternsOf(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))

  async function close(): Promise<void> {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }

  // TODO 02.4: Undo a half-subscribed table
  // If Redis refuses one subscription, the others stay, so far.
  await Promise.all(subscribing)
  return { close }
}

/** The patterns of each handler, in the order of the table, without duplicates. */
function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

/** Redis sends a message once per matching pattern. The handler gets only the copy for one of its patterns. */
function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  // TODO 02.3: Handle each message once
  // For each channel, choose one of the patterns that match it. Handle a message only if `pattern` is the chosen one.
  return todo('02.3')
}
