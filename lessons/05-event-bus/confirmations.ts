// Yours. Fill in the TODOs, then check: npm test lessons/05

import type { AnyHandler } from './calls.ts'
import type { Handlers } from './handlers.ts'

/**
 * Given: a second handler can be added before Redis has confirmed the subscription, and its on() must wait as well. So
 * this subscribes once for each set of handlers, and every on() waits for the same reply.
 */
export class Confirmations {
  readonly #replies = new WeakMap<Set<AnyHandler>, Promise<void>>()

  /** Resolves when Redis has confirmed the subscription of the handlers of `name`. */
  of(all: Handlers, name: string, subscribe: () => Promise<void>): Promise<void> {
    const handlers = all.get(name)
    if (!handlers) return subscribe()
    const reply = this.#replies.get(handlers) ?? this.#confirmed(all, name, subscribe())
    this.#replies.set(handlers, reply)
    return reply
  }

  async #confirmed(all: Handlers, name: string, subscribing: Promise<void>): Promise<void> {
    // TODO 05.9: Survive refused subscriptions
    // So far, the handlers stay if Redis refuses. Delete their set, so that the next on() subscribes again.
    await subscribing
  }
}
