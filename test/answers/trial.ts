import { existsSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, vi } from 'vitest'
import type { Check, Outcome } from '../../shared/checks/check.ts'
import { attribute } from '../../shared/checks/context.ts'
import { BOUND_MS, openEnvironment } from '../../shared/checks/environment.ts'
import type { CheckEnvironment } from '../../shared/checks/kit.ts'
import { LessonRun } from '../../shared/checks/lesson-run.ts'
import { runCheck } from '../../shared/checks/run-check.ts'
import { factsOf, type ServerFacts } from '../../shared/checks/server-facts.ts'
import type { OwnServer } from '../../shared/redis/server.ts'
import { startOwn } from '../../shared/redis/start.ts'
import { loadLesson } from '../../shared/workbook/catalogue.ts'
import { lessonFolders, ROOT } from '../../shared/workbook/folders.mjs'
import { type Client, folderOf, type Lesson } from '../../shared/workbook/manifest.ts'
import { loadAdapter, loadFrom } from './compose.ts'

/** A check and how it ended. */
export interface Verdict {
  readonly check: Check
  readonly outcome: Outcome
}

/** The lessons that have checks. That every lesson has, is looked at elsewhere. */
export async function lessonsOnTrial(): Promise<Lesson[]> {
  const has = (folder: string, name: string) => existsSync(`${ROOT}lessons/${folder}/workbook/${name}`)
  const folders = lessonFolders().filter((folder) => has(folder, 'lesson.ts') && has(folder, 'checks.ts'))
  return Promise.all(folders.map((folder) => loadLesson(folder)))
}

/** How many checks of one file run at the same time, when whole lessons are checked. */
const WIDTH = 8
/**
 * How many times longer than usual a condition may take where it is not the time that is on trial: what else the
 * machine has to do is not the code's fault.
 */
const PATIENCE = 4
/** The same for starters, which have to fail: most of their time goes by while a check waits for what never comes. */
const IMPATIENCE = 0.5
/** With so much work for each processor, a verdict about time says nothing. The trials alone make about two. */
const OVERLOADED = 3
/** So long a check may take until it has failed, on a machine at rest, in milliseconds. */
const LONGEST_FAILURE_MS = 10_000

/**
 * How long all checks of a lesson may take together, on a machine that has much else to do, in milliseconds. Each of
 * them has its own limit.
 */
export const WHOLE_LESSON_MS = 180_000

/** Runs checks on code in any folder, as `npm test` does it, but without a Vitest test for each of them. */
export class Trials {
  /** Errors that belong to no check. */
  readonly orphans: string[] = []
  /** What went past the checks to the terminal. */
  readonly printed: string[] = []
  #env!: ReturnType<typeof openEnvironment>
  /** A wrong answer may listen to all channels; whoever counts listeners in another file would count it too. */
  #own: OwnServer | undefined
  readonly #turns = new Turns(WIDTH)
  /** Whether a check passes the lesson's solution with a learner's bound, by client and check. */
  readonly #fair = new Map<string, Promise<boolean>>()

