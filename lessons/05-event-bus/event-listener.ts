// Yours. Lesson 05, An event bus: fill in the tasks marked TODO. Check with: npm test lessons/05

import { literally, matches } from '../../shared/lesson/glob.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { Envelope, EventHandler, EventListener, EventName, ListenerOptions } from './contract.ts'
import { readEnvelope } from './envelope.ts'
import { inFlight, within } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { recentIds } from './recent-ids.ts'
import { conform } from './schemas.ts'

/** A handler, whatever its events are. */
type AnyHandler = (data: never, event: never) => void | Promise<void>

/** An event that has come. */
interface Arrival {
  readonly channel: string
  readonly key: string | undefined
  /** A schema may take its time. Undefined when the data does not fit it. */
  readonly event: Envelope | Promise<Envelope | undefined>
}

/** How many ids are remembered, and how long handlers are waited for, unless the options say otherwise. */
const REMEMBER = 10_000
const DRAIN_MS = 5000
/** How long closing may take while Redis is away, in milliseconds. */
const CLOSE_WITHIN_MS = 2000

export function listener<E extends object>(options: ListenerOptions<E>): EventListener<E> {
  return new Listener(options)
}

class Listener<E extends object> implements EventListener<E> {
  readonly #options: ListenerOptions<E>
  readonly #isNew: (id: string) => boolean
  readonly #inFlight = inFlight()
  /** For each handler, the events that have a key. */
  readonly #turns = new WeakMap<AnyHandler, InOrder>()
  #closing: Promise<void> | undefined
  // TODO 05.2: several handlers for an event, added and taken off, with one subscription
  readonly #handlers = new Map<string, AnyHandler>()

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#isNew = recentIds(options.remember ?? REMEMBER)
  }

  // Who wants what

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    // TODO 05.2, continued
    this.#handlers.set(event, handler)
    await pubsub.subscribe(channel, (text, from) => this.#take(text, from, [handler]))
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // TODO 05.2, continued
    return todo('05.2')
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const full = literally(namespace) + pattern
    // TODO 05.4: listen by pattern, and each handler gets an event once
    await pubsub.psubscribe(full, (text, from) => this.#take(text, from, [handler]))
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // TODO 05.4, continued
    return todo('05.4')
  }

  // What comes

  /** Takes a text that Redis has delivered, for these handlers. */
  #take(text: string, channel: string, handlers: Iterable<AnyHandler>): void | Promise<void> {
    const envelope = this.#read(text, channel)
    if (!envelope || this.#isRepeated(envelope)) return
    const event = this.#checked(envelope, text, channel)
    return this.#hand({ channel, key: envelope.key, event }, handlers)
  }

  #read(text: string, channel: string): Envelope | undefined {
    const { namespace, report } = this.#options
    const name = channel.slice(namespace.length)
    // TODO 05.1: the envelope of an event, complete and checked on its way in
    return readEnvelope(text, name)
  }

  /** Says whether an event has come before: by a name and by a pattern, or because it was sent twice. */
  #isRepeated({ id }: Envelope): boolean {
    // TODO 05.4, continued
    return false
  }

  /** The event with what its schema makes of its data. */
  #checked(envelope: Envelope, text: string, channel: string): Arrival['event'] {
    const { report } = this.#options
    // TODO 05.8: hold data against a schema of any library
    return envelope
  }

  /** Hands an event to handlers. */
  #hand(arrival: Arrival, handlers: Iterable<AnyHandler>): void | Promise<void> {
    // TODO 05.3: a handler that fails or is slow harms no other
    return (async () => {
      for (const handler of handlers) await this.#run(handler, arrival)
    })()
  }

  /** Calls one handler with one event, when it is its turn. */
  async #run(handler: AnyHandler, { channel, key, event }: Arrival): Promise<void> {
    const item = this.#inFlight.begin(channel)
    const work = () => this.#whenReady(handler, event, channel)
    try {
      await (key === undefined ? work() : this.#turnsOf(handler)(key, work))
    } finally {
      this.#inFlight.end(item)
    }
  }

  #turnsOf(handler: AnyHandler): InOrder {
    const turns = this.#turns.get(handler) ?? inOrder()
    this.#turns.set(handler, turns)
    return turns
  }

  async #whenReady(handler: AnyHandler, event: Arrival['event'], channel: string): Promise<void> {
    const ready = event instanceof Promise ? await event : event
    if (ready && this.#isWanted(handler, channel)) await this.#guarded(handler, ready, channel)
  }

  /** False when the handler was taken off while the event waited for its turn. */
  #isWanted(handler: AnyHandler, channel: string): boolean {
    // TODO 05.6: what has the same key is handled in order
    return true
  }

  /** Calls a handler; what it throws or rejects with comes no further. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // TODO 05.3, continued
    return handler(event.data as never, event as never)
  }

  // The end

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // TODO 05.2, continued
    // Here the subscriptions are ended.
    // TODO 05.7: close waits for what is in hand, but not for ever
    // Here what is in hand is waited for.
  }
}
