// Yours. Fill in the TODOs, then check: npm test lessons/05

import { literally } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations } from './confirmations.ts'
import type { EventHandler, EventListener, EventName, ListenerOptions } from './contract.ts'
import { addHandler, type Handlers, handlersFor, removeHandler } from './handlers.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'

/** The time limit for ending the subscriptions, in milliseconds. */
const CLOSE_MS = 2000
/** How long close() waits for handlers by default, in milliseconds. */
const DRAIN_MS = 5000

/** Given, and extended in Go further: connects the adapter, the sets of handlers, and the receiver. */
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
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    await this.#remove(this.#patterns, literally(this.#options.namespace) + pattern, handler)
  }

  async #add(
    all: Handlers,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    await addHandler(all, name, handler, () => this.#confirmations.of(all, name, subscribe))
  }

  async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
    await removeHandler(all, name, handler, () => this.#unsubscribe(all, name))
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

  #wanting(channel: string): Set<AnyHandler> {
    return handlersFor(channel, this.#channels, this.#patterns)
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
