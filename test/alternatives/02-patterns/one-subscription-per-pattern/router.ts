// Each pattern is subscribed once, and one dispatcher calls all handlers that match.
/**
 * Lesson 02: a table of patterns and handlers.
 *
 * @module
 */
import type { Handler } from '../../../../lessons/01-basic-pubsub/contract.ts'
import type { PatternHandler, Route, RouteOptions, Router } from '../../../../lessons/02-patterns/contract.ts'
import { matches } from '../../../../shared/lesson/glob.ts'

export async function route(options: RouteOptions): Promise<Router> {
  const { pubsub, routes, report } = options
  const patterns = [...new Set(routes.map(({ pattern }) => pattern))]
  const dispatch: PatternHandler = (message, channel, by) => {
    if (patterns.find((one) => matches(one, channel)) !== by) return
    const handlers = new Set(
      routes.filter((one) => matches(one.pattern, channel)).map(({ handler }) => handler),
    )
    for (const handler of handlers) {
      const call = async () => handler(message, channel)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  }
  const begun: string[] = []

  const close = async () => {
    const ended = await Promise.allSettled(
      begun.splice(0).map((pattern) => pubsub.punsubscribe(pattern, dispatch)),
    )
    for (const one of ended) if (one.status === 'rejected') throw one.reason
  }

  try {
    for (const pattern of patterns) {
      begun.push(pattern)
      await pubsub.psubscribe(pattern, dispatch)
    }
  } catch (error) {
    await close().catch(() => {})
    throw error
  }
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
  return (message, channel) => {
    // Any rule will do if it always chooses the same pattern for the same channel.
    const chosen = [...patterns].find((candidate) => matches(candidate, channel))
    // Return the handler's promise: psubscribe() reports its failure.
    return chosen === pattern ? handler(message, channel) : undefined
  }
}
