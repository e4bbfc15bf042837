import type { Lesson, Task } from '#shared/core/manifest.ts'
import { assertExports } from './assert-exports.ts'
import type { Check } from './check.ts'
import type { CheckEnvironment } from './check-context.ts'
import { loadErrorText } from './load-error.ts'
import type { Outcome } from './outcome.ts'
import { runCheck } from './run-check.ts'

/** Takes an error that came after its check had ended. */
export type Late = (
  check: Pick<Check, 'id' | 'task' | 'title'>,
  text: string,
  cause: string | undefined,
) => void

/** So many quick checks run at a time: while one waits for Redis, another has something to do. */
const SIDE_BY_SIDE = 2
/** After so many turns the next check begins, though the one before it has not ended. */
const PATIENCE_TURNS = 10
/** How long a turn takes where nothing else is to be done, in milliseconds. */
const TURN_MS = 10

/** What {@link LessonRun} may be told besides. */
export interface LessonRunOptions {
  /** Is called when a check begins. */
  readonly begin?: (check: Check<never>) => void
  /** Takes errors that come after their check. */
  readonly late?: Late
  /** Is called when all have ended but those that wait for reconnects, with those of them that still run. */
  readonly nearly?: (waiting: readonly Check<never>[]) => void
  /** Given if the code is the learner's: tasks that haven't been begun; their checks are not run. */
  readonly notBegun?: ReadonlySet<string>
}

/**
 * The checks of one lesson on one client's code, in one run. A check whose task needs another task is given up as
 * soon as that other task is seen not to pass: it could only fail for the same reason.
 */
export class LessonRun<C> {
  readonly #lesson: Lesson<C>
  readonly #loaded: Promise<{ subject: C } | { error: unknown }>
  readonly #options: LessonRunOptions
  /** Aborted with the task's id when one of its checks does not pass. */
  readonly #missed = new Map<string, AbortController>()

  /** @param load Imports the code. Errors of it break all checks of this run, and no other. */
  constructor(lesson: Lesson<C>, load: () => Promise<C>, options: LessonRunOptions = {}) {
    this.#lesson = lesson
    this.#options = options
    this.#loaded = load().then(
      (subject) => ({ subject: assertExports(subject) }),
      (error: unknown) => ({ error }),
    )
    for (const task of lesson.tasks) this.#missed.set(task.id, new AbortController())
  }

  /**
   * Runs checks: those that wait begin at once, the others run two at a time. More would only take each other's time,
   * because most of their work is for the processor. A slow check doesn't hold up the others.
   *
   * @param done Takes each outcome as soon as it is there.
   * @returns Resolves when all have ended; it never rejects.
   */
  async all(
    checks: readonly Check<C>[],
    env: CheckEnvironment,
    done: (check: Check<C>, outcome: Outcome) => void,
  ): Promise<void> {
    const waiting = new Set(checks.filter((check) => check.needsReconnect))
    const run = async (check: Check<C>) => {
      const outcome = await this.run(check, env)
      waiting.delete(check)
      done(check, outcome)
    }
    const slow = [...waiting].map(run)
    const running: Promise<void>[] = []
    const quick = checks.filter((one) => !one.needsReconnect).values()
    const lane = async () => {
      for (const check of quick) {
        const ended = run(check)
        running.push(ended)
        await Promise.race([ended, lastMoment()])
      }
    }
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane))
    await Promise.all(running)
    if (waiting.size > 0) this.#options.nearly?.([...waiting])
    await Promise.all(slow)
  }

  /** Runs one check. It never rejects. */
  async run(check: Check<C>, env: CheckEnvironment): Promise<Outcome> {
    const loaded = await this.#loaded
    const outcome = await this.#outcome(check, env, loaded)
    if (outcome.status === 'failed' || outcome.status === 'not-started') {
      this.#missed.get(check.task)?.abort(check.task)
    }
    return outcome
  }

  async #outcome(
    check: Check<C>,
    env: CheckEnvironment,
    loaded: { subject: C } | { error: unknown },
  ): Promise<Outcome> {
    const nothing = { timeline: [], output: [], ms: 0 }
    if ('error' in loaded) return { status: 'broken', message: loadErrorText(loaded.error), ...nothing }
    if (this.#options.notBegun?.has(check.task))
      return { status: 'not-started', task: check.task, ...nothing }
    const needed = neededBy(this.#lesson, check.task).map((task) => this.#missed.get(task)?.signal)
    const signal = AbortSignal.any(needed.filter((one) => one !== undefined))
    const { begin, late, notBegun } = this.#options
    begin?.(check)
    const options = { signal, learners: notBegun !== undefined, ...(late && { late }) }
    return runCheck(check, async () => loaded.subject, env, options)
  }
}

/**
 * Resolves after a while in which there was little to do: on a busy machine a check gets more of it. Else all
 * checks would soon run at the same time, and each would take as long as all of them.
 */
async function lastMoment(): Promise<void> {
  for (let turn = 0; turn < PATIENCE_TURNS; turn++) {
    await new Promise((resolve) => setTimeout(resolve, TURN_MS))
  }
}

/** All tasks that a task needs, also by way of others. */
export function neededBy(lesson: { readonly tasks: readonly Task[] }, task: string): string[] {
  const direct = lesson.tasks.find(({ id }) => id === task)?.needs ?? []
  return [...new Set(direct.flatMap((id) => [id, ...neededBy(lesson, id)]))]
}
