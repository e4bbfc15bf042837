import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { Schema } from '#shared/lesson/standard-schema.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { Envelope, EventBus, EventListener } from '../../contract.ts'

export type { Issue, Schema, Validated } from '#shared/lesson/standard-schema.ts'

/** The names of the events `E`, an interface that maps names to types of data. */
export type EventName<E> = Extract<keyof E, string>

/** The envelopes of `E`. */
export type EventOf<E, K extends EventName<E> = EventName<E>> = {
  [Name in K]: Envelope<Name, E[Name]>
}[K]

/** Can be async. */
export type EventHandler<E, K extends EventName<E> = EventName<E>> = (
  data: E[K],
  event: EventOf<E, K>,
) => void | Promise<void>

/** Events without a schema can have any data. */
export type Schemas<E> = { readonly [K in EventName<E>]?: Schema<E[K]> }

/** Fields for the envelope. The default `id` is a new one. */
export type EmitOptions = Partial<Pick<Envelope, 'id' | 'key'>>

export interface BusOptions<E> extends ConnectOptions {
  /** The adapter of lesson 02. The bus and the listener do not close it. */
  readonly pubsub: PubSub
  /** Task 05.8. */
  readonly schemas?: Schemas<E>
}

export interface ListenerOptions<E> extends BusOptions<E> {
  /** Task 05.5: how many IDs are remembered. */
  readonly remember?: number
  /** Task 05.7: how long `close` waits for handlers, in milliseconds. */
  readonly drainMs?: number
}

/** The exports of `event-bus.ts` and `event-listener.ts`. */
export interface Contract {
  /** From `event-bus.ts`: creates a bus, without connecting to Redis. */
  bus<E extends object>(options: BusOptions<E>): EventBus<E>
  /** From `event-listener.ts`: creates a listener, without subscribing yet. */
  listener<E extends object>(options: ListenerOptions<E>): EventListener<E>
}
