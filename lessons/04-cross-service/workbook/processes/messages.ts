/** The messages between the process of a service and the process that started it. */
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { ServiceOptions } from '#shared/testbed/service-messages.ts'
import type { Email, Registration, User } from '../../contract.ts'

/** The service that a process runs. */
export type Role = 'users' | 'emails' | 'analytics'

/** The options of a process. */
export interface WorkerOptions extends ServiceOptions {
  readonly role: Role
  /** In milliseconds. */
  readonly leaseMs: number
}

/** The messages from a process, besides those that all processes send. */
export type WorkerEvent =
  | { readonly what: 'registered'; readonly number: number; readonly user: User }
  /** A registration was rejected. */
  | { readonly what: 'refused'; readonly number: number; readonly message: string }
  /** The service sends an email, and waits for the result. */
  | { readonly what: 'mail'; readonly number: number; readonly mail: Email }
  | { readonly what: 'tracked'; readonly event: string }
  | { readonly what: 'problem'; readonly kind: Problem['kind']; readonly message: string }

/** The messages to a process, besides those that all processes receive. */
export type WorkerCommand =
  | { readonly what: 'register'; readonly number: number; readonly registration: Registration }
  /** The result of an email: without an error, it is sent. */
  | { readonly what: 'mail'; readonly number: number; readonly error?: string }
