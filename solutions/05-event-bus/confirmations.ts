/**
 * Lesson 05: subscriptions that wait for Redis's reply.
 *
 * @module
 */
// #region given-imports
import type { AnyHandler } from './calls.ts'
import type { Handlers } from './handlers.ts'
// #endregion

// #region given-Confirmations
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
  // #endregion

  async #confirmed(all: Handlers, name: string, subscribing: Promise<void>): Promise<void> {
    // #region 05.9-confirmed
    //- // So far, the handlers stay if Redis refuses. Delete their set, so that the next on() subscribes again.
    //- await subscribing
    const handlers = all.get(name)
    try {
      await subscribing
    } catch (error) {
      if (all.get(name) === handlers) all.delete(name)
      throw error
    }
    // #endregion
  }
}
