/**
 * A player's thread: it plays and checks one client's code, once. All of it that can be loaded before the job is
 * known is loaded before, so that a job begins at once.
 *
 * @module
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import type { Check } from '../../checks/check.ts'
import { attribute, runInContext, strayText } from '../../checks/context.ts'
import { deferred } from '../../checks/deferred.ts'
import { type openEnvironment as Open, openEnvironment } from '../../checks/environment.ts'
import { describe, Failure } from '../../checks/failure.ts'
import { LessonRun } from '../../checks/lesson-run.ts'
import { loadErrorText } from '../../checks/load-error.ts'
import { beat } from '../../checks/pulse.ts'
import { touchedFiles } from '../../checks/report/touched-files.ts'
import { frameOf } from '../../checks/stack.ts'
import { NotStarted } from '../../lesson/todo.ts'
import { loadLesson } from '../catalogue.ts'
import { ROOT } from '../folders.mjs'
import type { From, Lesson } from '../manifest.ts'
import { portPath } from '../port.ts'
import type { Touched } from '../untouched.ts'
import type { Job, PlayEnd, Told } from './messages.ts'
import { type Scenario, Stage } from './stage.ts'

type Environment = ReturnType<typeof Open>

/** How long closing may take after the scenario, in milliseconds. */
const CLOSING_MS = 400

const port = parentPort
if (!port) throw new Error('This file is the beginning of a thread.')
const tell = (told: Told) => port.postMessage(told)

await Promise.all([import('redis'), import('ioredis')])
port.once('message', (job: Job) => void work(job).then(() => tell({ what: 'done' })))
tell({ what: 'ready' })

async function work(job: Job): Promise<void> {
  let over = false
  const orphans: string[] = []
  attribute((error, what) => over || orphans.push(strayText(error, what)))
  beat()
  const env = openEnvironment(job.server)
  const lesson = await loadLesson(job.folder)
  const from: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
  const port: From = (name) => import(pathToFileURL(portPath(name, job.mine)).href)
  const loaded = lesson.load(job.client, from, port)
  loaded.catch(() => {})
  await Promise.all(
    job.parts.map(async (part) => {
      if (part === 'check') await check(job, lesson, loaded, env)
      else tell({ what: 'played', end: await play(job, lesson, loaded, env) })
    }),
  )
  over = true
  await env.close()
}

async function play(job: Job, lesson: Lesson, loaded: Promise<unknown>, env: Environment): Promise<PlayEnd> {
  let subject: unknown
  try {
    subject = await loaded
  } catch (error) {
    return { how: 'broken', message: loadErrorText(error) }
  }
  const file = `lessons/${job.folder}/workbook/scenario.ts`
  const { scenario } = (await import(pathToFileURL(join(ROOT, file)).href)) as { scenario: Scenario<unknown> }
  let began = performance.now()
  let ended = false
  const narration = {
    step(title: string) {
      began = performance.now()
      tell({ what: 'step', title })
    },
    line(text: string) {
      if (!ended) tell({ what: 'line', at: performance.now() - began, text })
    },
  }
  const stage = new Stage(env, narration, startersPlaces(job, lesson)?.open ?? new Set())
  const stray = deferred<never>()
  stray.promise.catch(() => {})
  const context = {
    name: 'the scenario',
    print: (text: string) => narration.line(`printed: ${text.trimEnd()}`),
    stray: (error: unknown, what: string) =>
      stray.reject(error instanceof NotStarted ? error : new Failure(strayText(error, what) + at(error))),
  }
  return runInContext(context, async () => {
    let end: PlayEnd = { how: 'complete' }
    try {
      await Promise.race([scenario(stage, subject), stray.promise])
    } catch (error) {
      end = endOf(error, stage)
    }
    ended = true
    await stage.end(CLOSING_MS)
    return end
  })
}

/** What is still as in the starter; undefined for a solution. */
function startersPlaces(job: Job, lesson: Lesson): Touched | undefined {
  return job.area === 'lessons' ? touchedFiles(lesson, [job.client]).get(job.client) : undefined
}

function endOf(error: unknown, stage: Stage): PlayEnd {
  if (error instanceof NotStarted) return { how: 'not-started', task: error.task }
  const message = error instanceof Failure ? error.message : describe(error) + at(error)
  return stage.task ? { how: 'failed', message, task: stage.task } : { how: 'failed', message }
}

function at(error: unknown): string {
  const frame = frameOf(error)
  return frame ? ` at ${frame}` : ''
}

async function check(job: Job, lesson: Lesson, loaded: Promise<unknown>, env: Environment): Promise<void> {
  const file = `lessons/${job.folder}/workbook/checks.ts`
  const { checks } = (await import(pathToFileURL(join(ROOT, file)).href)) as { checks: readonly Check[] }
  const run = new LessonRun(lesson, () => loaded, {
    notBegun: startersPlaces(job, lesson)?.notBegun ?? new Set(),
  })
  await run.all(checks, env, ({ id, task, title, misconception }, outcome) => {
    tell({
      what: 'checked',
      result: { check: { id, task, title, misconception }, client: job.client, outcome },
    })
  })
}
