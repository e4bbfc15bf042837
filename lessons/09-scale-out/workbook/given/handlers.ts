import type { Report } from '#shared/lesson/connect-options.ts'
import type { Handler } from '../../../01-basic-pubsub/contract.ts'

/** Stores the handlers of each channel, and calls them. */
export function createHandlers(report: Report) {
  const byChannel = new Map<string, Set<Handler<string>>>()

  /** Stores a handler. Returns false if the channel already has it. */
  function add(channel: string, handler: Handler<string>): boolean {
    const handlers = byChannel.get(channel) ?? new Set()
    byChannel.set(channel, handlers)
    return handlers.size < handlers.add(handler).size
  }

  /** Removes a handler. Returns true if it was the channel's last one. */
  function remove(channel: string, handler: Handler<string>): boolean {
    const handlers = byChannel.get(channel)
    if (!handlers?.delete(handler) || handlers.size > 0) return false
    return byChannel.delete(channel)
  }

  /** Calls all handlers of a channel, and reports those that fail. */
  function dispatch(message: string, channel: string): void {
    for (const handler of [...(byChannel.get(channel) ?? [])]) {
      const call = async () => handler(message, channel)
      call().catch((error: unknown) => report({ kind: 'handler', error, channel }))
    }
  }

  return { add, remove, dispatch }
}
