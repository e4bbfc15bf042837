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
import { literally } from '../../shared/lesson/glob.ts'
import type { AnyHandler } from './calls.ts'
import { Confirmations } from './confirmations.ts'
import { addHandler, type Handlers, handlersFor, removeHandler } from './handlers.ts'
import { within } from './in-flight.ts'
import { Receiver } from './receiver.ts'

// #endregion

// #region given-factory
/** The time limit for ending the subscriptions, in milliseconds. */
const CLOSE_MS = 2000
/** How long close() waits for handlers by default, in milliseconds. */
const DRAIN_MS = 5000

/** Given, and extended in Go further: connects the adapter, the sets of handlers, and the receiver. */
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
    // #region given-on
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // #region given-off
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    // #region given-onPattern
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    // #endregion
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // #region given-offPattern
    await this.#remove(this.#patterns, literally(this.#options.namespace) + pattern, handler)
    // #endregion
  }

  // #region given-add
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
  // #endregion

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

  #wanting(channel: string): Set<AnyHandler> {
    // #region given-wanting
    return handlersFor(channel, this.#channels, this.#patterns)
    // #endregion
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
