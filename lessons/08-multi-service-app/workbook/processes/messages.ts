/** The messages between the scenario and the processes that run the shop's services. */
import type { Problem } from '#shared/lesson/connect-options.ts'
import type { ServiceOptions } from '#shared/testbed/service-messages.ts'
import type { ApiOptions, Notification, ServiceName } from '../../contract.ts'

/** What a process runs: the API or a service. */
export type Role = 'api' | ServiceName

/** The data that a process starts with. */
export interface WorkerOptions
  extends ServiceOptions,
    Pick<ApiOptions, 'port' | 'answerWithinMs' | 'lateMs' | 'maxWaiting'> {
  readonly role: Role
}

/** A message from a process, in addition to those that all service processes send. */
export type WorkerEvent =
  /** The URL of the API. */
  | { readonly what: 'url'; readonly url: string }
  /** The logger has written a line. */
  | { readonly what: 'line'; readonly line: string }
  /** The notification service sends a notification, and waits until it is confirmed. */
  | { readonly what: 'send'; readonly number: number; readonly notification: Notification }
  | { readonly what: 'problem'; readonly kind: Problem['kind']; readonly message: string }

/** A message to a process: its notification was sent. */
export type WorkerCommand = { readonly what: 'sent'; readonly number: number }
