import type { Handler } from '../../contract.ts'

/** Receives the messages of a channel from node-redis. */
export type Listener = (message: string, channel: string) => void

/** Stores the listener of each handler, by channel. */
export function createListeners() {
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  /** Stores a handler's listener and returns it. A handler that already has one keeps it. */
  function remember(channel: string, handler: Handler<never>, listener: Listener): Listener {
    const byHandler = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const kept = byHandler.get(handler) ?? listener
    listeners.set(channel, byHandler.set(handler, kept))
    return kept
  }

  /** Removes a handler's listener and returns it, if there is one. */
  function forget(channel: string, handler: Handler<never>): Listener | undefined {
    const byHandler = listeners.get(channel)
    const listener = byHandler?.get(handler)
    byHandler?.delete(handler)
    if (byHandler?.size === 0) listeners.delete(channel)
    return listener
  }

  return { listeners, remember, forget }
}
