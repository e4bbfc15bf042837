/**
 * Lesson 05: what your code must do.
 *
 * An event bus carries what has happened, by its name: `order:created`. Who tells it does not know who listens.
 * The names and what belongs to each of them are written down once, as a type, and the compiler holds both sides
 * to it.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/**
 * A name of an event.
 *
 * @typeParam E The events of a program: an interface whose keys are names, and whose values are the types of data.
 */
export type EventName<E> = Extract<keyof E, string>

/**
 * An event, as handlers see it. As JSON it is also what travels, on the channel `<namespace><event>`, so that other
 * programs can read and send it. What else such a text holds is of no interest.
 */
export interface Envelope<Name extends string = string, Data = unknown> {
  /**
   * A string that is not empty. No two events have the same one, including those of another process. An event with an
   * id that has come before is that event once more.
   */
  readonly id: string
  /** The event's name. It is that of the channel: what comes by another one is no event. */
  readonly event: Name
  /** When it was emitted: a date that `Date.parse` can read, by {@link EventBus.emit} in the form of ISO 8601. */
  readonly timestamp: string
  /** Any JSON, also null. It must be there. All handlers are given the same object: nobody may change it. */
  readonly data: Data
  /** What has the same key is handled in order. It may be missing. */
  readonly key?: string
}

/** The envelope of an event; of several names, it is one of theirs, and `event` tells which. */
export type EventOf<E, K extends EventName<E> = EventName<E>> = { [N in K]: Envelope<N, E[N]> }[K]

/**
 * Is called with every event that it was added for.
 *
 * It may be async, and takes as long as it likes: no other handler waits for it.
 *
 * @param data What `emit` was given, after its way through JSON.
 * @param event The whole envelope.
 */
export type EventHandler<E, K extends EventName<E> = EventName<E>> = (
  data: E[K],
  event: EventOf<E, K>,
) => void | Promise<void>

/** How an event is emitted. */
export interface EmitOptions {
  /** Events with the same key are handled in the order in which they come: see {@link EventListener}. */
  readonly key?: string
  /** Default: a new one. Who emits again what may have been sent already uses the same one again. */
  readonly id?: string
}

/** What an {@link EventBus} is made of. */
export interface BusOptions<E> extends ConnectOptions {
  /** Publish and subscribe, connected. It belongs to the caller, who closes it. */
  readonly pubsub: PubSub
  /** What data must look like, for some events or for all. What does not fit is not sent. */
  readonly schemas?: Schemas<E>
}

/** Tells what has happened. */
export interface EventBus<E extends object> {
  /**
   * Tells all who listen at this moment. Nothing is kept for later.
   *
   * @param data It is written down at once: what becomes of it afterwards does not matter.
   * @returns What PUBLISH returned, when Redis has taken it.
   * @throws TypeError, and sends nothing, when JSON has no form for `data`: undefined, a function, a BigInt, a circle.
   *   TypeError, and sends nothing, when `data` does not fit its schema. With the error of `publish` when Redis refuses
   *   the event or does not confirm it: in the second case it may have been delivered all the same. With an error
   *   after `close`.
   */
  emit<K extends EventName<E>>(event: K, data: E[K], options?: EmitOptions): Promise<number>

  /**
   * Ends the bus: `emit` rejects from now on. Resolves when all that was emitted before has been sent or has failed,
   * including events whose schema is still at work, after about two seconds at the latest. Calling it again waits for
   * the same end. It never rejects.
   */
  close(): Promise<void>
}

/** What an {@link EventListener} is made of. */
export interface ListenerOptions<E> extends ConnectOptions {
  /** Where events come from. It belongs to the caller, who closes it, and may have other subscriptions. */
  readonly pubsub: PubSub
  /** What data must look like, for some events or for all. What does not fit is reported, and not handled. */
  readonly schemas?: Schemas<E>
  /**
   * How many ids are remembered, to know an event that comes again: at least so many of the last ones, and at most
   * twice as many. Default: 10,000.
   */
  readonly remember?: number
  /** How long `close` waits for handlers, in milliseconds. Default: 5,000. */
  readonly drainMs?: number
}

