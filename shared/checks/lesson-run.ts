import type { Lesson, Task } from '../workbook/manifest.ts'
import type { Check, Outcome } from './check.ts'
import type { CheckEnvironment } from './kit.ts'
import { loadErrorText } from './load-error.ts'
import { runCheck } from './run-check.ts'

/** Takes an error that came after its check had ended. */
export type Late = (check: Pick<Check, 'id' | 'task' | 'title' | 'misconception'>, text: string) => void

/**
 * The checks of one lesson on one client's code, in one run. A check whose task needs another task is given up as
 * soon as that other task is seen not to pass: it could only fail for the same reason.
 */
export class LessonRun<C> {
  readonly #lesson: Lesson<C>
  readonly #loaded: Promise<{ subject: C } | { error: unknown }>
  readonly #late: Late
  /** Aborted with the task's id when one of its checks does not pass. */
  readonly #missed = new Map<string, AbortController>()

  /**
   * @param load Imports the code. Errors of it break all checks of this run, and no other.
   * @param late Takes errors that come after their check.
   */
  constructor(lesson: Lesson<C>, load: () => Promise<C>, late: Late = () => {}) {
    this.#lesson = lesson
    this.#late = late
    this.#loaded = load().then(
      (subject) => ({ subject }),
      (error: unknown) => ({ error }),
    )
    for (const task of lesson.tasks) this.#missed.set(task.id, new AbortController())
  }

  /** Runs one check. It never rejects. */
  async run(check: Check<C>, env: CheckEnvironment): Promise<Outcome> {
    const loaded = await this.#loaded
    if ('error' in loaded) {
      const message = loadErrorText(loaded.error)
      return { status: 'broken', message, timeline: [], output: [], ms: 0 }
    }
    const needed = neededBy(this.#lesson, check.task).map((task) => this.#missed.get(task)?.signal)
    const signal = AbortSignal.any(needed.filter((one) => one !== undefined))
    const outcome = await runCheck(check, async () => loaded.subject, env, { late: this.#late, signal })
    if (outcome.status === 'failed' || outcome.status === 'not-started')
      this.#missed.get(check.task)?.abort(check.task)
    return outcome
  }
}

/** All tasks that a task needs, also by way of others. */
export function neededBy(lesson: { readonly tasks: readonly Task[] }, task: string): string[] {
  const direct = lesson.tasks.find(({ id }) => id === task)?.needs ?? []
  return [...new Set(direct.flatMap((id) => [id, ...neededBy(lesson, id)]))]
}
