/**
 * Lesson 05: the side that listens.
 *
 * @module
 */
import type {
  Envelope,
  EventHandler,
  EventListener,
  EventName,
  ListenerOptions,
} from '../../lessons/05-event-bus/contract.ts'
import { literally, matches } from '../../shared/lesson/glob.ts'
import { readEnvelope } from './envelope.ts'
import { inFlight, within } from './in-flight.ts'
import { type InOrder, inOrder } from './in-order.ts'
import { recentIds } from './recent-ids.ts'
import { conform } from './schemas.ts'

/** A handler, whatever its events are. */
type AnyHandler = (data: never, event: never) => void | Promise<void>

// #region 05.2-Handlers
//-
/** By channel or by pattern, each with the namespace. */
type Handlers = Map<string, Set<AnyHandler>>
// #endregion

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
  // #region 05.2-fields
  //- readonly #handlers = new Map<string, AnyHandler>()
  readonly #channels: Handlers = new Map()
  readonly #patterns: Handlers = new Map()
  // #endregion

  constructor(options: ListenerOptions<E>) {
    this.#options = options
    this.#isNew = recentIds(options.remember ?? REMEMBER)
  }

  // Who wants what

  async on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const channel = namespace + event
    // #region 05.2-on
    //- this.#handlers.set(event, handler)
    //- await pubsub.subscribe(channel, (text, from) => this.#take(text, from, [handler]))
    await this.#add(this.#channels, channel, handler, () => pubsub.subscribe(channel, this.#deliver))
    // #endregion
  }

  async off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void> {
    // #region 05.2-off
    await this.#remove(this.#channels, this.#options.namespace + event, handler)
    // #endregion
  }

  async onPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    const { pubsub, namespace } = this.#options
    const full = literally(namespace) + pattern
    // #region 05.4-onPattern
    //- await pubsub.psubscribe(full, (text, from) => this.#take(text, from, [handler]))
    await this.#add(this.#patterns, full, handler, () => pubsub.psubscribe(full, this.#deliver))
    // #endregion
  }

  async offPattern(pattern: string, handler: EventHandler<E>): Promise<void> {
    // #region 05.4-offPattern
    await this.#remove(this.#patterns, literally(this.#options.namespace) + pattern, handler)
    // #endregion
  }

  // #region 05.2-add
  //-
  async #add(
    all: Handlers,
    name: string,
    handler: AnyHandler,
    subscribe: () => Promise<void>,
  ): Promise<void> {
    if (this.#closing !== undefined) throw new Error('This listener is closed.')
    const handlers = all.get(name) ?? new Set()
    const isNew = !handlers.has(handler)
    all.set(name, handlers.add(handler))
    try {
      // Also for the second handler: the first one's SUBSCRIBE may still be on its way.
      await subscribe()
    } catch (error) {
      // Redis may have taken it, and only the reply was lost.
      if (isNew) void this.#remove(all, name, handler)
      throw error
    }
  }

  async #remove(all: Handlers, name: string, handler: AnyHandler): Promise<void> {
    const handlers = all.get(name)
    if (!handlers?.delete(handler) || handlers.size > 0) return
    all.delete(name)
    await this.#unsubscribe(all, name)
  }

  /** Never rejects: if Redis doesn't confirm it, that is reported. */
  async #unsubscribe(all: Handlers, name: string): Promise<void> {
    const { pubsub, report } = this.#options
    try {
      await (all === this.#channels
        ? pubsub.unsubscribe(name, this.#deliver)
        : pubsub.punsubscribe(name, this.#deliver))
    } catch (error) {
      report({ kind: 'connection', error })
    }
  }

  /** The handlers that want the events of a channel: a new set, so that later changes don't affect it. */
  #wanting(channel: string): Set<AnyHandler> {
    const handlers = new Set(this.#channels.get(channel))
    for (const [pattern, ofPattern] of this.#patterns) {
      if (matches(pattern, channel)) for (const handler of ofPattern) handlers.add(handler)
    }
    return handlers
  }

  /** For all channels and patterns: an event goes to all who want it, whichever way it has come. */
  readonly #deliver = (text: string, channel: string) => this.#take(text, channel, this.#wanting(channel))
  // #endregion

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
    // #region 05.1-readText
    //- return readEnvelope(text, name)
    try {
      return readEnvelope(text, name)
    } catch (error) {
      // Only the reading stands in this `try`: an error of a handler is another kind of problem.
      report({ kind: 'payload', error, channel, payload: text })
      return undefined
    }
    // #endregion
  }

  /** Says whether an event has come before: by a name and by a pattern, or because it was sent twice. */
  #isRepeated({ id }: Envelope): boolean {
    // #region 05.4-isRepeated
    //- return false
    return !this.#isNew(id)
    // #endregion
  }

  /** The event with what its schema makes of its data. */
  #checked(envelope: Envelope, text: string, channel: string): Arrival['event'] {
    const { report } = this.#options
    // #region 05.8-checked
    //- return envelope
    const { schemas } = this.#options
    if (!schemas) return envelope
    return conform(schemas, envelope.event, envelope.data).then(
      (data) => ({ ...envelope, data }),
      (error: unknown) => {
        report({ kind: 'payload', error, channel, payload: text })
        return undefined
      },
    )
    // #endregion
  }

  /** Hands an event to handlers. */
  #hand(arrival: Arrival, handlers: Iterable<AnyHandler>): void | Promise<void> {
    // #region 05.3-hand
    //- return (async () => {
    //-   for (const handler of handlers) await this.#run(handler, arrival)
    //- })()
    for (const handler of handlers) void this.#run(handler, arrival)
    // #endregion
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
    // #region 05.6-isWanted
    //- return true
    return this.#wanting(channel).has(handler)
    // #endregion
  }

  /** Calls a handler; what it throws or rejects with comes no further. */
  async #guarded(handler: AnyHandler, event: Envelope, channel: string): Promise<void> {
    // #region 05.3-guarded
    //- return handler(event.data as never, event as never)
    try {
      await handler(event.data as never, event as never)
    } catch (error) {
      this.#options.report({ kind: 'handler', error, channel })
    }
    // #endregion
  }

  // The end

  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    // #region 05.2-end
    //- // Here the subscriptions are ended.
    const ending = [this.#channels, this.#patterns].flatMap((all) =>
      [...all.keys()].map((name) => this.#unsubscribe(all, name)),
    )
    await within(CLOSE_WITHIN_MS, Promise.all(ending))
    // #endregion
    // #region 05.7-end
    //- // Here what is in hand is waited for.
    const { drainMs = DRAIN_MS, report } = this.#options
    for (const { about } of await this.#inFlight.drained(drainMs)) {
      const error = new Error('When the listener was closed, the handler had not ended.')
      report({ kind: 'handler', error, channel: about })
    }
    // #endregion
    // #region 05.2-forget
    //-
    // What still waits for its turn is wanted by nobody.
    this.#channels.clear()
    this.#patterns.clear()
    // #endregion
  }
}
