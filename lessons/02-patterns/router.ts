// Yours. Fill in the TODOs, then check: npm test lessons/02

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { matches } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { PatternHandler, Route, RouteOptions, Router } from './contract.ts'

export async function route(options: RouteOptions): Promise<Router> {
  const { pubsub, routes } = options
  // Each subscription has its own function, so that close() ends none of the caller's.
  const subscriptions: [pattern: string, handler: PatternHandler][] = []
  for (const [handler, patterns] of patternsOf(routes)) {
    for (const pattern of patterns) subscriptions.push([pattern, onlyBy(pattern, patterns, handler)])
  }
  const subscribing = subscriptions.map(([pattern, handler]) => pubsub.psubscribe(pattern, handler))

  async function close(): Promise<void> {
    await Promise.all(subscriptions.map(([pattern, handler]) => pubsub.punsubscribe(pattern, handler)))
  }

  // TODO 02.4: Undo a half-subscribed table
  await Promise.all(subscribing)
  return { close }
}

/** The patterns of each handler. */
function patternsOf(routes: readonly Route[]): Map<Handler<string>, Set<string>> {
  const found = new Map<Handler<string>, Set<string>>()
  for (const { pattern, handler } of routes) {
    found.set(handler, (found.get(handler) ?? new Set<string>()).add(pattern))
  }
  return found
}

/** Calls `handler` for only one copy of each message. `patterns` are all of its patterns. */
function onlyBy(pattern: string, patterns: ReadonlySet<string>, handler: Handler<string>): PatternHandler {
  // TODO 02.3: Handle each message once
  // Choose one of the patterns that match the channel. If it's `pattern`, return what the handler returns.
  return todo('02.3')
}
