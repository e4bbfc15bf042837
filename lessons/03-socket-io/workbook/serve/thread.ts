/**
 * The thread of one server: the code of the lesson, with a web server around it. Each server has a thread of its
 * own, so that the two share nothing but Redis, as two machines would, and so that an infinite loop or an exit in
 * the code ends that server alone.
 *
 * @module
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { captureUnhandled, strayText } from '#shared/checks/capture-unhandled.ts'
import { describe } from '#shared/checks/failure.ts'
import { loadErrorText } from '#shared/checks/load-error.ts'
import { frameOf } from '#shared/checks/stack.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import type { From } from '#shared/core/manifest.ts'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { PubSub, PubSubModule } from '../../../02-patterns/contract.ts'
import type { Gateway, GatewayContract } from '../../contract.ts'
import { now } from './clock.ts'
import type { NotifyAnswer, PageState, Step, WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'
import { observe } from './observe.ts'
import { identify, mayJoin, userNamed } from './people.ts'
import { webServer } from './web-server.ts'
import { inWords } from './words.ts'

/** How long the page waits for the code to be ready before it is shown anyway, in milliseconds. */
const READY_WITHIN_MS = 3000
/** How long the code may take to close, in milliseconds. */
const CLOSING_MS = 800

const job = workerData as WorkerOptions
const parent = parentPort
if (!parent) throw new Error('This file only runs as a worker thread.')
const tell = (told: WorkerEvent) => parent.postMessage(told)
const see = (step: Step) => tell({ what: 'seen', seen: { at: now(), server: job.server, step } })
const problem = (text: string) => see({ what: 'problem', text })

const lesson = await loadLesson(job.folder)
// As much as possible before the first sign of life: a busy machine takes long to load a client.
await Promise.all([import('redis'), import('ioredis')])
captureUnhandled((error, what) =>
  problem(error instanceof NotStarted ? inWords(error, lesson) : strayText(error, what) + place(error)),
)
startHeartbeat()

const web = webServer()
let gateway: Gateway | undefined
let pubsub: PubSub | undefined
let state: PageState | undefined

observe(web.chat, see)
web.page.on('connection', (socket) => {
  if (state) socket.emit('hello', job.server, state)
  socket.on('cut', (server) => tell({ what: 'asked', request: 'cut', server }))
  socket.on('mend', (server) => tell({ what: 'asked', request: 'mend', server }))
  socket.on('notify', (request, answer) => {
    if (typeof answer === 'function') void notify(request).then(answer)
  })
})

parent.on('message', (order: WorkerCommand) => {
  if (order.what === 'close') return void close().then(() => tell({ what: 'closed' }))
  if (order.what === 'ping') return tell({ what: 'pong' })
  const first = state === undefined
  state = order.state
  if (first) web.page.emit('hello', job.server, state)
  else web.page.emit('state', state)
  if (order.seen.length > 0) web.page.emit('seen', order.seen, order.missed)
})

await Promise.race([begin(), later(READY_WITHIN_MS)])
tell({ what: 'listening', ...(await web.listen(job.ports)) })

/** Loads the code and has it put its bridge on the server. */
async function begin(): Promise<void> {
  const late = setTimeout(
    () => unfinished('The code is not ready yet: attach has not resolved. Does it wait for something?'),
    READY_WITHIN_MS,
  )
  const inFolder: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
  const adapter: From = (name) => import(pathToFileURL(adapterPath(name, job.own)).href)
  try {
    const code = await load(inFolder, adapter)
    if (!code) return
    const base: ConnectOptions = { url: job.redisUrl, namespace: job.namespace, report }
    pubsub = await code.connect(base)
    gateway = await code.attach({ ...base, io: web.chat, pubsub, identify, mayJoin })
    // Browsers that were faster than the code are not served by it: cut off, they connect again.
    for (const socket of web.chat.sockets.sockets.values()) socket.conn.close()
    unfinished(undefined)
  } catch (error) {
    unfinished(inWords(error, lesson))
  } finally {
    clearTimeout(late)
  }
}

async function load(inFolder: From, adapter: From): Promise<(GatewayContract & PubSubModule) | undefined> {
  try {
    return (await loadInTime(() => lesson.load(job.client, inFolder, adapter))) as GatewayContract &
      PubSubModule
  } catch (error) {
    unfinished(`The code cannot be loaded. ${loadErrorText(error)}`)
    return undefined
  }
}

function unfinished(text: string | undefined): void {
  tell({ what: 'unfinished', text })
}

function report(reported: Problem): void {
  const where = 'channel' in reported ? ` on ${reported.channel}` : ''
  // The handlers of the page's messages are part of the code too.
  if (reported.error instanceof NotStarted) problem(inWords(reported.error, lesson))
  else problem(`The code reports a problem of kind ${reported.kind}${where}: ${describe(reported.error)}`)
}

async function notify(request: unknown): Promise<NotifyAnswer> {
  const { who, text } = (request ?? {}) as { who?: unknown; text?: unknown }
  const user = userNamed(who)
  if (!user) return refused("a name has 1 to 24 letters, digits, spaces, and . _ ' -")
  if (typeof text !== 'string' || text === '' || text.length > 200)
    return refused('a notification has 1 to 200 characters.')
  if (!gateway) return refused('the code is not ready yet.')
  try {
    return { count: await gateway.notify(user.id, { title: 'A note for you', text }) }
  } catch (error) {
    const why = inWords(error, lesson)
    if (error instanceof NotStarted) return { text: why, kind: 'refused' }
    return { text: `The note may have been delivered. notify() rejected: ${why}`, kind: 'uncertain' }
  }
}

function refused(why: string): NotifyAnswer {
  return { text: `Refused: ${why}`, kind: 'refused' }
}

async function close(): Promise<void> {
  const inTurn = async () => {
    await gateway?.close()
    await pubsub?.close()
  }
  // What goes wrong while closing is of no interest any more.
  await Promise.race([inTurn().catch(() => {}), later(CLOSING_MS)])
  await Promise.race([web.close(), later(CLOSING_MS)])
}

function later(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref())
}

function place(error: unknown): string {
  const frame = frameOf(error)
  return frame ? ` at ${frame}` : ''
}
