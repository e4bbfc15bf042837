import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../../../shared/checks/failure.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import type { Job, Order, Told } from './messages.ts'

const PROGRAM = fileURLToPath(new URL('./service-process.mjs', import.meta.url))

/** How long a service may take until it is there, once its code is loaded. In milliseconds. */
const READY_WITHIN = 10_000

/** A process with a service in it. It never outlives the process that has started it. */
export class ServiceProcess {
  readonly name: string
  /** Resolves when the service is there. */
  readonly ready: Promise<void>
  /** Rejects when its code needs a task that is not done, when it fails, and when it ends without being asked to. */
  readonly trouble: Promise<never>
  /** Resolves when it has ended, and all that it has told was taken. */
  readonly gone: Promise<void>
  readonly #child: ChildProcess
  readonly #told: (told: Told) => void
  #fail: (error: Error) => void = () => {}
  #isReady: () => void = () => {}
  #mayEnd = false
  readonly #whenAlive: (() => void)[] = []
  #late: NodeJS.Timeout | undefined
  /** What Node says when it dies. */
  #lastWords = ''

  /** @param told Takes what it tells, in its order, but for what is trouble. */
  constructor(name: string, job: Job, told: (told: Told) => void) {
    this.name = name
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
    this.#child.send(job)
  }

  /** The system's number of the process. */
  get pid(): number {
    return this.#child.pid ?? 0
  }

  order(order: Order): void {
    if (this.#child.connected) this.#child.send(order)
  }

  /** Resolves when it has given a sign of life. */
  isAlive(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenAlive.push(resolve)
      this.order({ what: 'ping' })
    })
  }

  /** Kills it at once, as when the power fails. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#mayEnd = true
    this.#child.kill('SIGKILL')
    await this.gone
  }

  #watch(child: ChildProcess): Promise<void> {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-2000)
    })
    child.on('message', (message) => this.#take(message as Told))
    // Sending to one that has just died fails. Its end is told by `close`.
    child.on('error', () => {})
    return new Promise((resolve) => {
      child.once('close', (code, signal) => {
        clearTimeout(this.#late)
        if (!this.#mayEnd) {
          const words = this.#lastWords.trim().split('\n').at(-1)
          this.#fail(new Failure(`${this.name} has ended (${signal ?? code})${words ? `: ${words}` : ''}`))
        }
        resolve()
      })
    })
  }

  #take(told: Told): void {
    if (told.what === 'loaded') {
      this.#late = setTimeout(() => {
        const what = 'its code has not resolved what it was asked for. Does it wait for something?'
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
