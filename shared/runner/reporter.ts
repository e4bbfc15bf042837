import { relative, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node'
import { OUTSIDE } from '#shared/checks/errors-after-check.ts'
import { ADAPTER_LESSON } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS, type Lesson } from '#shared/core/manifest.ts'
import { print } from '#shared/core/terminal.mjs'
import { starterStatuses } from '#shared/core/touched-files.ts'
import { type BlockedAt, whereBlocked } from '#shared/isolate/blocked-thread.ts'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { makeSureOfServers } from '#shared/redis/server-watch.ts'
import { blockedIn, stalledInVitest, withBlocked } from './blocked-files.ts'
import type { CheckMeta } from './lesson-checks.ts'
import { withDiagrams } from './report/diagram-file.ts'
import { lessonReport } from './report/lesson-report.ts'
import { ownAdapter } from './report/own-adapter.ts'
import { errorsBeside, ownTests } from './report/own-tests.ts'
import { recordResult } from './report/record.ts'
import type { CheckResult, LessonResult } from './report/result.ts'
import { total } from './report/total.ts'
import { collectResults } from './results-channel.ts'

const OUT_OF_MEMORY =
  'The code has used up the memory of its thread, so it was stopped. Does it keep adding to an array or a Map?\nThis may have begun in an earlier check.'

/** Tells a run in the workbook's own way: lessons by task and client, the other tests by file. */
export default class WorkbookReporter implements Reporter {
  readonly #all = process.env.WORKBOOK_ALL === '1'
  /** Vitest's own view is shown; this reporter only keeps the progress, and ends infinite loops. */
  readonly #raw = process.env.WORKBOOK_RAW === '1'
  #vitest!: Vitest
  #endWatch = () => {}
  readonly #modules = new Set<TestModule>()
  readonly #posted = collectResults()
  /** The manifests of the lessons that are tested. */
  readonly #lessons = new Map<string, Promise<Lesson>>()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#endWatch = watchHeartbeat((thread) => void this.#stalled(thread))
    // Vitest 4.1 tells of a thread without memory first in the errors of the run, and then once more, when it no longer
    // listens.
    process.on('uncaughtException', (error) => {
      if (error.message !== 'Worker exited unexpectedly') throw error
    })
  }

  /** Early: while the thread of the tests is getting ready, this one has nothing else to do. */
  onTestModuleQueued(module: TestModule): void {
    const place = placeOf(module)
    // Told when it is needed.
    if (place) this.#load(place.folder).catch(() => {})
  }

  onTestModuleCollected(module: TestModule): void {
    this.#modules.add(module)
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    this.#endWatch()
    if (errors.some(isOutOfMemory)) return await this.#giveUp(OUT_OF_MEMORY)
    this.#posted.close()
    await makeSureOfServers()
    const lessons: LessonResult[] = []
    const own: TestModule[] = []
    for (const module of modules) {
      const result = await this.#result(module)
      if (result) lessons.push(result)
      else own.push(module)
    }
    for (const result of lessons) if (result.area === 'lessons') recordResult(result)
    if (this.#raw) return
    for (const result of lessons) {
      console.log(`${lessonReport(withDiagrams(result, this.#all), this.#all)}\n`)
    }
    if (own.length > 0) console.log(`${ownTests(own)}\n`)
    for (const error of errors) console.log(`✗ Outside any test: ${textOf(error, own.length > 0)}\n`)
    print(total(lessons, statesOf(own), errors.length))
  }

  #load(folder: string): Promise<Lesson> {
    let lesson = this.#lessons.get(folder)
    if (!lesson) {
      // Node alone cannot import TypeScript, and this file may have been compiled beforehand.
      lesson = loadLesson(folder, ROOT, (path) => this.#vitest.import(path))
      this.#lessons.set(folder, lesson)
    }
    return lesson
  }

  /** @param posted What the checks have come to so far. Default: what the tests came to. */
  async #result(module: TestModule, posted?: CheckResult[]): Promise<LessonResult | undefined> {
    const place = placeOf(module)
    if (!place || module.errors().length > 0) return undefined
    const lesson = await this.#load(place.folder)
    const results =
      posted ??
      [...module.children.allTests()]
        .map((test) => resultOf(test, lesson))
        .filter((result) => result !== undefined)
    const clients = CLIENTS.filter((client) => results.some((result) => result.client === client))
    const onOwn = process.env.WORKBOOK_OWN === '1' && place.area === 'lessons'
    const builtOn = onOwn ? ownAdapter(lesson, await this.#load(ADAPTER_LESSON), clients) : undefined
    return {
      lesson,
      area: place.area,
      clients,
      results,
      starters: place.area === 'lessons' ? starterStatuses(lesson, clients) : new Map(),
      ...(builtOn && { ownAdapter: builtOn }),
    }
  }

  /** A blocked thread cannot go on, so this ends the run. */
  async #stalled(thread: number): Promise<void> {
    const at = await whereBlocked(thread)
    await this.#giveUp(stalledInVitest(this.#vitest, at), at)
  }

  /** Tells what its code did to a thread, under the check that it did it in, and ends the run. */
  async #giveUp(text: string, at?: BlockedAt): Promise<void> {
    let told = false
    for (const module of this.#modules) {
      const posted = this.#posted.byFile.get(module.moduleId)
      const result = posted && (await this.#result(module, posted.results))
      const begun = result && blockedIn(posted, at, result.lesson)
      if (!result || !begun) continue
      told = true
      console.log(`${lessonReport(withBlocked(result, begun, text), this.#all)}\n`)
    }
    if (!told) print(`✗ ${text}\n`)
    print('The rest of the run was skipped.')
    process.exit(1)
  }
}

function isOutOfMemory({ cause }: SerializedError): boolean {
  return (cause as NodeJS.ErrnoException | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

/** @param whole With the stack: for those who work on the workbook itself. */
function textOf(error: SerializedError, whole: boolean): string {
  return stripVTControlCharacters((whole && error.stack) || error.message || String(error))
}

/** Of the tests that belong to no lesson; an error beside them counts as a failure. */
function statesOf(own: readonly TestModule[]): string[] {
  return own.flatMap((module) => [
    ...[...module.children.allTests()].map((test) => test.result().state),
    ...errorsBeside(module).map(() => 'failed'),
  ])
}

/** Which lesson a module belongs to, and whether it runs the learner's code. */
function placeOf(module: TestModule): { area: 'lessons' | 'solutions'; folder: string } | undefined {
  const [area, folder] = relative(ROOT, module.moduleId).split(sep)
  return (area === 'lessons' || area === 'solutions') && folder ? { area, folder } : undefined
}

function resultOf(test: TestCase, lesson: Lesson): CheckResult | undefined {
  const meta: CheckMeta | undefined = test.meta().workbook
  if (!meta) return test.result().state === 'failed' ? besideChecks(test, lesson) : undefined
  return { check: meta.about, client: meta.client, outcome: meta.outcome ?? withoutOutcome(test) }
}

/** A failure that belongs to no check: without it, a run could fail and not say why. */
function besideChecks(test: TestCase, lesson: Lesson): CheckResult | undefined {
  const client = CLIENTS.find((name) => test.fullName.startsWith(name))
  const task = lesson.tasks[0]?.id
  if (!client || !task) return undefined
  return { check: { id: OUTSIDE, task, title: test.name }, client, outcome: withoutOutcome(test) }
}

/** A check that Vitest ended itself. */
function withoutOutcome(test: TestCase): CheckResult['outcome'] {
  const message = test.result().errors?.[0]?.message ?? 'it was not run'
  return { status: 'failed', message, timeline: [], output: [], ms: 0 }
}
