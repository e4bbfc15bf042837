/**
 * Lesson 04: the interfaces you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'

/** A stored user. */
export interface User {
  id: string
  name: string
  email: string
  passwordHash: string
}
/** A new user. */
export type Registration = Omit<User, 'id'>

/** The event on `<namespace>user:registered`, as JSON, without personal data. `registeredAt` is an ISO 8601 date. */
export interface UserRegistered {
  /** Unique, even if several processes publish events. */
  id: string
  userId: string
  registeredAt: string
  /** Task 04.6: 1 if missing. */
  version?: number
}

/** A welcome email. Its ID is the event's. */
export interface Email {
  id: string
  to: string
  name: string
}

/** Users and claims in Redis. A call rejects if Redis refuses it, or does not reply for several seconds. */
export interface Store {
  /** Stores a user. */
  save(user: User): Promise<void>
  /** Resolves with a stored user, or `undefined`. */
  find(id: string): Promise<User | undefined>
  /**
   * Claims a key for `leaseMs` milliseconds, even if the process crashes. Of several concurrent calls, in any number of
   * processes, exactly one succeeds.
   * @returns A token that no other claim has, or `undefined` if the key is claimed already.
   */
  claim(key: string, leaseMs: number): Promise<string | undefined>
  /** Deletes a claim, but only if it still has this token, in one step. Resolves with `true` if it did. */
  release(key: string, token: string): Promise<boolean>
  /** Task 04.5: does both or neither. Resolves with the count. */
  saveAndPublish(user: User, channel: string, text: string): Promise<number>
  /** Closes the connections. */
  close(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface StoreContract {
  /** Resolves when Redis is ready to use. */
  openStore(base: ConnectOptions): Promise<Store>
}

/** Options of every service. */
export interface ServiceOptions extends ConnectOptions {
  pubsub: PubSub
  /** The time limit of `close()`, in milliseconds. */
  graceMs: number
}
/** Options of `users`. */
export interface UserServiceOptions extends ServiceOptions {
  store: Store
}
/** Options of `emails`. */
export interface EmailServiceOptions extends UserServiceOptions {
  /** The name of the service, the same for all of its replicas. */
  service: string
  leaseMs: number
  /** Sends an email, or fails. */
  send(email: Email): void | Promise<void>
}

/** Options of `analytics`. */
export interface AnalyticsOptions extends ServiceOptions {
  /** Counts an event. */
  track(event: string, data: Readonly<Record<string, unknown>>): void | Promise<void>
}

/** A running service. */
export interface Service {
  /**
   * Unsubscribes the service, then waits for the work in flight, even if some of it fails. A second call waits as well.
   * Takes `graceMs` at most, even if Redis does not reply. Unfinished work is reported once, with kind `handler`.
   */
  close(): Promise<void>
}

/** The service that registers users. */
export interface UserService extends Service {
  /**
   * Stores the user, then publishes the event. If publishing fails, reports it once, with kind `unsent`, and resolves.
   * @throws If the user cannot be stored, or `close()` was called. Nothing is published.
   */
  register(registration: Registration): Promise<User>
  /** Task 04.5: does both in one step, or rejects. */
  registerInOneStep(registration: Registration): Promise<User>
}

/** The exports of `services.ts`. */
export interface ServicesContract {
  /** Starts the service that registers users. */
  users(options: UserServiceOptions): UserService
  /**
   * A replica of a service that sends one email for each event, even if it arrives again within `leaseMs`. Resolves
   * after Redis confirms the subscription.
   * If claiming or sending fails, the error is reported once, with kind `handler`, and no claim is left. Malformed
   * events are reported with kind `payload`, and not claimed. No event waits for another one.
   */
  emails(options: EmailServiceOptions): Promise<Service>
  /** Tracks the events on `<namespace>user:…`. */
  analytics(options: AnalyticsOptions): Promise<Service>
}
