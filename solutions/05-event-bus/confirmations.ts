/**
 * Lesson 05: what is true while Redis confirms a subscription.
 *
 * @module
 */
// #region given-imports
import type { AnyHandler } from './calls.ts'
// #endregion

// #region given-Handlers
/** The handlers of each channel or pattern. The names contain the namespace. */
export type Handlers = Map<string, Set<AnyHandler>>

/**
 * Given: a second handler can be added before Redis has confirmed the subscription, and must wait for it, too. So this
 * subscribes once for each set of handlers, and all of them wait for the same reply.
 */
export class Confirmations {
  readonly #replies = new WeakMap<Set<AnyHandler>, Promise<void>>()

  /** Resolves when Redis has confirmed the subscription of the handlers of `name`. */
  of(all: Handlers, name: string, subscribe: () => Promise<void>): Promise<void> {
    const handlers = all.get(name)!
    const reply = this.#replies.get(handlers) ?? this.#confirmed(all, name, subscribe())
    this.#replies.set(handlers, reply)
    return reply
  }
  // #endregion

  async #confirmed(all: Handlers, name: string, subscribing: Promise<void>): Promise<void> {
    // #region 05.9-confirmed
    //- // If Redis refuses, the handlers stay, so far. Delete their set, so that the next on() subscribes again.
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
