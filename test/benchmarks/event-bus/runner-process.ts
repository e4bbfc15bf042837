import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Name } from './candidates/all.ts'

/** What a process can be asked for. */
export type Request =
  | { readonly what: 'publish'; readonly events: number; readonly note: string }
  | { readonly what: 'subscribe' | 'expect'; readonly events: number }

/** What it tells, with the milliseconds of processor time that it has taken so far. */
export interface Reply {
  /** `received`: all events that were expected have come. */
  readonly what: 'ready' | 'sent' | 'received'
  readonly cpu: number
}

/** Milliseconds after which a round has failed. */
const LIMIT = 60_000

/** One side of a candidate, in a process of its own. */
export class RunnerProcess {
  readonly #child: ChildProcess
  readonly #name: Name
  #cpu = 0

  private constructor(child: ChildProcess, name: Name) {
    this.#child = child
    this.#name = name
  }

  /**
   * Starts one.
   *
   * @param program What it runs: `runner.ts`, compiled.
   * @param url Where Redis is.
   * @throws When it ends before it is ready.
   */
  static async start(program: string, name: Name, channel: string, url: string): Promise<RunnerProcess> {
    // The address is not among the arguments, which every process can read.
    const env = { ...process.env, BENCH_REDIS: url }
    const child = fork(program, [name, channel], { execArgv: [], env })
    const runner = new RunnerProcess(child, name)
    await runner.told('ready')
    return runner
  }

  send(request: Request): void {
    this.#child.send(request)
  }

  /**
   * Resolves when it tells this.
   *
   * @returns Milliseconds of processor time since it told something before.
   * @throws When it ends, or takes too long.
   */
  async told(what: Reply['what']): Promise<number> {
    const ended = new AbortController()
    const tooLate = new Error(`${this.#name} has not told "${what}" within ${LIMIT / 1000} seconds`)
    const timer = setTimeout(() => ended.abort(tooLate), LIMIT)
    const [reply] = (await Promise.race([
      once(this.#child, 'message', { signal: ended.signal }),
      once(this.#child, 'exit', { signal: ended.signal }).then(([code]) => {
        throw new Error(`the process of ${this.#name} ended with code ${code}`)
      }),
    ])
      .catch((error: unknown) => {
        throw ended.signal.aborted ? tooLate : error
      })
      .finally(() => {
        clearTimeout(timer)
        ended.abort()
      })) as [Reply]
    if (reply.what !== what)
      throw new Error(`${this.#name}: expected "${what}", and was told "${reply.what}"`)
    const taken = reply.cpu - this.#cpu
    this.#cpu = reply.cpu
    return taken
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill()
    await gone
  }
}
