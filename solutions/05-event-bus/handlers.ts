/**
 * Lesson 05: the handlers of each channel and pattern.
 *
 * @module
 */
// #region given-imports
import { matches } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
// #endregion

/** The handlers of each channel, or of each pattern. */
export type Handlers = Map<string, Set<AnyHandler>>

/** Adds a handler. Given: `subscribe` sends only one SUBSCRIBE for each set. */
export async function addHandler(
  all: Handlers,
  name: string,
  handler: AnyHandler,
  subscribe: () => Promise<void>,
): Promise<void> {
  // #region 05.2-addHandler
  //- // As in the tutorial, the last handler replaces the others. If `name` has a set, add the handler to it.
  //- all.set(name, new Set([handler]))
  //- await subscribe()
  const handlers = all.get(name) ?? new Set()
  all.set(name, handlers.add(handler))
  await subscribe()
  // #endregion
}

/** Removes a handler. After the last one, ends the subscription. */
export async function removeHandler(
  all: Handlers,
  name: string,
  handler: AnyHandler,
  unsubscribe: () => Promise<void>,
): Promise<void> {
  // #region 05.2-removeHandler
  //- // Delete the handler from its set. After the last one, delete the set and await unsubscribe().
  //- return todo('05.2')
  const handlers = all.get(name)
  if (!handlers?.delete(handler) || handlers.size > 0) return
  all.delete(name)
  await unsubscribe()
  // #endregion
}

/** The handlers to call for an event on `channel`. */
export function handlersFor(channel: string, channels: Handlers, patterns: Handlers): Set<AnyHandler> {
  const found = new Set(channels.get(channel))
  // #region 05.4-handlersFor
  //- // Add the handlers of each pattern that matches the channel.
  for (const [pattern, handlers] of patterns) {
    if (matches(pattern, channel)) for (const handler of handlers) found.add(handler)
  }
  // #endregion
  return found
}
