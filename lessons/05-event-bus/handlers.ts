// Yours. Fill in the TODOs, then check: npm test lessons/05

import { matches } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { AnyHandler } from './calls.ts'

/** The handlers of each channel, or of each pattern. */
export type Handlers = Map<string, Set<AnyHandler>>

/** Adds a handler. Given: `subscribe` sends only one SUBSCRIBE for each set. */
export async function addHandler(
  all: Handlers,
  name: string,
  handler: AnyHandler,
  subscribe: () => Promise<void>,
): Promise<void> {
  // TODO 05.2: Share one subscription between handlers
  // As in the tutorial, the last handler replaces the others. If `name` has a set, add the handler to it.
  all.set(name, new Set([handler]))
  await subscribe()
}

/** Removes a handler. After the last one, ends the subscription. */
export async function removeHandler(
  all: Handlers,
  name: string,
  handler: AnyHandler,
  unsubscribe: () => Promise<void>,
): Promise<void> {
  // TODO 05.2, continued
  // Delete the handler from its set. After the last one, delete the set and await unsubscribe().
  return todo('05.2')
}

/** The handlers to call for an event on `channel`. */
export function handlersFor(channel: string, channels: Handlers, patterns: Handlers): Set<AnyHandler> {
  const found = new Set(channels.get(channel))
  // TODO 05.4: Listen to patterns, once per event
  // Add the handlers of each pattern that matches the channel.
  return found
}
