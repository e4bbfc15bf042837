/**
 * The thread of a process in which the service is: the code of the lesson, and what it is connected to the world by.
 *
 * @module
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { attribute, runInContext, strayText } from '../../../../shared/checks/context.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import { loadErrorText } from '../../../../shared/checks/load-error.ts'
import { beat } from '../../../../shared/checks/pulse.ts'
import { frameOf } from '../../../../shared/checks/stack.ts'
import type { Base, Problem } from '../../../../shared/lesson/base.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import { ROOT } from '../../../../shared/workbook/folders.mjs'
import type { From } from '../../../../shared/workbook/manifest.ts'
import { portPath } from '../../../../shared/workbook/port.ts'
import type { Mail, Service, UserService } from '../../contract.ts'
import { lesson } from '../lesson.ts'
import type { Subject } from '../subject.ts'
import type { Job, Order, Told } from './messages.ts'

const job = workerData as Job
const parent = parentPort
if (!parent) throw new Error('This file is the beginning of a thread.')
const tell = (told: Told) => parent.postMessage(told)

const waiting = new Map<number, { resolve(): void; reject(error: Error): void }>()
let mails = 0
let users: UserService | undefined
let service: Service | undefined

/** Everything that the code causes belongs here. */
const context = {
  name: `the service ${job.role}`,
  stray: (error: unknown, what: string) => fail(error, what),
  print: (text: string) => tell({ what: 'printed', text: text.trimEnd() }),
}
attribute((error, what) => fail(error, what))
// As in a test: it fails where it is called.
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ''}) would have ended the process`)
}
beat()
await runInContext(context, async () => {
  parent.on('message', (order: Order) => runInContext(context, () => obey(order)))
  await begin()
})

async function begin(): Promise<void> {
  const code = await load()
  if (!code) return
  tell({ what: 'loaded' })
  const { client: _, ...rest } = job
  const base: Base = { url: rest.redisUrl, namespace: rest.namespace, report }
  const { graceMs, leaseMs } = rest
  try {
    const pubsub = await code.connect(base)
    const store = await code.openStore(base)
    if (job.role === 'users') {
      users = code.users({ ...base, pubsub, store, graceMs })
      service = users
    } else if (job.role === 'emails') {
      service = await code.emails({ ...base, pubsub, store, service: 'welcome', leaseMs, graceMs, send })
    } else {
      service = await code.analytics({
        ...base,
        pubsub,
        graceMs,
        track: (event) => tell({ what: 'tracked', event }),
      })
    }
    tell({ what: 'ready' })
  } catch (error) {
    fail(error)
  }
}

async function load(): Promise<Subject | undefined> {
  const from: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
  const port: From = (name) => import(pathToFileURL(portPath(name, job.mine)).href)
  try {
    return await lesson.load(job.client, from, port)
  } catch (error) {
    tell({ what: 'failed', message: `the code cannot be loaded: ${loadErrorText(error)}` })
    return undefined
  }
}

function obey(order: Order): void {
  if (order.what === 'register') void register(order.number, order.registration)
  if (order.what === 'close') void close()
  if (order.what === 'ping') tell({ what: 'pong' })
  if (order.what === 'mail') {
    const mail = waiting.get(order.number)
    waiting.delete(order.number)
    if (order.error === undefined) mail?.resolve()
    else mail?.reject(new Error(order.error))
  }
}

async function register(number: number, registration: Parameters<UserService['register']>[0]): Promise<void> {
  try {
    const user = await users?.register(registration)
    if (user) tell({ what: 'registered', number, user })
  } catch (error) {
    if (error instanceof NotStarted) fail(error)
    else tell({ what: 'refused', number, message: describe(error) })
  }
}

/** The mail server is in the other process. */
function send(mail: Mail): Promise<void> {
  const number = ++mails
  tell({ what: 'mail', number, mail })
  return new Promise((resolve, reject) => waiting.set(number, { resolve, reject }))
}

async function close(): Promise<void> {
  try {
    await service?.close()
    tell({ what: 'closed' })
  } catch (error) {
    fail(error)
  }
}

function report(problem: Problem): void {
  if (problem.error instanceof NotStarted) fail(problem.error)
  else tell({ what: 'problem', kind: problem.kind, message: describe(problem.error) })
}

/** @param what How an error got loose; absent when it was caught. */
function fail(error: unknown, what?: string): void {
  if (error instanceof NotStarted) {
    tell({ what: 'not-started', task: error.task })
    return
  }
  const frame = frameOf(error)
  const place = frame ? ` at ${frame}` : ''
  tell({ what: 'failed', message: (what === undefined ? describe(error) : strayText(error, what)) + place })
}
