/**
 * Lesson 08: what your code must do.
 *
 * A shop of three services, each in a process of its own. The API takes requests over HTTP and tells what has
 * happened. The notification service tells users. The logger writes everything down. None of them knows the others:
 * they have events in common, and a Redis.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSubModule } from '../02-patterns/contract.ts'
import type { PubSubSnapshot } from '../07-monitoring/contract.ts'

/**
 * The events of the shop, and what belongs to each.
 *
 * They travel as the envelopes of lesson 05 on the channels `<namespace>shop:<event>`, for example
 * `shop:user.created`. The envelope's `key` is the id of the user.
 */
export interface ShopEvents {
  'user.created': UserCreated
  'order.placed': OrderPlaced
  'payment.completed': PaymentCompleted
}

/** The name of an event of the shop. Others may come. */
export type ShopEvent = keyof ShopEvents

/** Somebody has become a user. */
export interface UserCreated {
  readonly userId: string
  readonly name: string
}

/** A user has ordered something. */
export interface OrderPlaced {
  readonly orderId: string
  readonly userId: string
  readonly item: string
  readonly quantity: number
}

/** A user has paid. */
export interface PaymentCompleted {
  readonly paymentId: string
  readonly orderId: string
  readonly userId: string
  /** In cents. */
  readonly amount: number
}

/** The body of `POST /users`, as JSON. */
export interface NewUser {
  /** 1 to 100 characters. */
  readonly name: string
}

/** The body of `POST /orders`, as JSON. */
export interface NewOrder {
  /** 1 to 100 characters. */
  readonly userId: string
  /** 1 to 200 characters. */
  readonly item: string
  /** A whole number, 1 to 1,000. */
  readonly quantity: number
}

/** The body of `POST /payments`, as JSON. */
export interface NewPayment {
  /** 1 to 100 characters. */
  readonly userId: string
  /** 1 to 100 characters. */
  readonly orderId: string
  /** A whole number of cents, 1 to 100,000,000. */
  readonly amount: number
}

/** The answer to a request that is done: status 201. */
export interface Accepted {
  /** Of the user, the order or the payment. The event has the same id. */
  readonly id: string
  /** What PUBLISH returned: to how many subscriptions Redis has handed the event. Nobody has handled it yet. */
  readonly subscriptions: number
}

/**
 * The answer to a request that is not done, with a status from 400 on. It tells nothing of the inside: no stack, no
 * path of a file, no address.
 */
export interface Refused {
  /** For people. */
  readonly error: string
  /** The fields that are missing or wrong, all of them, when it is for them that the request is refused. */
  readonly fields?: readonly string[]
}

/** How Redis is, who is connected, and what became of the events: the answer to `GET /status`, status 200. */
export interface Status {
  /** `away` when Redis has not answered in time. What the API knows by itself is told all the same. */
  readonly redis: 'up' | 'away'
  /** {@link SERVICES}, in this order. */
  readonly services: readonly ServiceStatus[]
  /** The channels of this namespace that have subscribers, ordered by name. Empty while Redis is away. */
  readonly channels: readonly ChannelStatus[]
  /** What PUBSUB NUMPAT returned: it is for the whole server. 0 while Redis is away. */
  readonly patterns: number
  /** How many events this API has published so far and Redis has confirmed. */
  readonly published: number
  /** How many events were sent to Redis, and Redis has not confirmed them so far. They may have been delivered. */
  readonly unconfirmed: number
  /** The last events of this API, at most 20, the latest one first. */
  readonly events: readonly EventStatus[]
}

/** What is known of one service. */
export interface ServiceStatus {
  readonly name: ServiceName
  /** How many processes of it have subscribed to {@link SERVICES | its own channel}. One may be there and do nothing. */
  readonly connected: number
  /** How many events of this API it has given a good receipt for. */
  readonly handled: number
  /** How many it has given a bad receipt for. */
  readonly failed: number
  /** For how many confirmed events it has given no receipt, though they are older than `lateMs`. It may still come. */
  readonly missed: number
}

/** A channel, and who listens. */
export interface ChannelStatus {
  /** Without the namespace, for example `shop:user.created`. */
  readonly name: string
  /** What PUBSUB NUMSUB says. Subscriptions by pattern are not in it. */
  readonly subscribers: number
}

/** One event, and what became of it. */
export interface EventStatus {
  readonly id: string
  readonly event: ShopEvent
  /** Whether Redis has confirmed it. */
  readonly confirmed: boolean
  /** By service, as far as there is a receipt. */
  readonly receipts: Partial<Record<ServiceName, 'handled' | 'failed'>>
}

/** The services that handle events. Each subscribes to the channel `<namespace>service:<name>` as long as it is there. */
export const SERVICES = ['notification', 'logger'] as const
/** One of the {@link SERVICES}. */
export type ServiceName = (typeof SERVICES)[number]

/**
 * What a service tells when it has done with an event, well or badly: what travels on the channel
 * `<namespace>receipts`, as JSON. PUBLISH returns how many were handed an event, and a receipt says that it was handled.
 */
export interface Receipt {
  readonly service: ServiceName
  /** The id of the event. */
  readonly id: string
  /** False when it could not be handled. */
  readonly ok: boolean
}

/** What every service is made of. */
export interface ServiceOptions extends ConnectOptions {
  /**
   * Opens publish and subscribe, as in lesson 02. What it gives is yours to close. While Redis is away it waits, and
   * reports it. One for each process is enough.
   */
  readonly connect: PubSubModule['connect']
  /** How long `close()` waits for what is in hand, in milliseconds. */
  readonly graceMs: number
}

