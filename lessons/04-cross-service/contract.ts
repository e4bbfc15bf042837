/**
 * Lesson 04: what your code must do.
 *
 * Three services, each in a process of its own: one registers users, one sends them a welcome mail, one counts what
 * users do. They do not know each other. They share a Redis: events travel on its channels, and two replicas of one
 * service agree there who does what.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** Somebody who registers. */
export interface Registration {
  readonly name: string
  readonly email: string
  /** A secret of the user service. */
  readonly passwordHash: string
}

/** A user, as the user service keeps it. */
export interface User extends Registration {
  readonly id: string
}

/**
 * What travels on the channel `<namespace>user:registered`, as JSON. Every service that listens to the events of
 * users can read it, so it says who it was, and nothing personal: who needs the address asks the {@link Store}.
 *
 * Who reads it takes what it needs, and does not look at other fields.
 */
export interface UserRegistered {
  /**
   * The id of this event, a string that is not empty. No two events have the same one, including two events of one
   * user and events of another process.
   */
  readonly id: string
  /** The id of the user, a string that is not empty. */
  readonly userId: string
  /** As an ISO 8601 date: JSON has no dates. Who reads the event does not insist on it. */
  readonly registeredAt: string
  /** The form of the event. An event without a version has version 1. */
  readonly version?: number
}

/** A welcome mail. */
export interface Mail {
  /** The id of the event that it is sent for. */
  readonly id: string
  /** The address. */
  readonly to: string
  /** The name of the user. */
  readonly name: string
}

/** What the services keep in Redis. */
export interface Store {
  /** Keeps a user, as a hash at `<namespace>user:<id>`. */
  save(user: User): Promise<void>

  /** The user with this id, or undefined. It stands for a request to the user service. */
  find(id: string): Promise<User | undefined>

  /**
   * Claims a piece of work, so that nobody else does it. Of all that claim the same key at the same time, whatever
   * process they are in, one gets it.
   *
   * @param key Complete: nothing is put before it.
   * @param leaseMs After so many milliseconds the claim ends by itself, also if its holder has died: there is no
   *   moment at which a claim is there that would not end.
   * @returns A token that no other claim has, including claims of another process, or undefined when the key is
   *   claimed already.
   * @throws With Redis's error when Redis refuses the claim: it still loads its data (LOADING), has become a replica
   *   (READONLY), or forbids it (NOPERM). Nothing is claimed then. With an error when Redis does not reply within about
   *   three seconds: the claim may be there.
   */
  claim(key: string, leaseMs: number): Promise<string | undefined>

  /**
   * Gives a claim back, so that somebody else can take it. One that has another token by now stays as it is.
   *
   * @param token What {@link Store.claim} has returned.
   * @returns Whether it was still there.
   * @throws With Redis's error when Redis refuses it, and when Redis does not reply within about three seconds.
   */
  release(key: string, token: string): Promise<boolean>

  /**
   * Keeps a user and publishes a text, both in one step: Redis does both, or it has heard of neither.
   *
   * @returns What PUBLISH returned.
   * @throws When Redis refuses one of the two, or does not answer.
   */
  saveAndPublish(user: User, channel: string, text: string): Promise<number>

  /** Closes the connection. Calling it again is no error. */
  close(): Promise<void>
}

/** What `node-redis.ts` and `ioredis.ts` export. */
export interface StoreContract {
  /**
   * Connects to Redis.
   *
   * @returns Resolves when Redis can be used, survives a lost connection, reports it.
   */
  openStore(base: ConnectOptions): Promise<Store>
}

/** What every service is made of. */
export interface ServiceOptions extends ConnectOptions {
  /** Publish and subscribe, connected. It belongs to the caller, who closes it and may use it for other things too. */
  readonly pubsub: PubSub
  /** How long `close()` waits for work in hand, in milliseconds. */
  readonly graceMs: number
}

