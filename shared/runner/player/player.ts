import type { Worker } from 'node:worker_threads'
import { blockedText } from '#shared/isolate/blocked-message.ts'
import { whereBlocked } from '#shared/isolate/blocked-thread.ts'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { MEMORY_MB, startThread } from '#shared/isolate/thread.ts'
import type { Role, WorkerEvent, WorkerOptions } from './messages.ts'

/** How a job ended that could not be finished. */
export class Interrupted extends Error {
  override name = 'Interrupted'
}

/** What a learner is told when a thread has used up its memory; undefined for other errors. */
function outOfMemory(error: unknown): Interrupted | undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return undefined
  return new Interrupted(
    `The code has used up ${MEMORY_MB} MB of memory, so it was stopped. Does it keep adding to an array or a Map?\nNothing else was run.`,
  )
}

/**
 * Plays a lesson's code in a thread of its own, so that nothing that the code does, an infinite loop, an exit or an
 * uncaught error, harms the workbook. For one job.
 */
export class Player {
  readonly #worker: Worker
  readonly #ready: Promise<void>

  /** @param role What the job will be like: what it needs is loaded now. */
  constructor({ folder, client, part, early = false }: Role) {
    this.#worker = startThread(new URL('./thread.ts', import.meta.url), {
      folder,
      client,
      part,
      early,
    } satisfies Role)
    this.#worker.unref()
    this.#ready = new Promise((resolve, reject) => {
      this.#worker.once('message', () => resolve())
      this.#worker.once('error', reject)
      this.#worker.once('exit', () => reject(new Interrupted('The thread has ended before it was ready.')))
    })
    this.#ready.catch(() => {})
  }

  /**
   * Does a job.
   *
   * @param told Takes what happens, in its order.
   * @throws {@link Interrupted} with a text for the learner, when the thread was ended by its code or had to be ended.
   */
  async run(job: WorkerOptions, told: (told: WorkerEvent) => void): Promise<void> {
    await this.#ready
    this.#worker.ref()
    let endWatch = () => {}
    try {
      await new Promise<void>((resolve, reject) => {
        this.#worker.on('message', (message: WorkerEvent) => {
          told(message)
          if (message.what === 'done') resolve()
          if (message.what === 'crashed') reject(new Error(message.message))
        })
        this.#worker.once('error', (error) => reject(outOfMemory(error) ?? error))
        this.#worker.once('exit', () =>
          reject(new Interrupted('The code has ended its process, so nothing else was run.')),
        )
        endWatch = watchHeartbeat(
          (thread) => void whereBlocked(thread).then((at) => reject(new Interrupted(blockedText(at)))),
          this.#worker.threadId,
        )
        this.#worker.postMessage(job)
      })
    } finally {
      endWatch()
      await this.end()
    }
  }

  /** Ends the thread, whatever it is doing. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }
}
