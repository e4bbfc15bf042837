/**
 * Lesson 04: the interfaces you implement.
 *
 * @module
 */
import type { OneStepService, OneStepStore } from './workbook/given/further.ts'
import type { EmailServiceOptions, ServiceOptions } from './workbook/given/options.ts'

export type * from './workbook/given/further.ts'
export type * from './workbook/given/options.ts'

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
  /** For task 04.6. Missing means 1. */
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
   * Claims a key for `leaseMs` milliseconds, even if the process crashes. Of concurrent calls in all processes, exactly
   * one succeeds.
   * @returns A unique token, or `undefined` if the key is claimed.
   */
  claim(key: string, leaseMs: number): Promise<string | undefined>
  /** In one step, deletes the claim if it still has this token. Resolves with whether it did. */
  release(key: string, token: string): Promise<boolean>
  /** Closes the connections. */
  close(): Promise<void>
}

/** A running service. */
export interface Service {
  /**
   * Unsubscribes, then waits for the work in flight, even if some of it fails. A second call waits as well.
   * After `graceMs` milliseconds, resolves anyway and reports unfinished work once, with kind `handler`.
   */
  close(): Promise<void>
}

/** The service that registers users. */
export interface UserService extends Service, OneStepService {
  /**
   * Stores the user, then publishes the event. If publishing fails, reports it once, with kind `unsent`, and resolves.
   * @throws If storing fails or `close()` was called; nothing is published.
   */
  register(registration: Registration): Promise<User>
}

/** The exports of `services.ts`. */
export interface ServicesContract {
  /** Starts the user service. */
  users(options: ServiceOptions): UserService
  /**
   * Starts a replica. All replicas of a service together send one email for each event, even if the event arrives
   * again within `leaseMs`. If claiming or sending fails, the error is reported once, with kind `handler`, and no claim
   * is left. No event waits for another. Malformed events are reported with kind `payload` and not claimed.
   * Resolves after Redis confirms the subscription.
   */
  emails(options: EmailServiceOptions): Promise<Service>
}
