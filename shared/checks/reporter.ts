import { relative, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node'
import { loadLesson } from '../workbook/catalogue.ts'
import { ROOT } from '../workbook/folders.mjs'
import { CLIENTS } from '../workbook/manifest.ts'
import { whereBlocked } from './blocked-thread.ts'
import type { CheckMeta } from './lesson-checks.ts'
import { watchPulse } from './pulse.ts'
import { lessonReport } from './report/lesson-report.ts'
import { ownTests } from './report/own-tests.ts'
import { recordResult } from './report/record.ts'
import { type CheckResult, type LessonResult, statusOf } from './report/result.ts'
import { touchedFiles } from './report/touched-files.ts'
import { collectResults } from './results-channel.ts'
import { blockedIn, stalledInVitest, withBlocked } from './stalled.ts'

/** Tells a run in the workbook's own way: lessons by task and client, the other tests by file. */
export default class WorkbookReporter implements Reporter {
  readonly #all = process.env.WORKBOOK_ALL === '1'
  /** Vitest's own view is shown; this reporter only keeps the progress, and ends endless loops. */
  readonly #raw = process.env.WORKBOOK_RAW === '1'
  #vitest!: Vitest
  #endWatch = () => {}
  readonly #modules = new Set<TestModule>()
  readonly #posted = collectResults()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#endWatch = watchPulse((thread) => void this.#stalled(thread))
  }

  onTestModuleCollected(module: TestModule): void {
    this.#modules.add(module)
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    this.#endWatch()
    this.#posted.close()
    const lessons: LessonResult[] = []
    const own: TestModule[] = []
    for (const module of modules) {
      const result = await lessonResult(module)
      if (result) lessons.push(result)
      else own.push(module)
    }
    for (const result of lessons) if (result.area === 'lessons') recordResult(result)
    if (this.#raw) return
    for (const result of lessons) console.log(`${lessonReport(result, this.#all)}\n`)
    if (own.length > 0) console.log(`${ownTests(own)}\n`)
    for (const error of errors) console.log(`✗ Outside any test: ${textOf(error, own.length > 0)}\n`)
    console.log(total(lessons, own, errors.length))
  }

  /** A blocked thread cannot go on, so this ends the run. */
  async #stalled(thread: number): Promise<void> {
    const at = await whereBlocked(thread)
    const text = stalledInVitest(this.#vitest, at)
    let told = false
    for (const module of this.#modules) {
      const posted = this.#posted.byFile.get(module.moduleId)
      const result = posted && (await lessonResult(module, posted.results))
      const begun = result && blockedIn(posted, at, result.lesson)
      if (!result || !begun) continue
      told = true
      console.log(`${lessonReport(withBlocked(result, begun, text), this.#all)}\n`)
    }
    if (!told) console.log(`✗ ${text}\n`)
    console.log('The rest of the run was given up.')
    process.exit(1)
  }
}

/** @param whole With the stack: for those who work on the workbook itself. */
function textOf(error: SerializedError, whole: boolean): string {
  return stripVTControlCharacters((whole && error.stack) || error.message || String(error))
}

/** The last line. Every machine that reads it looks for "passed" and "failed". */
function total(lessons: readonly LessonResult[], own: readonly TestModule[], errors: number): string {
  const states: string[] = [
    ...lessons.flatMap((of) => of.results.map((result) => statusOf(of, result))),
    ...own.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state)),
    ...own.flatMap((module) => (module.errors().length > 0 ? ['failed'] : [])),
  ]
  const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
  const parts = [`${count('passed')} passed`, `${count('failed', 'broken') + errors} failed`]
  if (count('skipped') > 0) parts.push(`${count('skipped')} skipped`)
  // A failure where nothing has been begun is none.
  if (count('not-started') > 0) parts.push(`${count('not-started')} not started`)
  return `Total: ${parts.join(', ')}`
}

/** @param posted What the checks have come to so far. Default: what the tests came to. */
async function lessonResult(module: TestModule, posted?: CheckResult[]): Promise<LessonResult | undefined> {
  const path = relative(ROOT, module.moduleId).split(sep)
  const [area, folder] = path
  if ((area !== 'lessons' && area !== 'solutions') || !folder || module.errors().length > 0) return undefined
  const lesson = await loadLesson(folder)
  const results =
    posted ?? [...module.children.allTests()].map(resultOf).filter((result) => result !== undefined)
  const clients = CLIENTS.filter((client) => results.some((result) => result.client === client))
  return {
    lesson,
    area,
    clients,
    results,
    touched: area === 'lessons' ? touchedFiles(lesson, clients) : new Map(),
  }
}

function resultOf(test: TestCase): CheckResult | undefined {
  const meta: CheckMeta | undefined = test.meta().workbook
  if (!meta) return undefined
  return { check: meta.about, client: meta.client, outcome: meta.outcome ?? withoutOutcome(test) }
}

/** A check that Vitest ended itself. */
function withoutOutcome(test: TestCase): CheckResult['outcome'] {
  const message = test.result().errors?.[0]?.message ?? 'it was not run'
  return { status: 'failed', message, timeline: [], output: [], ms: 0 }
}