/** A service at work. */
export interface Service {
  /**
   * Ends the service. First nothing new is taken: its subscriptions end, or it no longer listens. Then what is in
   * flight is finished, but no longer than `graceMs`. Then its connections are closed, and none is left. An HTTP
   * connection that a browser only keeps for more requests is not waited for.
   *
   * Calling it again does nothing. It never rejects, even if Redis refuses to end a subscription. While Redis is
   * unreachable or does not reply, it takes up to six seconds longer.
   */
  close(): Promise<void>
}

/** What the API is made of. */
export interface ApiOptions extends ServiceOptions {
  /** Where it listens, on 127.0.0.1 only. 0: on a free port. */
  readonly port: number
  /** A request is answered after so many milliseconds, whatever Redis does. */
  readonly answerWithinMs: number
  /** An event without a receipt for so many milliseconds counts as missed. */
  readonly lateMs: number
  /** How many events may wait for Redis at the same time. The next request gets its 503 at once (task 08.9). */
  readonly maxWaiting: number
  /** Asks Redis who has subscribed, as in lesson 07. It rejects, or takes long, while Redis is away. */
  inspect(): Promise<PubSubSnapshot>
}

/** The API at work. */
export interface Api extends Service {
  /** For example `http://127.0.0.1:51234`. */
  readonly url: string
}

/** What the logger is made of. */
export interface LoggerOptions extends ServiceOptions {
  /** Writes one line, which is given without its end. It may throw. */
  write(line: string): void
}

/** What the notification service is made of. */
export interface NotificationOptions extends ServiceOptions {
  /** Tells a user. It takes a while, and may throw or reject. */
  send(notification: Notification): void | Promise<void>
}

/** What a user is told. */
export interface Notification {
  /** The id of the event. */
  readonly id: string
  readonly userId: string
  /** Of `user.created`, `order.placed` and `payment.completed`. */
  readonly kind: 'welcome' | 'confirmation' | 'receipt'
  /** For people. It is not empty. */
  readonly text: string
}

/** What your files export, put together. */
export interface Contract {
  /**
   * The API, from `api.ts`.
   *
   * `POST /users`, `POST /orders` and `POST /payments` take a {@link NewUser}, a {@link NewOrder} or a
   * {@link NewPayment}, publish one event, and answer with {@link Accepted}. Fields that are not named there are not
   * looked at, and travel nowhere. `GET /status` answers with {@link Status}.
   *
   * Everything else is {@link Refused}. It publishes nothing, and except for a 503 nothing is reported:
   * - 400: the body is not a JSON object, or fields of it are missing or wrong.
   * - 404: there is no such path, or not with this method.
   * - 413: the body is longer than 16 KiB.
   * - 415: the body is not declared as `application/json`. A request without a body gets a 400 or a 415.
   * - 503 with `Retry-After`, in whole seconds: Redis refused the event, or did not confirm it within `answerWithinMs`.
   *   It may have been delivered, or will be. It is reported with kind `connection`.
   *
   * A request with the header `Idempotency-Key` (task 08.8), 8 to 100 of the characters a–z, A–Z, 0–9, `-` and `_`, may
   * be sent again: with the same key and path it has the same id, even from another process of the API, so that every
   * service handles it once, and `GET /status` shows it and counts it once. The last 10,000 events are remembered. On
   * another path the same key gives another id. Any other key is a 400 with the field `Idempotency-Key`.
   *
   * However many requests there are, the connections to Redis stay the same.
   *
   * While Redis refuses its subscription to the receipts, requests may get a 503; each request tries it again.
   *
   * @returns Resolves when it listens, even while Redis is unreachable.
   * @throws When it cannot listen.
   */
  api(options: ApiOptions): Promise<Api>

  /**
   * The notification service, from `notification.ts`: sends one {@link Notification} for each event of
   * {@link ShopEvents}.
   *
   * - An event that comes again, by its id, is not sent again.
   * - Notifications of one user are sent one after the other, in the order of the events. Others do not wait.
   * - What is no such event, also by its data, is reported with kind `payload`, once, and nothing is sent.
   * - What `send` throws, or rejects with, is reported with kind `handler`, once, and nothing else is affected.
   * - When an event is done with, well or badly, there is a {@link Receipt} for it. The next event does not wait for
   *   its confirmation. One that cannot be given is reported with kind `connection`, and nothing else is affected.
   *
   * @returns Resolves when events will arrive. While Redis is unreachable it waits.
   * @throws When Redis refuses a subscription, or the connection breaks while one is made. No connection is left.
   */
  notification(options: NotificationOptions): Promise<Service>

  /**
   * The logger, from `logger.ts`: writes one line for each event of the shop, also for those that nobody knows today,
   * and for nothing else.
   *
   * A line is a JSON object with `timestamp`, `event`, `id` and `data`, as the envelope has them. Lines of one user are
   * written in the order of the events.
   *
   * Of what is no envelope, of what `write` throws, of events that come again and of receipts the same holds as for the
   * notification service.
   *
   * @returns Resolves when events will arrive. While Redis is unreachable it waits.
   * @throws When Redis refuses a subscription, or the connection breaks while one is made. No connection is left.
   */
  logger(options: LoggerOptions): Promise<Service>
}
