/** What a process with a service in it and the process that has started it tell each other. */
import type { Problem } from '../../../../shared/lesson/connect-options.ts'
import type { ServiceJob } from '../../../../shared/workbook/processes/told.ts'
import type { Email, Registration, User } from '../../contract.ts'

/** What a process is for. */
export type Role = 'users' | 'emails' | 'analytics'

/** What a process is started with. */
export interface Job extends ServiceJob {
  readonly role: Role
  /** Milliseconds. */
  readonly leaseMs: number
}

/** What a process tells, besides what all tell. */
export type Told =
  | { readonly what: 'registered'; readonly number: number; readonly user: User }
  /** A registration was refused. */
  | { readonly what: 'refused'; readonly number: number; readonly message: string }
  /** The service wants a mail to be sent, and waits for the answer. */
  | { readonly what: 'mail'; readonly number: number; readonly mail: Email }
  | { readonly what: 'tracked'; readonly event: string }
  | { readonly what: 'problem'; readonly kind: Problem['kind']; readonly message: string }

/** What a process is told, besides what all are told. */
export type Order =
  | { readonly what: 'register'; readonly number: number; readonly registration: Registration }
  /** What became of a mail: without an error, it is sent. */
  | { readonly what: 'mail'; readonly number: number; readonly error?: string }
