/**
 * A player's thread: it plays and checks one client's code, once. All of it that can be loaded before the job is
 * known is loaded before, so that a job begins at once.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { assertExports } from '#shared/checks/assert-exports.ts'
import { captureUnhandled, runInScope, type Scope, strayText } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import { type openEnvironment as Open, openEnvironment } from '#shared/checks/environment.ts'
import { ErrorsAfterCheck } from '#shared/checks/errors-after-check.ts'
import { describe, Failure } from '#shared/checks/failure.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import { loadErrorText } from '#shared/checks/load-error.ts'
import { cacheNodeRedisClasses } from '#shared/checks/node-redis-class-cache.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import { frameOf } from '#shared/checks/stack.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { deferred } from '#shared/core/deferred.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import type { From, Lesson } from '#shared/core/manifest.ts'
import type { StarterStatus } from '#shared/core/starter-status.ts'
import { starterStatuses } from '#shared/core/touched-files.ts'
import type { DiagramEvent } from '#shared/diagram/types.ts'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { type Scenario, ScenarioContext } from '#shared/testbed/scenario-context.ts'
import type { CheckResult } from '../report/result.ts'
import type { PlayEnd, Role, WorkerEvent, WorkerOptions } from './messages.ts'

type Environment = ReturnType<typeof Open>

/** How long closing may take after the scenario, in milliseconds. */
const CLOSING_MS = 400

const port = parentPort
if (!port) throw new Error('This file only runs as a worker thread.')
const tell = (told: WorkerEvent) => port.postMessage(told)

const { folder, client, part, early } = workerData as Role
await Promise.all([
  client === 'node-redis' ? readyNodeRedis() : import('ioredis'),
  // Reads the starters and their regions for the first time, which takes ten times as long as later.
  loadLesson(folder).then((lesson) => starterStatuses(lesson, [client])),
  part === 'play' ? scenarioOf(folder) : checksOf(folder),
])
port.once('message', (job: WorkerOptions) => {
  work(job).then(
    () => tell({ what: 'done' }),
    (error: unknown) => tell({ what: 'crashed', message: (error as Error).stack ?? String(error) }),
  )
})
// As in a test: it fails where it is called, and what comes after it is run.
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ''}) would have ended the program`)
}
tell({ what: 'ready' })
if (early) await startCompiler()

/** Builds the class of clients as well, now that the learner doesn't wait for it. */
async function readyNodeRedis(): Promise<void> {
  cacheNodeRedisClasses()
  const { createClient } = await import('redis')
  createClient()
}

/**
 * tsx starts its compiler, a process, for the first text that it has not compiled before. The learner's file, which
 * has just been saved, would wait for that.
 */
async function startCompiler(): Promise<void> {
  await import(`data:text/javascript,//${randomUUID()}.ts`)
}

async function work(job: WorkerOptions): Promise<void> {
  const lesson = await loadLesson(job.folder)
  const late = new ErrorsAfterCheck(lesson)
  const outside = deferred<never>()
  outside.promise.catch(() => {})
  const loading: Scope = {
    name: 'the loading of the file',
    print: (text) => tell({ what: 'line', at: 0, text: `printed: ${text}` }),
    unhandled(error, what) {
      late.addOutside(error, what)
      outside.reject(failure(error, what))
    },
  }
  // Never undone: what a learner's code has left open may complain until the thread ends.
  captureUnhandled(loading.unhandled)
  startHeartbeat()
  const env = openEnvironment(job.server)
  const from: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
  const adapter: From = (name) => import(pathToFileURL(adapterPath(name, job.own)).href)
  const loaded = runInScope(loading, () =>
    loadInTime(() => lesson.load(job.client, from, adapter), job.server.debugged),
  )
  loaded.catch(() => {})
  if (job.part === 'check') await check(job, lesson, loaded, env, late)
  else tell({ what: 'played', ...(await play(job, lesson, loaded, env, outside.promise)) })
  await env.close()
}