/** What a user service is made of. */
export interface UserServiceOptions extends ServiceOptions {
  /** It belongs to the caller, who closes it. */
  readonly store: Store
}

/** What one replica of an email service is made of. */
export interface EmailServiceOptions extends ServiceOptions {
  /**
   * The name of the service. Replicas of one service have the same name, and share the work. Services with other
   * names get every event for themselves. A name may be any well-formed text.
   */
  readonly service: string
  /** It belongs to the caller, who closes it. */
  readonly store: Store
  /** How long a claim is held at most, in milliseconds. Longer than a mail may take. */
  readonly leaseMs: number
  /** Sends a mail. It takes a while, and may throw or reject. */
  send(mail: Mail): void | Promise<void>
}

/** What the analytics service is made of. There is one of it. */
export interface AnalyticsOptions extends ServiceOptions {
  /**
   * Counts something that a user has done. It takes a while, and may throw or reject.
   *
   * @param event For example `registered`: what stands behind `<namespace>user:`. It may have colons in it.
   * @param data The JSON object that was published.
   */
  track(event: string, data: Readonly<Record<string, unknown>>): void | Promise<void>
}

/** A service that listens. */
export interface Service {
  /**
   * Ends the service: its subscription, then what is in hand. Work is in hand from the moment at which an event was
   * handed over until it is done, also if it was handed over while the subscription was ending. `pubsub` stays open,
   * and what others have subscribed on it stays, too.
   *
   * It resolves when nothing is in hand any more, or after `graceMs`; then what is left is reported with kind
   * `handler`, once. `graceMs` holds for both waits together, and also if Redis or the mail server never replies. It
   * never rejects. Calling it again waits for the same end.
   *
   * When it has resolved, no event is handled any more, also if Redis has not ended the subscription.
   */
  close(): Promise<void>
}

/** The user service. */
export interface UserService extends Service {
  /**
   * Registers somebody: stores the user, then publishes a {@link UserRegistered} on `<namespace>user:registered`.
   * No secret is in it, no name and no address.
   *
   * When the user is stored, the user is registered. If Redis does not confirm the event then, the event is reported
   * with kind `unsent`, once, as it should have been published.
   *
   * @returns The user, when the event is published.
   * @throws When the user cannot be stored, and after `close()` was called, also while it waits for what is in hand.
   *   Nothing is published then.
   */
  register(registration: Registration): Promise<User>

  /**
   * Registers somebody as {@link UserService.register} does, but nobody can be stored of whom the others do not hear.
   * `close()` waits for it as well.
   *
   * @throws When Redis does not confirm it, and after `close()` was called.
   */
  registerAtOnce(registration: Registration): Promise<User>
}

/** What `services.ts` exports. */
export interface ServicesContract {
  /** The service that registers users. */
  users(options: UserServiceOptions): UserService

  /**
   * One replica of an email service: sends one welcome mail for each {@link UserRegistered}, however many replicas of
   * the service there are, in whichever processes.
   *
   * - An event that is delivered again within `leaseMs` brings no second mail.
   * - A text that is no event is reported with kind `payload`, once, and nobody claims it.
   * - An event that cannot be handled, for example because `send` rejects, is reported with kind `handler`, once, and
   *   its claim is given back. When the event is delivered again, it is tried again.
   *
   * No event keeps another one from being handled.
   *
   * @returns Resolves when events will arrive. Rejects when the subscription is refused; nothing is handled then, even
   *   if Redis accepts subscriptions later.
   */
  emails(options: EmailServiceOptions): Promise<Service>

  /**
   * The analytics service: tracks each event of users, so what is published on `<namespace>user:` and anything behind.
   *
   * A text that is no JSON object is reported with kind `payload`, and what `track` throws with kind `handler`. No
   * event keeps another one from being tracked.
   *
   * @returns As {@link ServicesContract.emails}.
   */
  analytics(options: AnalyticsOptions): Promise<Service>
}
