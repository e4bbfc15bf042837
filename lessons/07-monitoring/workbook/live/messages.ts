import type { Client } from '../../../../shared/workbook/manifest.ts'
import type { Health } from '../../contract.ts'

/** What the thread of the view is started with. */
export interface Job {
  /** The lesson's folder, for example `07-monitoring`. */
  readonly folder: string
  /** Whose code it runs. */
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  /** Whether it is built on the learner's own lesson 02. */
  readonly own: boolean
  readonly namespace: string
  /** The way to Redis of the program that has the canary. */
  readonly programUrl: string
  /** The way to Redis of everybody else. */
  readonly othersUrl: string
}

/** What the lesson's code shows at one moment. */
export interface Shown {
  /** Undefined as long as task 07.1 is not done, or when the snapshot failed. */
  readonly channels: readonly (readonly [channel: string, subscribers: number])[] | undefined
  readonly patterns: number | undefined
  /** Undefined as long as task 07.2 is not done. */
  readonly health: Health | undefined
}

/** What the thread tells. */
export type Told =
  | { readonly what: 'shown'; readonly shown: Shown }
  /** Something to be read: a change, a problem, what the code has printed. */
  | { readonly what: 'line'; readonly text: string }
  /** Where the web server with `/health` and `/metrics` is. */
  | { readonly what: 'serving'; readonly url: string }
  /** Nothing more will come, for this reason. */
  | { readonly what: 'failed'; readonly text: string }
  | { readonly what: 'closed' }

/** What the thread is told. */
export interface Order {
  readonly what: 'close'
}
