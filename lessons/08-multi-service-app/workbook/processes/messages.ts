/** What a process with a service of the shop in it and the process that has started it tell each other. */
import type { Problem } from '../../../../shared/lesson/connect-options.ts'
import type { ServiceJob } from '../../../../shared/workbook/processes/told.ts'
import type { ApiOptions, Notification, ServiceName } from '../../contract.ts'

/** What a process is for. */
export type Role = 'api' | ServiceName

/** What a process is started with. */
export interface Job
  extends ServiceJob,
    Pick<ApiOptions, 'port' | 'answerWithinMs' | 'lateMs' | 'maxWaiting'> {
  readonly role: Role
}

/** What a process tells besides what all tell. */
export type Told =
  /** Where the API listens. */
  | { readonly what: 'url'; readonly url: string }
  /** The logger has written a line. */
  | { readonly what: 'line'; readonly line: string }
  /** The notification service wants to tell somebody, and waits for the answer. */
  | { readonly what: 'send'; readonly number: number; readonly notification: Notification }
  | { readonly what: 'problem'; readonly kind: Problem['kind']; readonly message: string }

/** What a process is told. */
export type Order = { readonly what: 'sent'; readonly number: number }
