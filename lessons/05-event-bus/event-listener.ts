// Yours. Lesson 05, An event bus: fill in the tasks marked TODO. Check with: npm test lessons/05

import { literally, matches } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations, type Handlers } from './confirmations.ts'
import type { EventHandler, EventListener, EventName, ListenerOptions } from './contract.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'

/** The time limit for ending the subscriptions, in milliseconds. */
const CLOSE_MS = 2000
/** How long close() waits for handlers by default, in milliseconds. */
const DRAIN_MS = 5000

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new Listener(options)
}

class Listener<E extends object> implements EventListener<E> {
  readonly #options: ListenerOptions<E>
  readonly #receiver: Receiver
  readonly #confirmations = new Confirmations()
  #closing: Promise<void> | undefined
  readonly #channels: Handlers = new Map()
  readonly #patterns: Handlers = new Map()

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => this.#wanting(channel))
  }

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    // TODO 05.2: Share one subscription between handlers
    // As in the tutorial: the last handler replaces the others in the Map, and each call subscribes another function,
    // which off() can't find. Use #add() instead, and subscribe #deliver.
    this.#channels.set(channel, new Set([handler]))
    await pubsub.subscribe(channel, (text, from) => this.#receiver.take(text, from, [handler]))
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // TODO 05.2, continued
    // Use #remove().
    return todo('05.2')
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Given: escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    // TODO 05.4: Listen to patterns, once per event
    // As in on(), with #patterns and psubscribe().
    await pubsub.psubscribe(full, (text, from) => this.#receiver.take(text, from, [handler]))
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // TODO 05.4, continued
    // As in off(). The name is the same as in onPattern().
    return todo('05.4')
  }

  /** Adds a handler. Resolves after Redis confirms the subscription that it shares. */
  async #add(
    all: Handlers,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    // TODO 05.2, continued
    // Put the handler into the set of `name`; the first one needs a new Set. Then await
    // #confirmations.of(all, name, subscribe).
    return todo('05.2')
  }

  /** Removes a handler. After the last one, ends the subscription. */
  async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
    // TODO 05.2, continued
    // Delete the handler from its set. After the last one, delete the set from `all`, and await #unsubscribe().
    return todo('05.2')
  }

  async #unsubscribe(all: Handlers, name: string): Promise<void> {
    const { pubsub } = this.#options
    const ending =
      all === this.#channels
        ? pubsub.unsubscribe(name, this.#deliver)
        : pubsub.punsubscribe(name, this.#deliver)
    // TODO 05.9: Survive refused subscriptions
    // Go further: so far, off() rejects if Redis doesn't confirm.
    await ending
  }

  /** Receives the messages of all subscriptions. Always the same function, so that the adapter finds it again. */
  readonly #deliver = (text: string, channel: string) =>
    this.#receiver.take(text, channel, this.#wanting(channel))

  /** The handlers to call for a channel. It is a new set: handlers may be added or removed during the calls. */
  #wanting(channel: string): Set<AnyHandler> {
    const handlers = new Set(this.#channels.get(channel))
    // TODO 05.4, continued
    // Add the handlers of each pattern that matches(pattern, channel).
    return handlers
  }

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_MS, Promise.all(ending))
    // TODO 05.7: Drain before closing
    // Go further: wait for handlers that are still running.
    this.#channels.clear()
    this.#patterns.clear()
  }
}
