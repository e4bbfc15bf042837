/** Lesson 08: the interface you implement. @module */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSubModule } from '../02-patterns/contract.ts'
import type { PubSubSnapshot } from '../07-monitoring/contract.ts'

/** The events, sent as envelopes of lesson 05 on `<namespace>shop:<event>`, with the user's ID as the `key`. */
export interface ShopEvents {
  'user.created': { userId: string; name: string }
  'order.placed': { orderId: string; userId: string; item: string; quantity: number }
  /** The amount is in cents. */
  'payment.completed': { paymentId: string; orderId: string; userId: string; amount: number }
}
/** The name of an event. */
export type ShopEvent = keyof ShopEvents

/** The services that handle events. */
export const SERVICES = ['notification', 'logger'] as const
/** A service subscribes to `<namespace>service:<name>`, so that it can be counted. */
export type ServiceName = (typeof SERVICES)[number]

/** The response to a request that was accepted: the ID of the event, and the count that PUBLISH returned. */
export type Accepted = { readonly id: string; readonly subscriptions: number }

/** The response to a refused request: the names of all invalid fields, but no stack, file path, or address. */
export type Refused = { readonly error: string; readonly fields?: readonly string[] }

/** The response to `GET /status`. While Redis is down, counts from Redis are 0, and `channels` is empty. */
export interface Status {
  /** `down` if `inspect()` rejects, or takes longer than `answerWithinMs`. */
  readonly redis: 'up' | 'down'
  /** In the order of {@link SERVICES}. */
  readonly services: readonly ServiceStatus[]
  /** The channels that have subscribers, without the namespace, sorted by name. */
  readonly channels: readonly { readonly name: string; readonly subscribers: number }[]
  /** All pattern subscriptions on this Redis server. */
  readonly patterns: number
  /** The number of events that Redis confirmed. */
  readonly published: number
  /** The last 20 events that this API has sent, the latest first. */
  readonly events: readonly EventStatus[]
}

/** `connected` is how many processes of the service are connected. The other counts belong to task 08.8. */
export interface ServiceStatus {
  readonly name: ServiceName
  readonly connected: number
  readonly handled?: number
  readonly failed?: number
  readonly missed?: number
}

/** An event, and whether Redis has confirmed it. The receipts belong to task 08.8. */
export interface EventStatus {
  readonly id: string
  readonly event: ShopEvent
  readonly confirmed: boolean
  readonly receipts?: Partial<Record<ServiceName, 'handled' | 'failed'>>
}

/** `connect` is from lesson 02. */
export interface ServiceOptions extends ConnectOptions, PubSubModule {
  /** How long `close()` waits for work in flight, in milliseconds. */
  readonly graceMs: number
}

/** A running service. */
export interface Service {
  /**
   * Takes no new work, waits for work in flight, then closes all connections. It never rejects, and you can call it
   * twice. If Redis is down or does not reply, it may take up to six seconds longer.
   */
  close(): Promise<void>
}
/** A running API. */
export type Api = Service & { readonly url: string }

export interface ApiOptions extends ServiceOptions {
  /** The port on 127.0.0.1; 0 for a free one. */
  readonly port: number
  /** The longest time until a response, in milliseconds. */
  readonly answerWithinMs: number
  /** The snapshot of lesson 07. */
  inspect(): Promise<PubSubSnapshot>
  /** For tasks 08.8 and 08.10. */
  readonly lateMs: number
  readonly maxWaiting: number
}
/** The kind follows from the event; the text is for people. */
export interface Notification extends Pick<Accepted, 'id'> {
  readonly userId: string
  readonly kind: 'welcome' | 'confirmation' | 'receipt'
  readonly text: string
}
/** Options of the notification service. */
export type NotificationOptions = ServiceOptions & { send(one: Notification): void | Promise<void> }
/** Options of the logger. */
export type LoggerOptions = ServiceOptions & { write(line: string): void }

/**
 * The logger and the notification service resolve after Redis has confirmed their subscriptions. If Redis is down, they
 * wait. If Redis refuses one, they reject, and leave no connection open.
 * They handle each user's events in order, one at a time, and a repeated event (one with the same ID) only once.
 * A malformed event is reported once with kind `payload`. If `send` or `write` throws or rejects, that is reported once
 * with kind `handler`. Other events are unaffected.
 */
export interface Contract {
  /**
   * Serves `POST /users`, `POST /orders`, `POST /payments`, and `GET /status`. Each POST publishes one event, and gets a
   * 201 only after Redis has confirmed it; otherwise a 503, which is reported with kind `connection`. A request that is
   * refused with 400, 404, 413, or 415 publishes and reports nothing. All requests share the same connections to Redis.
   * @returns Resolves once it listens, even if Redis is down. If `connect` rejects, that is reported with kind `connection`.
   */
  api(options: ApiOptions): Promise<Api>

  /** Sends one notification for each event of {@link ShopEvents} whose data has the right types, and for no others. */
  notification(options: NotificationOptions): Promise<Service>

  /** Writes each event on `<namespace>shop:*` as one line of JSON: `timestamp`, `event`, `id`, and `data`. */
  logger(options: LoggerOptions): Promise<Service>
}
