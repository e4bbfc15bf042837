import { relative, sep } from 'node:path'
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from 'vitest/node'
import { loadLesson } from '../workbook/catalogue.ts'
import { ROOT } from '../workbook/folders.mjs'
import { CLIENTS, type Client, type Lesson } from '../workbook/manifest.ts'
import { recordRun } from '../workbook/progress.ts'
import { type Touched, touched } from '../workbook/untouched.ts'
import type { CheckMeta } from './lesson-checks.ts'
import { watchPulse } from './pulse.ts'
import { lessonReport } from './report/lesson-report.ts'
import { ownTests } from './report/own-tests.ts'
import { type CheckResult, type LessonResult, statusOf, taskStatus } from './report/result.ts'
import { stalled } from './stalled.ts'

/** Tells a run in the workbook's own way: lessons by task and client, the other tests by file. */
export default class WorkbookReporter implements Reporter {
  readonly #all = process.env.WORKBOOK_ALL === '1'
  #vitest!: Vitest
  #endWatch = () => {}
  readonly #modules = new Set<TestModule>()

  onInit(vitest: Vitest): void {
    this.#vitest = vitest
    this.#endWatch = watchPulse(() => void this.#stalled())
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
        if (result.area === 'lessons') record(result)
      } else own.push(module)
    }
    if (own.length > 0) console.log(`${ownTests(own)}\n`)
    return lessons
  }

  /** A blocked thread cannot go on, so this ends the run. */
  async #stalled(): Promise<void> {
    const where = await stalled(this.#vitest)
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

function touchedFiles(lesson: Lesson, clients: readonly Client[]): Map<Client, Touched> {
  const found = new Map<Client, Touched>()
  for (const client of clients) {
    const file = lesson.files.find((candidate) => candidate.client === client) ?? lesson.files[0]
    if (file) found.set(client, touched(lesson, file.name))
  }
  return found
}

function record(of: LessonResult): void {
  const results = of.lesson.tasks.flatMap((task) =>
    of.clients.flatMap((client) => {
      const status = taskStatus(of, task, client)
      return status ? [{ task: task.id, client, status }] : []
    }),
  )
  recordRun(of.lesson, results)
}
