/**
 * The thread of the live view: the lesson's code, and a town around it. In a thread of its own an endless loop in the
 * code stops the figures, and not the keys.
 *
 * @module
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { attribute, runInContext, strayText } from '../../../../shared/checks/context.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import { loadErrorText } from '../../../../shared/checks/load-error.ts'
import { loadInTime } from '../../../../shared/checks/loading.ts'
import { beat } from '../../../../shared/checks/pulse.ts'
import { hint } from '../../../../shared/checks/report/begin-text.ts'
import { frameOf } from '../../../../shared/checks/stack.ts'
import type { ConnectOptions, Problem } from '../../../../shared/lesson/connect-options.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import { adapterPath } from '../../../../shared/workbook/adapter.ts'
import { loadLesson } from '../../../../shared/workbook/catalogue.ts'
import { ROOT } from '../../../../shared/workbook/folders.mjs'
import type { From } from '../../../../shared/workbook/manifest.ts'
import type { HttpHandler, Inspector, Monitor } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Job, Order, Shown, Told } from './messages.ts'
import { type Town, town } from './town.ts'

/** How often is looked, in milliseconds. */
const LOOK_EVERY_MS = 200
/** The times of the monitor, in milliseconds. */
const TIMES = { everyMs: 250, degradedAfterMs: 100, downAfterMs: 1000 }
/** How long a scrape of `/metrics` waits for a snapshot, in milliseconds. */
const SNAPSHOT_WITHIN_MS = 1000
/** After so long a call of the code counts as one that never settles, in milliseconds. */
const SETTLES_WITHIN_MS = 10_000
/** How long the code may take to close, in milliseconds. */
const CLOSING_MS = 1500
/** What the program subscribes to. */
const PROGRAM_HEARS = ['orders', 'news']

const job = workerData as Job
const parent = parentPort
if (!parent) throw new Error('This file is the beginning of a thread.')
const tell = (told: Told) => parent.postMessage(told)
const say = (text: string) => tell({ what: 'line', text })

const lesson = await loadLesson(job.folder)
attribute((error, what) => say(strayText(error, what) + place(error)))
beat()

/** What is open, to be closed in turn, the last one first. */
const opened: (() => Promise<unknown>)[] = []
let closing = false

parent.on('message', (order: Order) => {
  if (order.what === 'close') void close().then(() => tell({ what: 'closed' }))
})

const context = {
  name: 'the live view',
  print: (text: string) => say(`printed: ${text.trimEnd()}`),
  stray: (error: unknown, what: string) => say(strayText(error, what) + place(error)),
}
await runInContext(context, begin)

/** Loads the code and lets it work, as far as it is done. */
async function begin(): Promise<void> {
  const subject = await load()
  if (!subject) return
  const others: ConnectOptions = { url: job.othersUrl, namespace: job.namespace, report: reported }
  const own: ConnectOptions = { ...others, url: job.programUrl }
  const alive = await attempt(() => town(others, subject.connect))
  if (alive) opened.push(() => (alive as Town).close())
  const program = await attempt(() => subject.connect(own))
  if (!program) return
  opened.push(() => program.close())
  for (const channel of PROGRAM_HEARS) await program.subscribe(job.namespace + channel, () => {})

  const inspector = await attempt(() => inTime('openInspector', '07.1', subject.openInspector(others)))
  if (inspector) opened.push(() => inspector.close())
  const monitor = await attempt(() => {
    const starting = subject.startMonitor({
      ...own,
      ...TIMES,
      pubsub: program,
      onChange: (health, before) => say(`the monitor: ${before}, and now ${health.status}`),
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

/** Asks the code again and again what it sees. */
async function look(inspector: Inspector | undefined, monitor: Monitor | undefined): Promise<void> {
  let failure = ''
  while (!closing) {
    let snapshot: Pick<Shown, 'channels' | 'patterns'> = { channels: undefined, patterns: undefined }
    try {
      const taken = inspector && (await inTime('snapshot', '07.1', inspector.snapshot()))
      if (taken) snapshot = { channels: [...taken.channels], patterns: taken.patterns }
      failure = ''
    } catch (error) {
      // Once, and not five times a second.
      if (inWords(error) !== failure) say(inWords(error))
      failure = inWords(error)
    }
    tell({ what: 'shown', shown: { ...snapshot, health: monitor?.health() } })
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** A web server with what tasks 07.3 and 07.5 have made. */
async function serve(subject: Subject, monitor: Monitor, inspector: Inspector | undefined): Promise<void> {
  const health = await attempt(async () => subject.healthHandler(monitor))
  const metrics = inspector && metricsOf(subject, monitor, inspector)
  if (!health) return
  const routes = new Map<string, HttpHandler>([['/health', health]])
  if (metrics) routes.set('/metrics', metrics)
  const server = createServer((request, response) => {
    const handler = routes.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (handler) handler(request, response)
    else response.writeHead(404).end(`There is ${[...routes.keys()].join(' and ')}.\n`)
  })
  opened.push(() => closed(server))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  tell({ what: 'serving', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
}

/** It is no core task, so nothing is said where it is not done. */
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

/** Waits for a call of the code, and ends the view when it never settles: there would be nothing to be seen. */
async function inTime<T>(method: string, task: string, call: Promise<T>): Promise<T> {
  const text = `Task ${task}: ${method}() has not settled within ${SETTLES_WITHIN_MS / 1000} s.`
  const late = setTimeout(() => tell({ what: 'failed', text }), SETTLES_WITHIN_MS)
  try {
    return await call
  } finally {
    clearTimeout(late)
  }
}

/** What a part of the code makes; undefined when that is not done or does not work, which is told. */
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
    // What goes wrong while closing is of no interest any more.
    for (const one of opened.splice(0).reverse()) await one().catch(() => {})
  }
  const late = new Promise<void>((resolve) => setTimeout(resolve, CLOSING_MS).unref())
  await Promise.race([inTurn(), late])
}
