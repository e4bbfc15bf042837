import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Client } from '../../../shared/core/manifest.ts'
import type { Candidate } from './candidate.ts'

/** What a server can be asked for. */
export type Order = 'cpu'
/** What it tells: its port when it is ready; when asked, the milliseconds of processor time it has taken so far. */
export type Reply = { readonly port: number } | { readonly cpu: number }

/** A Socket.IO server in a process of its own. */
export class ServerProcess {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  /**
   * Starts one.
   *
   * @param url Where Redis is.
   * @throws When it ends before it is ready.
   */
  static async start(candidate: Candidate, client: Client, namespace: string, url: string) {
    const child = fork(
      fileURLToPath(new URL('server.ts', import.meta.url)),
      [candidate, client, namespace],
      // Not among the arguments, which every process can read.
      { execArgv: ['--import', 'tsx'], env: { ...process.env, BENCH_REDIS: url } },
    )
    const reply = await Promise.race([
      once(child, 'message').then(([message]) => message as Reply),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the server of ${candidate} ended with code ${code}`)
      }),
    ])
    if (!('port' in reply)) throw new Error(`the server of ${candidate} did not tell its port`)
    return new ServerProcess(child, reply.port)
  }

  /** Milliseconds of processor time that it has taken so far. */
  async cpu(): Promise<number> {
    const answered = once(this.#child, 'message')
    this.#child.send('cpu' satisfies Order)
    const [reply] = (await answered) as [Reply]
    return 'cpu' in reply ? reply.cpu : 0
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = once(this.#child, 'exit')
    this.#child.kill()
    await gone
  }
}