async function scenarioOf(folder: string): Promise<Scenario<unknown>> {
  return (await workbookFile(folder, 'scenario.ts')).scenario as Scenario<unknown>
}

async function checksOf(folder: string): Promise<readonly Check[]> {
  return (await workbookFile(folder, 'checks.ts')).checks as readonly Check[]
}

function workbookFile(folder: string, name: string): Promise<Record<string, unknown>> {
  return import(pathToFileURL(join(ROOT, 'lessons', folder, 'workbook', name)).href)
}

/** @param outside Rejects with an error that the scenario did not cause. */
async function play(
  job: WorkerOptions,
  lesson: Lesson,
  loaded: Promise<unknown>,
  env: Environment,
  outside: Promise<never>,
): Promise<{ end: PlayEnd; events: readonly DiagramEvent[] }> {
  let subject: unknown
  try {
    subject = assertExports(await loaded)
  } catch (error) {
    return { end: { how: 'broken', message: loadErrorText(error) }, events: [] }
  }
  const scenario = await scenarioOf(job.folder)
  let began = performance.now()
  let ended = false
  const narration = {
    step(title: string, race?: string) {
      if (ended) return
      began = performance.now()
      tell({ what: 'step', title, ...(race && { race }) })
    },
    line(text: string) {
      if (!ended) tell({ what: 'line', at: performance.now() - began, text })
    },
  }
  const context = new ScenarioContext(env, narration, new Set(startersPlaces(job, lesson)?.open.keys()))
  const unhandled = deferred<never>()
  unhandled.promise.catch(() => {})
  const scope = {
    name: 'the scenario',
    print: (text: string) => narration.line(`printed: ${text}`),
    unhandled: (error: unknown, what: string) => unhandled.reject(failure(error, what)),
  }
  return runInScope(scope, async () => {
    let end: PlayEnd = { how: 'complete' }
    try {
      await Promise.race([scenario(context, subject, job), unhandled.promise, outside])
    } catch (error) {
      end = endOf(error, context)
    }
    ended = true
    const { events } = context
    await context.end(CLOSING_MS)
    return { end, events }
  })
}

function failure(error: unknown, what: string): Error {
  return error instanceof NotStarted ? error : new Failure(strayText(error, what) + at(error))
}

/** What is still as in the starter; undefined for a solution. */
function startersPlaces(job: WorkerOptions, lesson: Lesson): StarterStatus | undefined {
  return job.area === 'lessons' ? starterStatuses(lesson, [job.client]).get(job.client) : undefined
}

function endOf(error: unknown, context: ScenarioContext): PlayEnd {
  if (error instanceof NotStarted) return { how: 'not-started', task: error.task }
  const message = error instanceof Failure ? error.message : describe(error) + at(error)
  return context.task ? { how: 'failed', message, task: context.task } : { how: 'failed', message }
}

function at(error: unknown): string {
  const frame = frameOf(error)
  return frame ? ` at ${frame}` : ''
}

async function check(
  job: WorkerOptions,
  lesson: Lesson,
  loaded: Promise<unknown>,
  env: Environment,
  late: ErrorsAfterCheck,
): Promise<void> {
  const checks = await checksOf(job.folder)
  const places = startersPlaces(job, lesson)
  const run = new LessonRun(lesson, () => loaded, {
    ...(places && { notBegun: places.notBegun }),
    late: (check, text, cause) => late.add(check, text, cause),
    nearly: (waiting) => tell({ what: 'nearly', waiting: [...new Set(waiting.map(({ task }) => task))] }),
  })
  const tellResult = ({ id, task, title }: CheckResult['check'], outcome: Outcome) => {
    const about = { id, task, title }
    tell({ what: 'checked', result: { check: about, client: job.client, outcome } })
  }
  await run.all(checks, env, tellResult)
  // What comes late comes with what Redis sends, and so before its answer.
  await env.redis.ping().catch(() => {})
  const error = late.take()
  if (error) tellResult(error.check, error.outcome)
}
