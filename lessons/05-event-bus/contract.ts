/**
 * Lesson 05: the interfaces that you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { Schema } from '../../shared/lesson/standard-schema.ts'
import type { PubSub } from '../02-patterns/contract.ts'

export type { Issue, Schema, Validated } from '../../shared/lesson/standard-schema.ts'

/** The names of the events `E`, an interface that maps names to types of data. */
export type EventName<E> = Extract<keyof E, string>

/** An event. As JSON, it travels on the channel `namespace + event`. Other fields are ignored. */
export interface Envelope<Name extends string = string, Data = unknown> {
  /** Unique and not empty. The same ID means the same event. */
  readonly id: string
  readonly event: Name
  /** A date that `Date.parse` can read. `emit` writes ISO 8601. */
  readonly timestamp: string
  /** Any JSON value. */
  readonly data: Data
  /** Can be missing or empty. */
  readonly key?: string | undefined
}

/** The envelopes of `E`. */
export type EventOf<E, K extends EventName<E> = EventName<E>> = {
  [Name in K]: Envelope<Name, E[Name]>
}[K]

/** Can be async. Other handlers and the next event do not wait. */
export type EventHandler<E, K extends EventName<E> = EventName<E>> = (
  data: E[K],
  event: EventOf<E, K>,
) => void | Promise<void>

/** Fields for the envelope. */
export interface EmitOptions {
  readonly key?: string
  /** Default: a new ID. */
  readonly id?: string
}

export interface BusOptions<E> extends ConnectOptions {
  /** Stays open. */
  readonly pubsub: PubSub
  /** Task 05.8. */
  readonly schemas?: Schemas<E>
}

/** Publishes events. */
export interface EventBus<E extends object> {
  /**
   * Publishes an event. `data` is serialized at once.
   *
   * @returns The count that Redis replies with.
   * @throws TypeError if JSON cannot represent `data`; nothing is sent. Otherwise, the error of `publish`.
   */
  emit<K extends EventName<E>>(event: K, data: E[K], options?: EmitOptions): Promise<number>

  /** Task 05.7. */
  close(): Promise<void>
}

export interface ListenerOptions<E> extends BusOptions<E> {
  /** Task 05.5. */
  readonly remember?: number
  /** Task 05.7, in milliseconds. */
  readonly drainMs?: number
}

/**
 * Calls handlers once per event, even if several of their names and patterns match, and even while these change.
 *
 * A message that is not an envelope of its channel's event is reported once with kind `payload`; no handler gets it.
 * A handler that throws or rejects is reported once with kind `handler`. Nothing else is affected.
 * Subscriptions survive a lost connection. Events in between can be lost.
 */
export interface EventListener<E extends object> {
  /**
   * Calls `handler` for each event of this name. All handlers share one subscription. Adding a handler again has no
   * effect. A handler that is added during an event may receive it.
   *
   * @returns Resolves after Redis confirms. Rejects after `close`.
   */
  on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /**
   * Stops calling `handler` for this name. Does nothing if it was not added. The last one ends the subscription.
   *
   * @returns Resolves after Redis confirms.
   */
  off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /** Like `on`, for all names in the namespace that match `pattern` as in PSUBSCRIBE. */
  onPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** Like `off`, for exactly this pattern. */
  offPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** Ends only this listener's subscriptions. No handler is called afterwards. Can be called again. */
  close(): Promise<void>
}

/** Task 05.8. Events without a schema can have any data. */
export type Schemas<E> = { readonly [K in EventName<E>]?: Schema<E[K]> }

/** The exports of `event-bus.ts` and `event-listener.ts`. */
export interface Contract {
  /** Makes a bus. */
  bus<E extends object>(options: BusOptions<E>): EventBus<E>
  /** Makes a listener. */
  listener<E extends object>(options: ListenerOptions<E>): EventListener<E>
}
