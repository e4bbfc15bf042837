import type { Client } from '#shared/core/manifest.ts'
import type { DiagramEvent } from '#shared/diagram/types.ts'
import type { ServerInfo } from '#shared/redis/server-info.ts'
import type { CheckResult } from '../report/result.ts'

/** What a player's thread is to do, for one client. */
export interface WorkerOptions {
  /** The lesson's folder, for example `01-basic-pubsub`. */
  readonly folder: string
  /** Whose code is played. */
  readonly area: 'lessons' | 'solutions'
  readonly client: Client
  readonly server: ServerInfo
  /** Whether it is built on the learner's own lesson 02. */
  readonly own: boolean
  /** Whether the demo is played or the checks are run. */
  readonly part: 'play' | 'check'
}

/** What a player's thread is told when it begins, so that it can get ready. */
export interface Role extends Pick<WorkerOptions, 'folder' | 'client' | 'part'> {
  /** Whether the job comes later, so that there is time to start the compiler too. */
  readonly early?: boolean
}

/** What a player's thread tells. */
export type WorkerEvent =
  | { readonly what: 'ready' }
  /** A new step of the scenario. `race`: what isn't guaranteed in it. */
  | { readonly what: 'step'; readonly title: string; readonly race?: string }
  /** A line of the narration; `at` in milliseconds since the step began. */
  | { readonly what: 'line'; readonly at: number; readonly text: string }
  /** The scenario is over. `events`: what happened, as it is drawn. */
  | { readonly what: 'played'; readonly end: PlayEnd; readonly events: readonly DiagramEvent[] }
  | { readonly what: 'checked'; readonly result: CheckResult }
  /** Only checks that wait for reconnects are left, of these tasks. */
  | { readonly what: 'nearly'; readonly waiting: readonly string[] }
  | { readonly what: 'done' }
  /** Something is wrong in the workbook itself. */
  | { readonly what: 'crashed'; readonly message: string }

/** How a scenario ended. */
export type PlayEnd =
  | { readonly how: 'complete' }
  /** A task that it needs is not done yet. */
  | { readonly how: 'not-started'; readonly task: string }
  /** The file cannot be loaded. */
  | { readonly how: 'broken'; readonly message: string }
  /** Something did not happen, or went wrong. */
  | { readonly how: 'failed'; readonly message: string; readonly task?: string }
