import type { Client } from '#shared/core/manifest.ts'
import type { Health } from '../../contract.ts'

/** The data that the thread of the view starts with. */
export interface WorkerOptions {
  /** The lesson's folder, for example `07-monitoring`. */
  readonly folder: string
  /** Where the code is that it runs. */
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  /** Whether it uses the learner's own lesson 02. */
  readonly own: boolean
  readonly namespace: string
  /** The URL of Redis for the service that publishes the canary. */
  readonly programUrl: string
  /** The URL of Redis for all other programs. */
  readonly othersUrl: string
}

/** The state of the lesson's code at one moment. */
export interface Shown {
  /** Undefined if task 07.1 isn't done, or if the snapshot failed. */
  readonly channels: readonly (readonly [channel: string, subscribers: number])[] | undefined
  readonly patterns: number | undefined
  /** Undefined if task 07.2 isn't done. */
  readonly health: Health | undefined
}

/** A message from the thread. */
export type WorkerEvent =
  | { readonly what: 'shown'; readonly shown: Shown }
  /** A line of text: a change, a problem, or output of the code. */
  | { readonly what: 'line'; readonly text: string }
  /** The address of the web server with `/health` and `/metrics`. */
  | { readonly what: 'serving'; readonly url: string }
  /** The thread can't go on, for this reason. */
  | { readonly what: 'failed'; readonly text: string }
  | { readonly what: 'closed' }

/** A message to the thread. */
export interface WorkerCommand {
  readonly what: 'close'
}
