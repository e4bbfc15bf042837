import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { captureUnhandled, runInScope, strayText } from '#shared/checks/capture-unhandled.ts'
import { describe } from '#shared/checks/failure.ts'
import { loadErrorText } from '#shared/checks/load-error.ts'
import { frameOf } from '#shared/checks/stack.ts'
import { adapterPath } from '#shared/core/adapter.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { From, Lesson } from '#shared/core/manifest.ts'
import { startHeartbeat } from '#shared/isolate/heartbeat.ts'
import { loadInTime } from '#shared/isolate/loader.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { ServiceCommand, ServiceEvent, ServiceOptions } from './service-messages.ts'

/** What a service in a process is written with. */
export interface ServiceContext<Job, Told> {
  readonly job: Job
  /** Tells the process that has started this one. */
  tell(told: Told | ServiceEvent): void
  /** Tells what went wrong, or which task is not done. Nothing more is to be expected then. */
  fail(error: unknown): void
  /** What the service is to be given: a problem that is reported is handed to `problem`. */
  readonly base: ConnectOptions
}

/** What is run in the thread of such a process. */
export interface Served<C, Job extends ServiceOptions, Order, Told> {
  readonly lesson: Lesson<C>
  /** Takes what the service reports. */
  problem(problem: Problem): Told
  /** Starts the service; resolves when it is there. */
  begin(code: C, world: ServiceContext<Job, Told>): Promise<{ close(): Promise<void> }>
  /** Does what the process is told. */
  obey?(order: Order): void
}

/**
 * Runs a service in this thread: its code is loaded, begins, and is told what the process is told, until it is asked to
 * close. Whatever goes wrong is told in words. To be called once, in the file that the thread begins with.
 */
export async function serve<
  C,
  Job extends ServiceOptions,
  Order extends { readonly what: string },
  Told extends { readonly what: string },
>({ lesson, problem, begin, obey }: Served<C, Job, Order, Told>): Promise<void> {
  const parent = parentPort
  if (!parent) throw new Error('This file only runs as a worker thread.')
  const job = workerData as Job
  const tell = (told: Told | ServiceEvent) => parent.postMessage(told)
  let service: Promise<{ close(): Promise<void> } | undefined> | undefined

  /** @param what How an error got loose; absent when it was caught. */
  function fail(error: unknown, what?: string): void {
    if (error instanceof NotStarted) {
      tell({ what: 'not-started', task: error.task })
      return
    }
    const frame = frameOf(error)
    const place = frame ? ` at ${frame}` : ''
    const words = what === undefined ? describe(error) : strayText(error, what)
    tell({ what: 'failed', message: words + place })
  }

  const base: ConnectOptions = {
    url: job.redisUrl,
    namespace: job.namespace,
    report: (one) => (one.error instanceof NotStarted ? fail(one.error) : tell(problem(one))),
  }

  async function load(): Promise<C | undefined> {
    const from: From = (name) => import(pathToFileURL(join(ROOT, job.area, job.folder, name)).href)
    const adapter: From = (name) => import(pathToFileURL(adapterPath(name, job.own)).href)
    try {
      return await loadInTime(() => lesson.load(job.client, from, adapter))
    } catch (error) {
      tell({ what: 'failed', message: `the code cannot be loaded: ${loadErrorText(error)}` })
      return undefined
    }
  }

  async function start(): Promise<{ close(): Promise<void> } | undefined> {
    const code = await load()
    if (!code) return undefined
    tell({ what: 'loaded' })
    try {
      const begun = await begin(code, { job, tell, fail: (error) => fail(error), base })
      tell({ what: 'ready' })
      return begun
    } catch (error) {
      fail(error)
      return undefined
    }
  }

  async function close(): Promise<void> {
    try {
      await (await service)?.close()
      tell({ what: 'closed' })
    } catch (error) {
      fail(error)
    }
  }

  /** Everything that the code causes belongs here. */
  const context = {
    name: 'the service',
    unhandled: (error: unknown, what: string) => fail(error, what),
    print: (text: string) => tell({ what: 'printed', text: text.trimEnd() }),
  }
  captureUnhandled((error, what) => fail(error, what))
  // As in a test: it fails where it is called.
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ''}) would have ended the process`)
  }
  startHeartbeat()
  const take = (order: Order | ServiceCommand) => {
    if (order.what === 'close') void close()
    else if (order.what === 'ping') tell({ what: 'pong' })
    else obey?.(order as Order)
  }
  parent.on('message', (order: Order | ServiceCommand) => runInScope(context, () => take(order)))
  service = runInScope(context, start)
  await service
}
