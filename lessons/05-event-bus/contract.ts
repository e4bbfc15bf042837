/**
 * Lesson 05: the interfaces that you implement.
 *
 * @module
 */
import type { EmitOptions, EventHandler, EventName } from './workbook/given/types.ts'

export type * from './workbook/given/types.ts'

/** An event. As JSON, it travels on the channel `namespace + event`. Other fields are ignored. */
export interface Envelope<Name extends string = string, Data = unknown> {
  /** Unique and not empty. The same ID means the same event. */
  id: string
  event: Name
  /** A date that `Date.parse` can read. `emit` writes ISO 8601. */
  timestamp: string
  /** Any JSON value. */
  data: Data
  /** Groups events, for task 05.6. Can be missing or empty. */
  key?: string | undefined
}

/** Publishes events. */
export interface EventBus<E extends object> {
  /**
   * Publishes an event. `data` is serialized at once. `options` can have an ID and a key; the default ID is a new one.
   *
   * @returns The count that Redis replies with.
   * @throws TypeError if JSON cannot represent `data`; nothing is sent. Otherwise, the error of `publish`.
   */
  emit<K extends EventName<E>>(event: K, data: E[K], options?: EmitOptions): Promise<number>

  /** Given. */
  close(): Promise<void>
}

/**
 * Calls each handler once per event, even if several of its names and patterns match, and even while these change.
 *
 * A malformed message, or an envelope of another channel's event, reaches no handler; each copy is reported once as
 * `payload`.
 * A handler that throws or rejects is reported once as `handler`. No handler or event waits for another handler.
 */
export interface EventListener<E extends object> {
  /**
   * Calls `handler` for each event of this name. All handlers share one subscription. Adding a handler again has no
   * effect. Resolves after Redis confirms.
   */
  on<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /**
   * Stops calling `handler` for this name. Does nothing if it was not added. Removing the last one ends the
   * subscription. Resolves after Redis confirms.
   */
  off<K extends EventName<E>>(event: K, handler: EventHandler<E, K>): Promise<void>

  /** Like `on`, for names that match `pattern` as in PSUBSCRIBE, both without the namespace. */
  onPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** Like `off`, for exactly this pattern. */
  offPattern(pattern: string, handler: EventHandler<E>): Promise<void>

  /** Given. Afterwards, no handler is called, and `on` rejects. */
  close(): Promise<void>
}
