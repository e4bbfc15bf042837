/**
 * Lesson 04: the options of the services, and the exports of the stores.
 *
 * @module
 */
import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { Email, Store } from '../../contract.ts'

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