/**
 * Listens to events.
 *
 * A handler is called once for each event that it was added for, however many of its names and patterns match it,
 * and however they change meanwhile. Two events with the same data are two.
 *
 * - A malformed event is reported once with kind `payload` and reaches no handler. Its neighbours arrive.
 * - A handler that throws, or whose promise rejects, is reported once with kind `handler` and the channel. Nobody
 *   else notices it, and it is not called again with that event.
 * - An event that comes again, by its id, is not handled again.
 * - Events with the same key are handed to a handler one after the other, in the order in which they come: the next
 *   one when the handler has done with the one before, well or badly. Other handlers and other keys do not wait.
 *   Redis keeps the order of what one connection publishes, for all that comes by names, and for all that comes by
 *   patterns.
 * - A lost connection is survived, as far as the port survives it. What is emitted meanwhile may be lost.
 */
export interface EventListener<E extends object> {
  /**
   * Calls `handler` with each event of this name from now on.
   *
   * An event may have many handlers, and a handler many events. The same handler for the same event again changes
   * nothing. All handlers of an event share one subscription. A handler that is added while an event is being
   * handed out may get that event too.
   *
   * @returns Resolves when Redis has acknowledged the subscription, not before.
   * @throws With the error of `subscribe` when Redis refuses it. The handler is not added then, and a handler that was
   *   added before is unaffected. With an error after `close`.
   */
  on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /**
   * Ends what `on` began for this handler and this event, and for no other. When it has resolved, the handler is
   * called with no event for which it was not added by another name or pattern. With the last handler gone, Redis
   * no longer has a subscription.
   *
   * It does not wait for a handler that is at work. A handler that was not added changes nothing. It never rejects:
   * when Redis does not confirm the end, that is reported with kind `connection`, and the next `on` subscribes again.
   */
  off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /**
   * As {@link EventListener.on}, for all events whose name `pattern` matches, as Redis matches it. It matches names
   * of this namespace only. The same handler may also be given to `on`.
   */
  onPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** As {@link EventListener.off}, for what `onPattern` began. The pattern is taken letter by letter. */
  offPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /**
   * Ends the listener: no subscription of it is left. Then it waits for handlers that are at work, and for events
   * that have come and wait for their turn or for a schema, but no longer than `drainMs`. A handler that fails
   * meanwhile does not end the wait. Each call that has not ended by then is reported with kind `handler` and its
   * channel. When `close` has resolved, no handler is called any more.
   *
   * Calling it again waits for the same end. It never rejects. While Redis is away, it waits two seconds or so for Redis.
   */
  close(): Promise<void>
}

/**
 * Says what data must look like. The libraries zod, valibot, arktype and others have agreed on this form, Standard
 * Schema: their schemas fit in here as they are. See standardschema.dev.
 */
export interface Schema<Data = unknown> {
  readonly '~standard': {
    readonly version: 1
    /** The library that made it. */
    readonly vendor: string
    /** It never changes `value`. It may throw, or reject. */
    validate(value: unknown): Validated<Data> | Promise<Validated<Data>>
    /** For the compiler only. */
    readonly types?: { readonly input: unknown; readonly output: Data } | undefined
  }
}

/** What a {@link Schema} says of a value: with issues it does not fit; without, `value` is what handlers get. */
export type Validated<Data> =
  | { readonly value: Data; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] }

/** One thing that does not fit. */
export interface Issue {
  readonly message: string
  /** Where, for example `['items', 0, 'price']`. A step may also be an object with a `key`. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** Schemas by event. An event without one may have any data. */
export type Schemas<E> = { readonly [K in EventName<E>]?: Schema<E[K]> }

/** What `event-bus.ts` and `event-listener.ts` export, put together. */
export interface Contract {
  /** Makes a bus, from `event-bus.ts`. What is emitted is checked by its schema, and sent as it was given. */
  bus<E extends object>(options: BusOptions<E>): EventBus<E>

  /** Makes a listener, from `event-listener.ts`. What comes is checked, and handlers get what the schema gives. */
  listener<E extends object>(options: ListenerOptions<E>): EventListener<E>
}
