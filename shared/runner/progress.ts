/**
 * What the learner has done so far, in `.workbook/progress.json`; on their own lesson 02, in `progress-own.json`.
 *
 * Everything is kept by the ids of tasks, which never change, so a new wording of a lesson loses nothing.
 */
import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { readIfThere, timestamp, writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { withLock } from '#shared/core/lock.ts'
import type { Client, Lesson, Task } from '#shared/core/manifest.ts'
import { CLIENTS } from '#shared/core/manifest.ts'
import type { Stored, TaskRecord } from './stored-progress.ts'
import { emptyProgress, isStored } from './stored-progress.ts'

/** How one task of one client did in a run of the checks. */
export interface TaskResult {
  /** For example `01.2`. */
  readonly task: string
  readonly client: Client
  /** The worst of the task's checks. `skipped` changes nothing: its result isn't known. */
  readonly status: 'passed' | 'failed' | 'not-started' | 'broken' | 'skipped'
}

/** Where a task stands for one client. `failing`: it has passed before, and did not in the last run. */
export type TaskState = 'open' | 'passed' | 'failing'

/** Where one task stands. */
export interface TaskProgress {
  readonly task: Task
  readonly state: Readonly<Record<Client, TaskState>>
  /** How many of its hints have been shown; those that are for ioredis alone are counted apart. */
  readonly hints: number
  readonly ioredisHints: number
}

/** Where a lesson stands. */
export interface LessonProgress {
  readonly tasks: readonly TaskProgress[]
  /** The clients for which all core tasks pass now. */
  readonly done: readonly Client[]
  /** The clients for which all core tasks passed at the same time, now or once. */
  readonly passed: readonly Client[]
  /** The client that the learner chose to begin with; undefined as long as nothing was chosen. */
  readonly begin?: Client
}

/** Where and when; for tests. */
export interface ProgressOptions {
  /** The workbook's folder. Default: this one. */
  readonly root?: string
  /** The progress on the learner's own lesson 02 (`own`), which is kept apart. */
  readonly own?: boolean
  /** Default: now. */
  readonly now?: Date
  /** Takes a sentence for the learner about trouble with the file. Default: stderr. */
  readonly tell?: (sentence: string) => void
}

function fileOf({ own = false }: ProgressOptions): string {
  return join('.workbook', own ? 'progress-own.json' : 'progress.json')
}

/**
 * Records a run of a lesson's checks. Trouble with the file is told, and never thrown:
 * it must not turn a green run red.
 */
export function recordRun(
  lesson: Pick<Lesson, 'id' | 'tasks'>,
  results: readonly TaskResult[],
  options: ProgressOptions = {},
): void {
  const now = (options.now ?? new Date()).toISOString()
  change(options, (stored) => {
    for (const { task, client, status } of results) {
      if (status === 'skipped') continue
      stored.tasks[task] ??= {}
      stored.tasks[task][client] = recorded(stored.tasks[task][client], status === 'passed', now)
    }
    for (const client of CLIENTS) {
      if (!allPass(lesson, stored, client)) continue
      stored.lessons[lesson.id] ??= {}
      stored.lessons[lesson.id]![client] ??= now
    }
  })
}

/** The first pass is what counts, so its date stays. A failure is worth noting only after a pass. */
function recorded(before: TaskRecord | undefined, passes: boolean, now: string): TaskRecord {
  if (passes) return { passed: before?.passed ?? now }
  if (before?.passed) return { passed: before.passed, failing: before.failing ?? now }
  return {}
}

/** Where a lesson stands. */
export function progressOf(
  lesson: Pick<Lesson, 'id' | 'tasks'>,
  options: ProgressOptions = {},
): LessonProgress {
  const stored = read(options)
  const times = stored.lessons[lesson.id] ?? {}
  return {
    tasks: lesson.tasks.map((task) => ({
      task,
      state: {
        'node-redis': stateOf(stored, task.id, 'node-redis'),
        ioredis: stateOf(stored, task.id, 'ioredis'),
      },
      hints: stored.hints[task.id] ?? 0,
      ioredisHints: stored.hints[`${task.id} ioredis`] ?? 0,
    })),
    done: CLIENTS.filter((client) => allPass(lesson, stored, client)),
    passed: CLIENTS.filter((client) => times[client] !== undefined),
    begin: stored.begin[lesson.id],
  }
}

/**
 * Stores how many hints of a task have been shown.
 *
 * @param options `ioredis`: of those that are for ioredis alone.
 */
export function recordHints(
  task: string,
  shown: number,
  options: ProgressOptions & { readonly ioredis?: boolean } = {},
): void {
  change(options, (stored) => {
    stored.hints[options.ioredis ? `${task} ioredis` : task] = shown
  })
}

/** The code is as it was handed out: tasks are open again. That a lesson was finished once is not forgotten. */
export function recordReset(
  lesson: Pick<Lesson, 'tasks'>,
  clients: readonly Client[],
  options: ProgressOptions = {},
): void {
  change(options, (stored) => {
    for (const { id } of lesson.tasks) {
      for (const client of clients) delete stored.tasks[id]?.[client]
    }
  })
}

/** Stores the client that the learner begins a lesson with; undefined takes the choice back. */
export function recordBegin(lesson: string, client: Client | undefined, options: ProgressOptions = {}): void {
  change(options, (stored) => {
    if (client) stored.begin[lesson] = client
    else delete stored.begin[lesson]
  })
}

function stateOf(stored: Stored, task: string, client: Client): TaskState {
  const record = stored.tasks[task]?.[client]
  if (!record?.passed) return 'open'
  return record.failing ? 'failing' : 'passed'
}

function allPass(lesson: Pick<Lesson, 'tasks'>, stored: Stored, client: Client): boolean {
  const core = lesson.tasks.filter((task) => !task.optional)
  return core.length > 0 && core.every((task) => stateOf(stored, task.id, client) === 'passed')
}

/** Reads, changes and writes as one step, also between two processes. */
function change(options: ProgressOptions, apply: (stored: Stored) => void): void {
  const { root = ROOT } = options
  try {
    withLock(join(root, '.workbook', 'progress.lock'), () => {
      const stored = read(options)
      const before = JSON.stringify(stored)
      apply(stored)
      if (JSON.stringify(stored) === before) return
      writeAtomically(join(root, fileOf(options)), `${JSON.stringify(stored, undefined, 2)}\n`)
    })
  } catch (error) {
    tell(
      options,
      `Your progress could not be stored in ${fileOf(options)}: ${error instanceof Error ? error.message : error}`,
    )
  }
}

function read(options: ProgressOptions): Stored {
  const { root = ROOT } = options
  const file = fileOf(options)
  try {
    const text = readIfThere(join(root, file))
    if (text === undefined) return emptyProgress()
    const stored = parse(text)
    if (stored) return stored
    const aside = `${file}.damaged-${timestamp(options.now ?? new Date())}`
    renameSync(join(root, file), join(root, aside))
    tell(options, `${file} is damaged. It was renamed to ${aside}, and your progress starts again.`)
  } catch (error) {
    tell(
      options,
      `Your progress could not be read from ${file}: ${error instanceof Error ? error.message : error}`,
    )
  }
  return emptyProgress()
}

function parse(text: string): Stored | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isStored(value) ? value : undefined
  } catch {
    return undefined
  }
}

function tell(
  { tell = (sentence) => process.stderr.write(`${sentence}\n`) }: ProgressOptions,
  sentence: string,
): void {
  tell(sentence)
}
