/**
 * Lesson 04: the interfaces you implement.
 *
 * @module
 */
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import type { PubSub } from '../02-patterns/contract.ts'
import type { OneStepService, OneStepStore } from './workbook/given/further.ts'

export type * from './workbook/given/further.ts'

/** A stored user. */
export interface User {
  id: string
  name: string
  email: string
  passwordHash: string
}
/** A new user. */
export type Registration = Omit<User, 'id'>

/** The event on `<namespace>user:registered`, as JSON, without personal data. */
export interface UserRegistered {
  /** Unique across processes. */
  id: string
  userId: string
  /** An ISO 8601 date. */
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

/** Users and claims in Redis. A call rejects if Redis refuses it. */
export interface Store extends OneStepStore {
  /** Stores a user. */
  save(user: User): Promise<void>
  /** Finds a user. */
  find(id: string): Promise<User | undefined>
  /**
   * Claims a key for `leaseMs` milliseconds, even if the process crashes. Of concurrent calls, in any number of
   * processes, exactly one succeeds.
   * @returns A token that no other claim has, or `undefined` if the key is claimed.
   */
  claim(key: string, leaseMs: number): Promise<string | undefined>
  /** Deletes a claim in one step, if it still has this token. Resolves with `true` if it did. */
  release(key: string, token: string): Promise<boolean>
  /** Closes the connections. */
  close(): Promise<void>
}

/** The exports of `node-redis.ts` and of `ioredis.ts`. */
export interface StoreContract {
  /** Connects to Redis. */
  openStore(base: ConnectOptions): Promise<Store>
}

/** Options of `users`. */
export interface ServiceOptions extends ConnectOptions {
  pubsub: PubSub
  store: Store
  /** The time limit of `close()`, in milliseconds. */
  graceMs: number
}
/** Options of `emails`. */
export interface EmailServiceOptions extends ServiceOptions {
  /** The same for all replicas of a service. */
  service: string
  leaseMs: number
  /** Sends an email, or fails. */
  send(email: Email): void | Promise<void>
}

/** A running service. */
export interface Service {
  /**
   * Unsubscribes the service, then waits for the work in flight, even if some of it fails. A second call waits as well.
   * After `graceMs`, resolves in any case, and reports unfinished work once, with kind `handler`.
   */
  close(): Promise<void>
}

/** The service that registers users. */
export interface UserService extends Service, OneStepService {
  /**
   * Stores the user, then publishes the event. If publishing fails, reports it once, with kind `unsent`, and resolves.
   * @throws If the user cannot be stored, or `close()` was called. Nothing is published.
   */
  register(registration: Registration): Promise<User>
}

/** The exports of `services.ts`. */
export interface ServicesContract {
  /** Starts the user service. */
  users(options: ServiceOptions): UserService
  /**
   * Starts a replica of a service that sends one email for each event, even if it arrives again within `leaseMs`.
   * If claiming or sending fails, reports the error once, with kind `handler`, and leaves no claim. No event waits for
   * another one. Malformed events are reported with kind `payload`, and not claimed.
   * @returns Resolves after Redis confirms the subscription.
   */
  emails(options: EmailServiceOptions): Promise<Service>
}
