import type { Handler } from '../../contract.ts'

/** Receives the messages of a channel from node-redis. */
export type Listener = (message: string, channel: string) => void

/** Stores the listener of each handler, by channel. */
export function createListeners() {
  const listeners = new Map<string, Map<Handler<never>, Listener>>()

  /**
   * Stores a handler's listener and returns one that does nothing once it's forgotten. A handler that already has one
   * keeps it.
   */
  function remember(channel: string, handler: Handler<never>, listener: Listener): Listener {
    const byHandler = listeners.get(channel) ?? new Map<Handler<never>, Listener>()
    const whileStored: Listener = (message, from) => {
      if (byHandler.get(handler) === whileStored) listener(message, from)
    }
    const kept = byHandler.get(handler) ?? whileStored
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