  /** To be called where a test file describes its tests. */
  constructor() {
    let over = false
    beforeAll(async () => {
      const log = console.log
      vi.spyOn(console, 'log').mockImplementation((...args: unknown[]) => {
        this.printed.push(args.join(' '))
        log(...args)
      })
      attribute((error, what) => {
        if (!over) this.orphans.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`)
      })
      const ofTheRun = inject('server')
      if (isProgramOfOurs(ofTheRun)) this.#own = await startOwn({ prefer: 'server' })
      this.#env = openEnvironment(this.#own ? factsOf(this.#own) : ofTheRun)
    })
    afterAll(async () => {
      // What wrong answers have left open complains from now on, until the thread ends.
      over = true
      await this.#env.close()
      await this.#own?.stop()
    })
  }

  /** How long a condition may take for code that has to pass when something else is on trial than time. */
  get patientBound(): number {
    return this.#env.bound * PATIENCE
  }

  /** The same for code that has to fail, where a learner's time is not on trial. */
  get impatientBound(): number {
    return this.#env.bound * IMPATIENCE
  }

  /** So long a check may take until it has failed, on this machine as busy as it is, in milliseconds. */
  get longestFailureMs(): number {
    return LONGEST_FAILURE_MS * Math.max(1, this.#env.bound / BOUND_MS)
  }

  /**
   * Runs one check alone, on what it has to reject: with a learner's bound where the solution passes it with the same,
   * and else with as much as right code has. On a busy machine a check fails for lack of time, whatever it is given,
   * and then it has rejected nothing.
   */
  async one(lesson: Lesson, client: Client, folder: string, check: Check): Promise<Verdict> {
    const outcome = await this.#tried(lesson, client, folder, check, BOUND_MS)
    if (outcome.status !== 'failed' || (await this.#isFair(lesson, client, check))) return { check, outcome }
    return { check, outcome: await this.#tried(lesson, client, folder, check, this.patientBound) }
  }

  /**
   * Runs checks side by side on what they have to accept, with a learner's bound: what is right for a patient trial
   * alone would be wrong for a learner. One that fails is run once more by itself, and on an overloaded machine with
   * patience.
   */
  async allForLearners(
    lesson: Lesson,
    client: Client,
    folder: string,
    checks: readonly Check[],
  ): Promise<{ verdicts: Verdict[]; late: string[] }> {
    const { verdicts, late } = await this.all(lesson, client, folder, checks, () => BOUND_MS)
    for (const [index, { check, outcome }] of verdicts.entries()) {
      // One that was given up because an earlier task had failed has its turn as well.
      if (outcome.status !== 'failed' && outcome.status !== 'not-started') continue
      let again = await this.#tried(lesson, client, folder, check, BOUND_MS)
      if (again.status === 'failed' && isOverloaded())
        again = await this.#tried(lesson, client, folder, check, this.patientBound)
      verdicts[index] = { check, outcome: again }
    }
    return { verdicts, late }
  }

  #isFair(lesson: Lesson, client: Client, check: Check): Promise<boolean> {
    const key = `${client} ${check.id}`
    let fair = this.#fair.get(key)
    if (!fair) {
      const solution = join(ROOT, 'solutions', folderOf(lesson))
      fair = this.#tried(lesson, client, solution, check, BOUND_MS).then(({ status }) => status === 'passed')
      this.#fair.set(key, fair)
    }
    return fair
  }

  #tried(lesson: Lesson, client: Client, folder: string, check: Check, bound: number): Promise<Outcome> {
    const subject = () => lesson.load(client, loadFrom(folder), loadAdapter)
    return runCheck(check, subject, this.#within(bound))
  }

  /**
   * Runs checks side by side, as one run of `npm test` does it.
   *
   * @param bound How long a condition may take, by check. Default: {@link Trials.patientBound}.
   * @returns How each ended, and errors that came after the end of their check.
   */
  async all(
    lesson: Lesson,
    client: Client,
    folder: string,
    checks: readonly Check[],
    bound: (check: Check) => number = () => this.patientBound,
  ): Promise<{ verdicts: Verdict[]; late: string[] }> {
    const late: string[] = []
    const run = new LessonRun(lesson, () => lesson.load(client, loadFrom(folder), loadAdapter), {
      late: (check, text) => late.push(`${check.id}: ${text}`),
    })
    const verdicts = await Promise.all(
      checks.map((check) =>
        this.#turns.take(
          async () =>
            ({ check, outcome: await run.run(check, this.#within(bound(check))) }) satisfies Verdict,
        ),
      ),
    )
    // What comes late comes with what Redis sends, and so before its answer.
    await this.#env.redis.ping()
    return { verdicts, late }
  }

  #within(bound: number): CheckEnvironment {
    const { server, redis, pool } = this.#env
    return { server, redis, pool, bound }
  }
}

/** An embedded server belongs into a thread that has nothing else to do, and one given by URL is the only one. */
function isProgramOfOurs({ can }: ServerFacts): boolean {
  return can.includes('restart') && can.includes('introspection')
}

/** Whether others use this machine so much that nothing can be said about time. */
function isOverloaded(): boolean {
  return (loadavg()[0] ?? 0) / availableParallelism() >= OVERLOADED
}

/** Lets a few work at a time, in the order in which they came. */
class Turns {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(width: number) {
    this.#free = width
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#free--
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}

/** Fails with the whole story of each check that did not pass. */
export function expectAllPassed(verdicts: readonly Verdict[]): void {
  const failed = verdicts.filter(({ outcome }) => outcome.status !== 'passed')
  if (failed.length > 0) expect.fail(failed.map(tell).join('\n'))
}

/** A check that did not pass, with its reason and what had happened. */
export function tell({ check, outcome }: Verdict): string {
  const reason = outcome.message ?? (outcome.task ? `task ${outcome.task}` : '')
  const timeline = outcome.timeline.map(({ at, text }) => `\n    ${at.toFixed(0)} ms ${text}`)
  return `${check.id} ${outcome.status}: ${reason}${timeline.join('')}`
}
