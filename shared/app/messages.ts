/**
 * What the page and its server tell each other. The server knows the state; the page shows it.
 *
 * @module
 */

import type { DrawnView } from '#shared/core/live-view.ts'
import type { Client } from '#shared/core/manifest.ts'
import type { View } from '#shared/diagram/types.ts'
import type { TaskState } from '#shared/runner/progress.ts'
import type { Status } from '#shared/runner/report/result.ts'

/** Where Redis is, or what keeps it from being there. */
export type RedisState =
  | { readonly is: 'starting' }
  | { readonly is: 'up'; readonly label: string }
  /** `sentence` says what happened and what to do. */
  | { readonly is: 'down'; readonly sentence: string }

/** A place in one of the learner's files. */
export interface Spot {
  /** From the workbook's folder. */
  readonly path: string
  readonly line: number
  /** Opens it in the editor; missing where no editor on this machine can be reached. */
  readonly href?: string
}

/** A task in the list of lessons. */
export interface ListedTask {
  readonly id: string
  readonly title: string
  readonly optional: boolean
  readonly state: Readonly<Record<Client, TaskState>>
}

/** One lesson in the list. */
export interface ListedLesson {
  readonly id: string
  readonly title: string
  readonly goal: string
  readonly minutes: number
  /** The lesson can be seen at work, in a tab of its own. */
  readonly companion?: {
    readonly word: string
    readonly about: string
    /** Whether it runs on our solution only. */
    readonly usesSolution: boolean
  }
  readonly tasks: readonly ListedTask[]
  /** The clients for which all core tasks pass now. */
  readonly done: readonly Client[]
}

/** The list of lessons with the learner's progress. */
export interface LessonList {
  readonly lessons: readonly ListedLesson[]
  /** What to do next; missing when all is done. */
  readonly next?: {
    readonly lesson: string
    readonly client: Client
    readonly task?: string
    readonly spot: Spot
    readonly begun: boolean
  }
}

/** A line of a comparison: in both, only expected, only received, or lines left out. */
export interface DiffLine {
  readonly mark: 'same' | 'missing' | 'extra'
  readonly text: string
}

/** The first check that fails, in full. */
export interface FailedCheck {
  readonly id: string
  readonly task: string
  readonly title: string
  /** What was compared, or what went wrong. */
  readonly what: string
  readonly diff: readonly DiffLine[]
  /** True if the items of two lists are compared, one after the other, and each is short. */
  readonly isList: boolean
  readonly cause?: string
  /** Where the failure lies in the learner's code, or else where the task begins. */
  readonly spot?: Spot
  /** A place of the starter that is still there. */
  readonly open?: Spot
  readonly output: readonly string[]
  /** What happened, if anything can be drawn. */
  readonly view?: View
  /** How many more checks fail. */
  readonly others: number
}

/** Where a task stands in the panel. */
export interface LiveTask {
  readonly id: string
  readonly title: string
  readonly optional: boolean
  /** Missing as long as none of its checks has ended. */
  readonly status?: Status
  /** The task that it waits for. */
  readonly waitsFor?: string
  /** True if its other checks have passed, and some still wait for the client to reconnect. */
  readonly reconnecting: boolean
  readonly hints: { readonly shown: number; readonly of: number }
}

/** How the checks of one client stand. */
export interface LiveClient {
  readonly phase: 'waiting' | 'checking' | 'reconnecting' | 'done'
  readonly tasks: readonly LiveTask[]
  readonly passed: number
  /** How many checks have a result. */
  readonly total: number
  /** Whether those are all: a run was complete. */
  readonly isCounted: boolean
  /** From the save to the verdict, without the checks that wait for a reconnect, in milliseconds. */
  readonly ms?: number
  /** True if the files are as they were handed out. */
  readonly untouched: boolean
  /** The first place that isn't done. */
  readonly open?: Spot & { readonly task: string }
  /** The client's first file, which is the one to open if nothing else is known. */
  readonly file: Spot
  readonly isHunt: boolean
  readonly failed?: FailedCheck
  /** The code can't be loaded, or had to be stopped: why, with the place in the code. */
  readonly broken?: {
    readonly kind: 'loading' | 'stopped'
    readonly text: string
    readonly spot?: Spot
  }
  /** True if all core tasks pass. */
  readonly green: boolean
  /** Checks that have passed, and can be drawn. */
  readonly drawn: readonly { readonly id: string; readonly title: string }[]
}

/** How a lesson stands, live. */
export interface LiveLesson {
  readonly lesson: string
  readonly clients: Readonly<Record<Client, LiveClient>>
  /** The client to show if the address names none. */
  readonly first: Client
  /** A sentence if the checks can't go on. */
  readonly trouble?: string
}

/** What the server pushes to a window. */
export type Pushed =
  | { readonly what: 'redis'; readonly redis: RedisState }
  | { readonly what: 'lessons'; readonly list: LessonList }
  | { readonly what: 'live'; readonly live: LiveLesson }
  | { readonly what: 'companion'; readonly lesson: string; readonly state: CompanionState }

/** How a lesson's command that runs on is doing, such as the chat of lesson 03. */
export interface CompanionState {
  readonly isRunning: boolean
  readonly isSolution: boolean
  readonly lines: readonly string[]
  /** Pages that it serves. */
  readonly pages: readonly { readonly name: string; readonly url: string }[]
  /** The view that it shows. */
  readonly view?: DrawnView
}

/** The text of a lesson, as HTML of ours. */
export interface LessonText {
  readonly id: string
  readonly title: string
  readonly html: string
}

/** What a prediction's experiment has shown. */
export interface Experiment {
  readonly observed: string
  readonly why: string
  /** Set if this machine's result differs from what the workbook expects. */
  readonly expected?: string
}

/** What happened in a check, as data and as a file of its own. */
export interface CheckStory {
  readonly view: View
  readonly file: string
}

/** How a demo went. */
export interface DemoRun {
  readonly isSolution: boolean
  readonly steps: readonly { readonly title: string; readonly lines: readonly string[] }[]
  /** Why it didn't come to its end. */
  readonly end?: string
  readonly view?: View
  /** The diagram as a file of its own. */
  readonly file?: string
}

/** One hint, as HTML. */
export interface Hint {
  readonly kind: string
  readonly html: string
}

/** A file of the learner's beside our solution. */
export interface ComparedFile {
  readonly path: string
  /** Missing lines are undefined. Parts without a difference are left out. */
  readonly hunks: readonly (readonly { left?: string; right?: string; same: boolean }[])[]
  readonly isSame: boolean
  /** Tasks whose solution isn't shown yet. */
  readonly open: readonly string[]
  /** A sentence in place of the comparison, if nothing of the file may be shown. */
  readonly held?: string
}

/** The learner's code beside ours, with our notes. */
export interface ComparedLesson {
  readonly files: readonly ComparedFile[]
  /** Our notes as HTML, when every core task of a file has passed. */
  readonly notes?: string
}
