import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Failure } from '#shared/checks/failure.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import type { ServiceCommand, ServiceEvent, ServiceOptions } from './service-messages.ts'

const PROGRAM = fileURLToPath(new URL('./service-process.mjs', import.meta.url))

/** How long a service may take until it is there, once its code is loaded. In milliseconds. */
const READY_WITHIN = 10_000
/** How long a service may take to close, beyond the time that it was given for what is in hand. In milliseconds. */
const CLOSED_WITHIN = 10_000

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

/** A process was killed, by the system or by hand, and not by us. */
export class Killed extends Failure {
  override name = 'Killed'
}

/** What is started. */
export interface ServiceProgram<Job extends ServiceOptions> {
  /** What it is called when something is told of it. */
  readonly name: string
  /** The file that the thread with the service begins with; it uses `serve` of service-thread.ts. */
  readonly thread: URL
  readonly job: Job
}

/**
 * A process with a service in it. It never outlives the process that has started it.
 *
 * @typeParam Order What it is told besides what all are told.
 * @typeParam Told What it tells besides what all tell.
 */
export class ServiceProcess<
  Job extends ServiceOptions,
  Order extends { readonly what: string },
  Told extends { readonly what: string },
> {
  readonly name: string
  /** Resolves when the service is there. */
  readonly ready: Promise<void>
  /** Rejects when its code needs a task that is not done, when it fails, and when it ends without being asked to. */
  readonly trouble: Promise<never>
  /** Resolves when it has ended, and all that it has told was taken. */
  readonly gone: Promise<ProcessEnd>
  readonly #child: ChildProcess
  readonly #graceMs: number
  readonly #told: (told: Told | ServiceEvent) => void
  #fail: (error: Error) => void = () => {}
  #isReady: () => void = () => {}
  #mayEnd = false
  readonly #whenAlive: (() => void)[] = []
  #late: NodeJS.Timeout | undefined
  /** What Node says when it dies. */
  #lastWords = ''

  /** @param told Takes what it tells, in its order, but for what is trouble. */
  constructor({ name, thread, job }: ServiceProgram<Job>, told: (told: Told | ServiceEvent) => void) {
    this.name = name
    this.#graceMs = job.graceMs
    this.#told = told
    this.trouble = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.trouble.catch(() => {})
    this.ready = new Promise((resolve) => {
      this.#isReady = resolve
    })
    // Without our options: a debugger or a loader in there is not meant for it.
    const { NODE_OPTIONS: _, ...env } = process.env
    this.#child = fork(PROGRAM, [], { execArgv: [], env, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.gone = this.#watch(this.#child)
    this.#child.send({ thread: thread.href, job })
  }

  /** The system's number of the process. */
  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** Sends it a message, which its thread takes. */
  order(order: Order | ServiceCommand): void {
    if (this.#child.connected) this.#child.send(order)
  }

  /** Resolves when it has given a sign of life. */
  isAlive(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenAlive.push(resolve)
      this.order({ what: 'ping' })
    })
  }

  /**
   * Asks it to end, as a system does that is shut down: by SIGTERM. It finishes what it has in hand.
   *
   * @returns How it ended. One that takes too long is killed.
   */
  async stop(): Promise<ProcessEnd> {
    this.#mayEnd = true
    // Windows has no such signal: there it would be killed.
    if (process.platform === 'win32') {
      this.order({ what: 'close' })
    } else this.#child.kill('SIGTERM')
    const late = setTimeout(() => this.#child.kill('SIGKILL'), this.#graceMs + CLOSED_WITHIN)
    const end = await this.gone
    clearTimeout(late)
    return end
  }

  /** Kills it without notice, as the system does when memory is short. */
  crash(): void {
    this.#child.kill('SIGKILL')
  }

  /** Kills it at once, as when the power fails. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#mayEnd = true
    this.#child.kill('SIGKILL')
    await this.gone
  }

  #watch(child: ChildProcess): Promise<ProcessEnd> {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-2000)
    })
    child.on('message', (message) => this.#take(message as ServiceEvent))
    // Sending to one that has just died fails. Its end is told by `close`.
    child.on('error', () => {})
    return new Promise((resolve) => {
      child.once('close', (code, signal) => {
        clearTimeout(this.#late)
        if (!this.#mayEnd) {
          const words = this.#lastWords.trim().split('\n').at(-1)
          const text = `${this.name} has ended (${signal ?? code})${words ? `: ${words}` : ''}`
          this.#fail(signal ? new Killed(text) : new Failure(text))
        }
        resolve({ code, signal })
      })
    })
  }

  #take(told: ServiceEvent): void {
    if (told.what === 'loaded') {
      this.#late = setTimeout(() => {
        const what = 'its code is still pending. Is it waiting for something?'
        this.#fail(new Failure(`${this.name} is not ready after ${READY_WITHIN / 1000} s: ${what}`))
      }, READY_WITHIN)
    }
    if (told.what === 'ready') {
      clearTimeout(this.#late)
      this.#isReady()
    }
    if (told.what === 'pong') for (const alive of this.#whenAlive.splice(0)) alive()
    if (told.what === 'not-started') this.#fail(new NotStarted(told.task))
    else if (told.what === 'failed') this.#fail(new Failure(`${this.name}: ${told.message}`))
    else this.#told(told)
  }
}
