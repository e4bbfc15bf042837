/**
 * The thread of the live view, which runs the lesson's code and simulated traffic. If the code has an infinite loop, the
 * keys still work, because they belong to the main thread.
 *
 * @module
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { captureUnhandled, runInScope, strayText } from '#shared/checks/capture-unhandled.ts'
import { describe } from '#shared/checks/failure.ts'
import { loadErrorText } from '#shared/checks/load-error.ts'
import { frameOf } from '#shared/checks/stack.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import type { From } from '#shared/core/manifest.ts'
import { hint } from '#shared/core/not-started-message.ts'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { HttpHandler, Inspector, Monitor } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Shown, WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'
import { generateTraffic, type TrafficGenerator } from './traffic-generator.ts'

/** How often the thread takes a snapshot, in milliseconds. */
const LOOK_EVERY_MS = 200
/** The monitor's options, in milliseconds. */
const TIMES = { everyMs: 250, degradedAfterMs: 100, downAfterMs: 1000 }
/** How long a scrape of `/metrics` waits for a snapshot, in milliseconds. */
const SNAPSHOT_WITHIN_MS = 1000
/** When a pending call of the code counts as one that never settles, in milliseconds. */
const SETTLES_WITHIN_MS = 10_000
/** How long the code may take to close, in milliseconds. */
const CLOSING_MS = 1500
/** The channels that the service subscribes to. */
const SERVICE_HEARS = ['orders', 'news']

const job = workerData as WorkerOptions
const parent = parentPort
if (!parent) throw new Error('This file only runs as a worker thread.')
const tell = (told: WorkerEvent) => parent.postMessage(told)
const say = (text: string) => tell({ what: 'line', text })

const lesson = await loadLesson(job.folder)
captureUnhandled((error, what) => say(strayText(error, what) + place(error)))
startHeartbeat()

/** Functions that close what is open. They run in reverse order. */
const opened: (() => Promise<unknown>)[] = []
let closing = false

parent.on('message', (order: WorkerCommand) => {
  if (order.what === 'close') void close().then(() => tell({ what: 'closed' }))
})

const context = {
  name: 'the live view',
  print: (text: string) => say(`printed: ${text.trimEnd()}`),
  unhandled: (error: unknown, what: string) => say(strayText(error, what) + place(error)),
}
await runInScope(context, begin)

/** Loads the code and runs the parts that are written. */
async function begin(): Promise<void> {
  const subject = await load()
  if (!subject) return
  const others: ConnectOptions = { url: job.othersUrl, namespace: job.namespace, report: reported }
  const own: ConnectOptions = { ...others, url: job.programUrl }
  const alive = await attempt(() => generateTraffic(others, subject.connect))
  if (alive) opened.push(() => (alive as TrafficGenerator).close())
  const program = await attempt(() => subject.connect(own))
  if (!program) return
  opened.push(() => program.close())
  for (const channel of SERVICE_HEARS) await program.subscribe(job.namespace + channel, () => {})

  const inspector = await attempt(() => inTime('openInspector', '07.1', subject.openInspector(others)))
  if (inspector) opened.push(() => inspector.close())
  const monitor = await attempt(() => {
    const starting = subject.startMonitor({
      ...own,
      ...TIMES,
      pubsub: program,
      onChange: (health, before) => say(`onChange: from ${before} to ${health.status}`),
    })
    return inTime('startMonitor', '07.2', starting)
  })
  if (monitor) opened.push(() => monitor.close())
  if (monitor) await serve(subject, monitor, inspector)
  await look(inspector, monitor)
}

async function load(): Promise<Subject | undefined> {
  const inFolder: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
  const adapter: From = (name) => import(pathToFileURL(adapterPath(name, job.own)).href)
  try {
    return (await loadInTime(() => lesson.load(job.client, inFolder, adapter))) as Subject
  } catch (error) {
    tell({ what: 'failed', text: `The code cannot be loaded. ${loadErrorText(error)}` })
    return undefined
  }
}

/** Takes snapshots repeatedly, and reads the monitor's health. */
async function look(inspector: Inspector | undefined, monitor: Monitor | undefined): Promise<void> {
  let failure = ''
  while (!closing) {
    let snapshot: Pick<Shown, 'channels' | 'patterns'> = { channels: undefined, patterns: undefined }
    try {
      const taken = inspector && (await inTime('snapshot', '07.1', inspector.snapshot()))
      if (taken) snapshot = { channels: [...taken.channels], patterns: taken.patterns }
      failure = ''
    } catch (error) {
      // Reports a repeated failure only once.
      if (inWords(error) !== failure) say(inWords(error))
      failure = inWords(error)
    }
    tell({ what: 'shown', shown: { ...snapshot, health: monitor?.health() } })
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** Starts a web server with the handlers of tasks 07.3 and 07.5. */
async function serve(subject: Subject, monitor: Monitor, inspector: Inspector | undefined): Promise<void> {
  const health = await attempt(async () => subject.healthHandler(monitor))
  const metrics = inspector && metricsOf(subject, monitor, inspector)
  if (!health) return
  const routes = new Map<string, HttpHandler>([['/health', health]])
  if (metrics) routes.set('/metrics', metrics)
  const server = createServer((request, response) => {
    const handler = routes.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (handler) handler(request, response)
    else response.writeHead(404).end(`This server has ${[...routes.keys()].join(' and ')}.\n`)
  })
  opened.push(() => closed(server))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  tell({ what: 'serving', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** Task 07.5 is optional, so the view doesn't mention it if it isn't done. */
function metricsOf(subject: Subject, monitor: Monitor, inspector: Inspector): HttpHandler | undefined {
  try {
    return subject.metricsHandler({ monitor, inspector, snapshotWithinMs: SNAPSHOT_WITHIN_MS })
  } catch (error) {
    if (!(error instanceof NotStarted)) say(inWords(error))
    return undefined
  }
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}

/** Waits for a call of the code. Ends the view if it never settles, because the view would stay empty. */
async function inTime<T>(method: string, task: string, call: Promise<T>): Promise<T> {
  const text = `Task ${task}: ${method}() has not settled within ${SETTLES_WITHIN_MS / 1000} s.`
  const late = setTimeout(() => tell({ what: 'failed', text }), SETTLES_WITHIN_MS)
  try {
    return await call
  } finally {
    clearTimeout(late)
  }
}

/** Runs a part of the code. Shows why, and returns undefined, if that part isn't done or fails. */
async function attempt<T>(make: () => Promise<T>): Promise<T | undefined> {
  try {
    return await make()
  } catch (error) {
    say(inWords(error))
    return undefined
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof NotStarted)) return describe(error) + place(error)
  const task = lesson.tasks.find(({ id }) => id === error.task)
  return `task ${error.task}, ${task?.title ?? ''}, is not done yet. For a hint type: ${hint(error.task)}`
}

function reported(problem: Problem): void {
  if (!closing) say(`reported: ${problem.kind} (${describe(problem.error)})`)
}

function place(error: unknown): string {
  const frame = frameOf(error)
  return frame ? ` at ${frame}` : ''
}

async function close(): Promise<void> {
  closing = true
  const inTurn = async () => {
    // Errors while closing no longer matter.
    for (const one of opened.splice(0).reverse()) await one().catch(() => {})
  }
  const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS).unref())
  await Promise.race([inTurn(), late])
}
