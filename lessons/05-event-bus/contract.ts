/**
 * Lesson 05: the interfaces that you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { Schema } from '../../shared/lesson/standard-schema.ts'
import type { PubSub } from '../02-patterns/contract.ts'

export type { Schema, Validated } from '../../shared/lesson/standard-schema.ts'

/** The event names of `E`, an interface that maps each name to the type of its data. */
export type EventName<E> = Extract<keyof E, string>

/** An event, as handlers receive it. As JSON, it travels on the channel `namespace + event`. */
export interface Envelope<Name extends string = string, Data = unknown> {
  /** Not empty, and unique: two events with the same ID are one event, emitted twice. */
  readonly id: string
  /** The event that the channel is for. */
  readonly event: Name
  /** When the event was emitted. Any string that `Date.parse` can read; `emit` writes ISO 8601. */
  readonly timestamp: string
  /** Any JSON, including null, 0 and the empty string. */
  readonly data: Data
  /** Handlers receive events with the same key in order: see task 05.6. Can be missing or empty. */
  readonly key?: string | undefined
}

/** The envelope of one event of `E`, or of several. */
export type EventOf<E, K extends EventName<E> = EventName<E>> = {
  [Name in K]: Envelope<Name, E[Name]>
}[K]

/** A function that receives events. It may be async: other handlers and the next event do not wait for it. */
export type EventHandler<E, K extends EventName<E> = EventName<E>> = (
  data: E[K],
  event: EventOf<E, K>,
) => void | Promise<void>

/** How to emit an event. */
export interface EmitOptions {
  /** Goes into the envelope. */
  readonly key?: string
  /** Goes into the envelope. Default: a new random ID. Use the same ID to retry. */
  readonly id?: string
}

/** The options of `bus`. */
export interface BusOptions<E> extends ConnectOptions {
  /** A connected adapter. It stays open. */
  readonly pubsub: PubSub
  /** Task 05.8: schemas for the data of some events. */
  readonly schemas?: Schemas<E>
}

/** Emits events. */
export interface EventBus<E extends object> {
  /**
   * Publishes an event to the current listeners. `data` is serialized at once; later changes to it have no effect.
   *
   * @returns The count that Redis replies with.
   * @throws TypeError if JSON cannot represent `data`; nothing is sent. Otherwise, the error of `pubsub.publish`.
   */
  emit<K extends EventName<E>>(event: K, data: E[K], options?: EmitOptions): Promise<number>

  /** Task 05.7: waits about two seconds at most for events in flight. Afterwards, `emit` rejects. Never rejects. */
  close(): Promise<void>
}

/** The options of `listener`. */
export interface ListenerOptions<E> extends BusOptions<E> {
  /** Task 05.5: at least how many IDs are remembered. Default: 10,000. */
  readonly remember?: number
  /** Task 05.7: how long `close` waits for handlers, in milliseconds. Default: 5,000. */
  readonly drainMs?: number
}

/**
 * Calls handlers once for each event, even if several of their names and patterns match, and even if these change
 * while the event is on its way. Events are told apart by their ID, not by their data.
 *
 * - A message that is not an envelope of its channel's event is reported once with kind `payload`. No handler gets it.
 * - A handler that throws, or whose promise rejects, is reported once with kind `handler` and the channel. Other
 *   handlers and events are unaffected.
 * - Subscriptions survive a lost connection. Events emitted in between can be lost.
 */
export interface EventListener<E extends object> {
  /**
   * Calls `handler` for each event of this name. All handlers of a name share one subscription. Adding a handler again
   * has no effect. A handler that is added during an event may receive that event.
   *
   * @returns Resolves after Redis confirms the subscription. Rejects with the error of `subscribe`, or after `close`.
   */
  on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /**
   * Stops calling `handler` for this name. Does nothing if the handler was not added. It can still be called if another
   * name or pattern of it matches. Removing the last handler ends the subscription; resolves after Redis confirms.
   */
  off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /** The same as `on`, for all names in the namespace that match `pattern`, which has the syntax of `PSUBSCRIBE`. */
  onPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** The same as `off`, for exactly this pattern. */
  offPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** Ends this listener's subscriptions and no others. No handler is called afterwards. Never rejects. */
  close(): Promise<void>
}

/** Schemas by event name. Events without a schema can have any data. */
export type Schemas<E> = { readonly [K in EventName<E>]?: Schema<E[K]> }

/** The exports of `event-bus.ts` and `event-listener.ts`. */
export interface Contract {
  bus<E extends object>(options: BusOptions<E>): EventBus<E>
  listener<E extends object>(options: ListenerOptions<E>): EventListener<E>
}
