import { relative, sep } from 'node:path'
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node'
import { loadLesson } from '../workbook/catalogue.ts'
import { ROOT } from '../workbook/folders.mjs'
import { CLIENTS } from '../workbook/manifest.ts'
import type { CheckMeta } from './lesson-checks.ts'
import { watchPulse } from './pulse.ts'
import { lessonReport } from './report/lesson-report.ts'
import { ownTests } from './report/own-tests.ts'
import { recordResult } from './report/record.ts'
import { type CheckResult, type LessonResult, statusOf } from './report/result.ts'
import { table } from './report/table.ts'
import { touchedFiles } from './report/touched-files.ts'
import { collectResults } from './results-channel.ts'
import { stalled } from './stalled.ts'

/** Tells a run in the workbook's own way: lessons by task and client, the other tests by file. */
export default class WorkbookReporter implements Reporter {
  readonly #all = process.env.WORKBOOK_ALL === '1'
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
    const lessons = await this.#report(modules)
    for (const error of errors) console.log(`✗ Outside any test: ${error.stack ?? error.message}\n`)
    console.log(total(modules, lessons, errors.length))
  }

  async #report(modules: Iterable<TestModule>): Promise<LessonResult[]> {
    const lessons: LessonResult[] = []
    const own: TestModule[] = []
    for (const module of modules) {
      const result = await lessonResult(module)
      if (result) {
        lessons.push(result)
        console.log(`${lessonReport(result, this.#all)}\n`)
        if (result.area === 'lessons') recordResult(result)
      } else own.push(module)
    }
    if (own.length > 0) console.log(`${ownTests(own)}\n`)
    return lessons
  }

  /** A blocked thread cannot go on, so this ends the run. */
  async #stalled(thread: number): Promise<void> {
    const where = await stalled(this.#vitest, thread)
    for (const module of this.#modules) {
      const posted = this.#posted.byFile.get(module.moduleId)
      const result = posted && (await lessonResult(module, posted))
      if (result) console.log(`${table(result)}\n`)
    }
    console.log(where)
    process.exit(1)
  }
}

/** The last line. Every machine that reads it looks for "passed" and "failed". */
function total(modules: readonly TestModule[], lessons: readonly LessonResult[], errors: number): string {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const inState = (state: string) => tests.filter((test) => test.result().state === state)
  // A failure where nothing has been begun is none.
  const notStarted = lessons.flatMap((of) =>
    of.results.filter((one) => statusOf(of, one) === 'not-started'),
  ).length
  const broken = modules.filter((module) => module.errors().length > 0).length
  const parts = [
    `${inState('passed').length} passed`,
    `${inState('failed').length - notStarted + broken + errors} failed`,
  ]
  if (inState('skipped').length > 0) parts.push(`${inState('skipped').length} skipped`)
  if (notStarted > 0) parts.push(`${notStarted} not started`)
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
