import type { Check } from '#shared/checks/check.ts'
import { OUTSIDE } from '#shared/checks/errors-after-check.ts'
import { neededBy } from '#shared/checks/lesson-run.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import type { Client, Lesson, Task } from '#shared/core/manifest.ts'
import type { StarterStatus } from '#shared/core/starter-status.ts'

/** How one check ended for one client. */
export interface CheckResult {
  readonly check: Pick<Check, 'id' | 'task' | 'title'>
  readonly client: Client
  readonly outcome: Outcome
}

/** What a run of a lesson's checks came to. */
export interface LessonResult {
  readonly lesson: Lesson
  /** Whose code was checked. */
  readonly area: 'lessons' | 'solutions'
  /** The clients that were checked, in their order. */
  readonly clients: readonly Client[]
  readonly results: readonly CheckResult[]
  /** How far the learner's file for each client is from its starter; empty for solutions. */
  readonly starters: ReadonlyMap<Client, StarterStatus>
  /** Set where the code ran on the learner's own lesson 02 (`own`): what of that hasn't passed. */
  readonly ownAdapter?: OwnAdapter
  /** Where failures are drawn, from the workbook's folder. */
  readonly diagrams?: ReadonlyMap<CheckResult, string>
}

/** The learner's own lesson that others are built on. */
export interface OwnAdapter {
  readonly lesson: Pick<Lesson, 'id'>
  /** Core tasks that haven't passed, by client. */
  readonly unfinished: ReadonlyMap<Client, readonly string[]>
}

/** A check's status, seen from the learner's side. `waiting`: there is code, but an earlier task comes first. */
export type Status = Outcome['status'] | 'waiting'

/** From best to worst: a task is as its worst check. */
const ORDER: readonly Status[] = ['passed', 'skipped', 'waiting', 'not-started', 'failed', 'broken']

/** Where one check stands for the learner. */
export function statusOf(of: LessonResult, result: CheckResult): Status {
  const { status } = result.outcome
  if (status === 'broken') return status
  // A bug hunt begins with tasks that are done already; they count when something has been repaired.
  if (of.starters.get(result.client)?.untouched) return 'not-started'
  if (result.check.id === OUTSIDE) return status
  // A place of the starter that is still there means "not yet", whatever the other tasks make of its checks: some
  // starters have code that works, but not well enough.
  if (of.starters.get(result.client)?.notBegun.has(result.check.task)) return 'not-started'
  if (status === 'passed' || status === 'skipped') return status
  return awaited(of, result) === undefined ? status : 'waiting'
}

/** The earlier task that a check that doesn't pass waits for. */
function awaited(of: LessonResult, { check, client, outcome }: CheckResult): string | undefined {
  const needed = neededBy(of.lesson, check.task)
  const passes = (task: string) => ['passed', 'skipped', undefined].includes(ownStatus(of, task, client))
  const missing = of.lesson.tasks.find(({ id }) => needed.includes(id) && !passes(id))
  if (missing) return missing.id
  return outcome.status === 'not-started' && outcome.task !== check.task ? outcome.task : undefined
}

/** The tasks with code that wait, by the earlier task that they wait for. */
export function waitingTasks(of: LessonResult, client: Client): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const task of of.lesson.tasks) {
    if (taskStatus(of, task, client) !== 'waiting') continue
    const waiting = ofTask(of, task.id, client).find((result) => statusOf(of, result) === 'waiting')
    const until = waiting && awaited(of, waiting)
    if (until) found.set(until, [...(found.get(until) ?? []), task.id])
  }
  return found
}

/** Where one task stands for one client; undefined when none of its checks was run. */
export function taskStatus(of: LessonResult, task: Task, client: Client): Status | undefined {
  return worst(ofTask(of, task.id, client).map((result) => statusOf(of, result)))
}

/** As {@link taskStatus}, without a look at the tasks that it needs. */
function ownStatus(of: LessonResult, task: string, client: Client): Status | undefined {
  return worst(ofTask(of, task, client).map(({ outcome }) => outcome.status))
}

function ofTask(of: LessonResult, task: string, client: Client): CheckResult[] {
  return of.results.filter((result) => result.client === client && result.check.task === task)
}

function worst(statuses: Status[]): Status | undefined {
  return statuses.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0]
}

/** The failures to be explained: core tasks first, in the order of tasks, then of clients. */
export function failures(of: LessonResult): CheckResult[] {
  const rank = (result: CheckResult) => {
    const task = of.lesson.tasks.findIndex((candidate) => candidate.id === result.check.task)
    const optional = of.lesson.tasks[task]?.optional ? 1000 : 0
    return optional + task + of.clients.indexOf(result.client) / 10
  }
  return of.results.filter((result) => statusOf(of, result) === 'failed').sort((a, b) => rank(a) - rank(b))
}

/** True when every core task passes, or is skipped, for every client that was checked. */
export function isGreen(of: LessonResult): boolean {
  const core = of.lesson.tasks.filter((task) => !task.optional)
  return (
    of.clients.length > 0 &&
    core.every((task) =>
      of.clients.every((client) => ['passed', 'skipped'].includes(taskStatus(of, task, client) ?? '')),
    )
  )
}
