// Arrays of handlers, which are replaced with each change. Each on() subscribes again.
/**
 * Lesson 05: the listener, between Redis and the handlers.
 *
 * @module
 */
import type {
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../../../lessons/05-event-bus/contract.ts'
import { literally } from '../../../../shared/lesson/glob.ts'
import type { AnyHandler } from '../../../../solutions/05-event-bus/calls.ts'
import { Confirmations } from '../../../../solutions/05-event-bus/confirmations.ts'
import {
  addHandler,
  type Handlers,
  handlersFor,
  removeHandler,
} from '../../../../solutions/05-event-bus/handlers.ts'
import { within } from '../../../../solutions/05-event-bus/in-flight.ts'
import { Receiver } from '../../../../solutions/05-event-bus/receiver.ts'

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
  readonly #channels = new Map<string, AnyHandler[]>()
  readonly #patterns = new Map<string, AnyHandler[]>()

  async #join(
    all: Map<string, AnyHandler[]>,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('closed')
    const isNew = !all.get(name)?.includes(handler)
    if (isNew) all.set(name, [...(all.get(name) ?? []), handler])
    try {
      await subscribe()
    } catch (error) {
      if (isNew) await this.#leave(all, name, handler)
      throw error
    }
  }

  async #leave(all: Map<string, AnyHandler[]>, name: string, handler: AnyHandler): Promise<void> {
    const handlers = all.get(name) ?? []
    const others = handlers.filter((one) => one !== handler)
    if (others.length === handlers.length) return
    if (others.length > 0) return void all.set(name, others)
    all.delete(name)
    await this.#unsubscribe(all, name)
  }

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#receiver = new Receiver(options, (channel) => this.#wanting(channel))
  }

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    await this.#join(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    await this.#leave(this.#channels, this.#options.namespace + event, handler)
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    // Escapes the wildcards in the namespace, so that they match only themselves.
    const full = literally(namespace) + pattern
    await this.#join(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    await this.#leave(this.#patterns, literally(this.#options.namespace) + pattern, handler)
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

  async #unsubscribe(all: unknown, name: string): Promise<void> {
    const { pubsub } = this.#options
    const ending =
      all === this.#channels
        ? pubsub.unsubscribe(name, this.#deliver)
        : pubsub.punsubscribe(name, this.#deliver)
    await ending.catch((error: unknown) => this.#options.report({ kind: 'connection', error }))
  }

  /** Receives the messages of all subscriptions. Always the same function, so that the adapter finds it again. */
  readonly #deliver = (text: string, channel: string) =>
    this.#receiver.take(text, channel, this.#wanting(channel))

  #wanting(channel: string): Set<AnyHandler> {
    const sets = (lists: Map<string, AnyHandler[]>) =>
      new Map([...lists].map(([name, list]) => [name, new Set(list)]))
    return handlersFor(channel, sets(this.#channels), sets(this.#patterns))
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
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#receiver.calls.drained(drainMs)) {
      const error = new Error('The handler was still running when the listener closed.')
      report({ kind: 'handler', error, channel: about })
    }
    this.#channels.clear()
    this.#patterns.clear()
  }
}
