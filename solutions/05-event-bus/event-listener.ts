/**
 * Lesson 05: the listener, between Redis and the handlers.
 *
 * @module
 */
// #region given-imports
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../lessons/05-event-bus/contract.ts'
import { literally, matches } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations, type Handlers } from './confirmations.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'

// #endregion

// #region given-factory
/** The time limit for ending the subscriptions, in milliseconds. */
const CLOSE_MS = 2000
/** How long close() waits for handlers by default, in milliseconds. */
const DRAIN_MS = 5000

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new Listener(options)
}
// #endregion

class Listener<E extends object> implements EventListener<E> {
  // #region given-options
  readonly #options: ListenerOptions<E>
  readonly #receiver: Receiver
  readonly #confirmations = new Confirmations()
  #closing: Promise<void> | undefined
  // #endregion
  // #region given-fields
  readonly #channels: Handlers = new Map()
  readonly #patterns: Handlers = new Map()
  // #endregion

  // #region given-constructor
  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => this.#wanting(channel))
  }
  // #endregion

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    // #region 05.2-on
    //- // As in the tutorial: the last handler replaces the others in the Map, and each call subscribes another function,
    //- // which off() can't find. Use #add() instead, and subscribe #deliver.
    //- this.#channels.set(channel, new Set([handler]))
    //- await pubsub.subscribe(channel, (text, from) => this.#receiver.take(text, from, [handler]))
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // #region 05.2-off
    //- // Use #remove().
    //- return todo('05.2')
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Given: escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    // #region 05.4-onPattern
    //- // As in on(), with #patterns and psubscribe().
    //- await pubsub.psubscribe(full, (text, from) => this.#receiver.take(text, from, [handler]))
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    // #endregion
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // #region 05.4-offPattern
    //- // As in off(). The name is the same as in onPattern().
    //- return todo('05.4')
    await this.#remove(this.#patterns, literally(this.#options.namespace) + pattern, handler)
    // #endregion
  }

  // #region given-add
  /** Adds a handler. Resolves after Redis confirms the subscription that it shares. */
  async #add(
    all: Handlers,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    // #endregion
    // #region 05.2-add
    //- // Put the handler into the set of `name`; the first one needs a new Set. Then await
    //- // #confirmations.of(all, name, subscribe).
    //- return todo('05.2')
    const handlers = all.get(name) ?? new Set()
    all.set(name, handlers.add(handler))
    await this.#confirmations.of(all, name, subscribe)
    // #endregion
  }

  /** Removes a handler. After the last one, ends the subscription. */
  async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
    // #region 05.2-remove
    //- // Delete the handler from its set. After the last one, delete the set from `all`, and await #unsubscribe().
    //- return todo('05.2')
    const handlers = all.get(name)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    all.delete(name)
    await this.#unsubscribe(all, name)
    // #endregion
  }

  // #region given-unsubscribe
  async #unsubscribe(all: Handlers, name: string): Promise<void> {
    const { pubsub } = this.#options
    const ending =
      all === this.#channels
        ? pubsub.unsubscribe(name, this.#deliver)
        : pubsub.punsubscribe(name, this.#deliver)
    // #endregion
    // #region 05.9-unsubscribe
    //- // Go further: so far, off() rejects if Redis doesn't confirm.
    //- await ending
    await ending.catch((error: unknown) => this.#options.report({ kind: 'connection', error }))
    // #endregion
  }

  // #region given-deliver
  /** Receives the messages of all subscriptions. Always the same function, so that the adapter finds it again. */
  readonly #deliver = (text: string, channel: string) =>
    this.#receiver.take(text, channel, this.#wanting(channel))
  // #endregion

  /** The handlers to call for a channel. It is a new set: handlers may be added or removed during the calls. */
  #wanting(channel: string): Set<AnyHandler> {
    // #region given-named
    const handlers = new Set(this.#channels.get(channel))
    // #endregion
    // #region 05.4-wanting
    //- // Add the handlers of each pattern that matches(pattern, channel).
    for (const [pattern, ofPattern] of this.#patterns) {
      if (matches(pattern, channel)) for (const handler of ofPattern) handlers.add(handler)
    }
    // #endregion
    return handlers
  }

  // #region given-close
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // #endregion
    // #region given-end
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_MS, Promise.all(ending))
    // #endregion
    // #region 05.7-end
    //- // Go further: wait for handlers that are still running.
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(drainMs)) {
      const error = new Error('The handler was still running when the listener closed.')
      report({ kind: 'handler', error, channel: about })
    }
    // #endregion
    // #region given-forget
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
  }
}
