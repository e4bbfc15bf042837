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
import { touchedFiles } from './report/touched-files.ts'
import { stalled } from './stalled.ts'

/** Tells a run in the workbook's own way: lessons by task and client, the other tests by file. */
export default class WorkbookReporter implements Reporter {
  readonly #all = process.env.WORKBOOK_ALL === '1'
  #vitest!: Vitest
  #endWatch = () => {}
  readonly #modules = new Set<TestModule>()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#endWatch = watchPulse((thread) => void this.#stalled(thread))
  }

  onTestModuleCollected(module: TestModule): void {
    this.#modules.add(module)
  }

  async onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): Promise<void> {
    this.#endWatch()
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
    await this.#report(this.#modules)
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

async function lessonResult(module: TestModule): Promise<LessonResult | undefined> {
  const path = relative(ROOT, module.moduleId).split(sep)
  const [area, folder] = path
  if ((area !== 'lessons' && area !== 'solutions') || !folder || module.errors().length > 0) return undefined
  const lesson = await loadLesson(folder)
  const results: CheckResult[] = []
  for (const test of module.children.allTests()) {
    const result = resultOf(test)
    if (result) results.push(result)
  }
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
  if (!meta?.outcome) return undefined
  return { check: meta.about, client: meta.client, outcome: meta.outcome }
}
