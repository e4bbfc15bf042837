import { existsSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, vi } from 'vitest'
import { captureUnhandled } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { BOUND_MS, openEnvironment } from '#shared/checks/environment.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import type { OwnServer } from '#shared/redis/server.ts'
import { type ServerInfo, serverInfoOf } from '#shared/redis/server-info.ts'
import { startOwn } from '#shared/redis/start.ts'
import { loadAdapter, loadFrom } from './build.ts'
import { Lanes } from './lanes.ts'

/** A check and how it ended. */
export interface Verdict {
  readonly check: Check
  readonly outcome: Outcome
}

/** An error that came after the end of its check. */
export interface Late {
  /** The check. */
  readonly id: string
  readonly text: string
}

/** How checks ended, and what came late. */
export interface Verdicts {
  readonly verdicts: readonly Verdict[]
  readonly late: readonly Late[]
}

/** The lessons that have checks. That every lesson has, is looked at elsewhere. */
export async function lessonsWithChecks(): Promise<Lesson[]> {
  const has = (folder: string, name: string) => existsSync(`${ROOT}lessons/${folder}/workbook/${name}`)
  const folders = lessonFolders().filter((folder) => has(folder, 'lesson.ts') && has(folder, 'checks.ts'))
  return Promise.all(folders.map((folder) => loadLesson(folder)))
}

/**
 * How many times longer than usual a condition may take where it is not the time that is on trial: what else the
 * machine has to do is not the code's fault.
 */
const PATIENCE = 4
/** The same for starters, which have to fail: most of their time goes by while a check waits for what never comes. */
const IMPATIENCE = 0.5
/** With so much work for each processor, a verdict about time says nothing. The trials alone make about two. */
const OVERLOADED = 3

/** A test waits for its turn, and each of its checks has its own limit. This one is for a fault in the trials. */
export const LAST_RESORT_MS = 1_800_000

/** Runs checks on code in any folder, as `npm test` does it, but without a Vitest test for each of them. */
export class CheckRunner {
  /** Errors that belong to no check. */
  readonly orphans: string[] = []
  /** What went past the checks to the terminal. */
  readonly printed: string[] = []
  #env!: ReturnType<typeof openEnvironment>
  /** A wrong answer may listen to all channels; whoever counts listeners in another file would count it too. */
  #own: OwnServer | undefined
  readonly #lanes = new Lanes()
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
      captureUnhandled((error, what) => {
        if (!over) this.orphans.push(`${what}: ${error instanceof Error ? error.stack : String(error)}`)
      })
      const ofTheRun = inject('server')
      if (isProgramOfOurs(ofTheRun)) this.#own = await startOwn({ prefer: 'server' })
      this.#env = openEnvironment(this.#own ? serverInfoOf(this.#own) : ofTheRun)
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

  /**
   * Runs one check on what it has to reject: with a learner's bound where the solution passes it with the same, and else
   * with as much as right code has. On a busy machine a check fails for lack of time, whatever it is given, and then it
   * has rejected nothing.
   */
  async one(lesson: Lesson, client: Client, folder: string, check: Check): Promise<Verdict> {
    const run = this.#runOf(lesson, client, folder)
    const verdict = await this.#tried(run, check, BOUND_MS)
    if (verdict.outcome.status !== 'failed' || (await this.#isFair(lesson, client, check))) return verdict
    return this.#tried(run, check, this.patientBound)
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
  ): Promise<Verdicts> {
    const first = await this.all(lesson, client, folder, checks, () => BOUND_MS)
    const accepted = ({ outcome }: Verdict) => outcome.status !== 'failed' && outcome.status !== 'not-started'
    const late = first.late.filter(({ id }) =>
      first.verdicts.some((one) => one.check.id === id && accepted(one)),
    )
    const verdicts: Verdict[] = []
    for (const verdict of first.verdicts) {
      const { check } = verdict
      if (accepted(verdict)) {
        verdicts.push(verdict)
        continue
      }
      // One that was given up because an earlier task had failed has its turn as well.
      const alone = (bound: number) =>
        this.#tried(this.#runOf(lesson, client, folder, late), check, bound, true)
      let again = await alone(BOUND_MS)
      if (again.outcome.status === 'failed' && isOverloaded()) again = await alone(this.patientBound)
      verdicts.push(again)
    }
    await this.#env.redis.ping()
    return { verdicts, late }
  }

  #isFair(lesson: Lesson, client: Client, check: Check): Promise<boolean> {
    const key = `${client} ${check.id}`
    let fair = this.#fair.get(key)
    if (!fair) {
      const run = this.#runOf(lesson, client, join(ROOT, 'solutions', folderOf(lesson)))
      fair = this.#tried(run, check, BOUND_MS).then(({ outcome }) => outcome.status === 'passed')
      this.#fair.set(key, fair)
    }
    return fair
  }

  /**
   * Runs checks side by side, as one run of `npm test` does it.
   *
   * @param bound How long a condition may take, by check. Default: {@link CheckRunner.patientBound}.
   */
  async all(
    lesson: Lesson,
    client: Client,
    folder: string,
    checks: readonly Check[],
    bound: (check: Check) => number = () => this.patientBound,
  ): Promise<Verdicts> {
    const late: Late[] = []
    const run = this.#runOf(lesson, client, folder, late)
    const verdicts = await Promise.all(checks.map((check) => this.#tried(run, check, bound(check))))
    // What comes late comes with what Redis sends, and so before its answer.
    await this.#env.redis.ping()
    return { verdicts, late }
  }

  #runOf(lesson: Lesson, client: Client, folder: string, late: Late[] = []): LessonRun<unknown> {
    return new LessonRun(lesson, () => lesson.load(client, loadFrom(folder), loadAdapter), {
      late: ({ id }, text) => late.push({ id, text }),
    })
  }

  async #tried(run: LessonRun<unknown>, check: Check, bound: number, alone = false): Promise<Verdict> {
    const outcome = await this.#lanes.run(() => run.run(check, this.#within(bound)), { alone })
    return { check, outcome }
  }

  #within(bound: number): CheckEnvironment {
    const { server, redis, pool } = this.#env
    return { server, redis, pool, bound }
  }
}

/** An embedded server belongs into a thread that has nothing else to do, and one given by URL is the only one. */
function isProgramOfOurs({ can }: ServerInfo): boolean {
  return can.includes('restart') && can.includes('introspection')
}

/** Whether others use this machine so much that nothing can be said about time. */
function isOverloaded(): boolean {
  return (loadavg()[0] ?? 0) / availableParallelism() >= OVERLOADED
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
