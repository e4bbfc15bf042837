import type { Worker } from 'node:worker_threads'
import { blockedText } from '#shared/isolate/blocked-message.ts'
import { whereBlocked } from '#shared/isolate/blocked-thread.ts'
import { watchHeartbeat } from '#shared/isolate/heartbeat.ts'
import { startThread } from '#shared/isolate/thread.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { now } from './clock.ts'
import type {
  Person,
  Seen,
  ServerName,
  ServerState,
  Step,
  WorkerCommand,
  WorkerEvent,
  WorkerOptions,
} from './messages.ts'
import { WireSteps } from './wire-steps.ts'

/** How long a server may take until it listens, and until it is closed, in milliseconds. */
const LISTENS_WITHIN_MS = 40_000
const CLOSED_WITHIN_MS = 2500
/** How long a thread that gives no sign of life is given to answer, in milliseconds. */
const ANSWERS_WITHIN_MS = 1500

/** What happens on a server. */
export interface ChatServerEvents {
  seen(seen: Seen): void
  /** {@link ChatServer.state} has changed without a step. */
  changed(): void
  /** A page asked for a fault on a server, perhaps another one. */
  asked(request: 'cut' | 'mend', server: ServerName): void
}

/** A server could not be started; why was told as a problem. */
export class NotServing extends Error {
  override name = 'NotServing'
}

/** One of the two servers: a thread with the code of the lesson, and a way to Redis on which all is seen. */
export class ChatServer {
  readonly #job: WorkerOptions
  readonly #events: ChatServerEvents
  readonly #proxy: RedisProxy
  readonly #wire: WireSteps
  readonly #worker: Worker
  readonly #people = new Map<string, Person>()
  readonly #endWatch: () => void
  #port = 0
  #open = true
  #unfinished: string | undefined
  #closing = false

  private constructor(job: WorkerOptions, proxy: RedisProxy, events: ChatServerEvents) {
    this.#job = job
    this.#events = events
    this.#proxy = proxy
    this.#wire = new WireSteps(
      (step) => this.#see(step),
      (channel) => (channel.startsWith(job.namespace) ? channel.slice(job.namespace.length) : channel),
    )
    proxy.onEvent = (event) => this.#wire.take(event)
    this.#worker = startThread(new URL('./thread.ts', import.meta.url), job)
    this.#worker.on('message', (told: WorkerEvent) => this.#told(told))
    this.#worker.on('error', (error) => this.#gone(`The server's thread has ended: ${error}`))
    this.#worker.on('exit', () =>
      this.#gone('The code has ended its process (process.exit), and with it this server.'),
    )
    this.#endWatch = watchHeartbeat((thread) => void this.#blocked(thread), this.#worker.threadId)
  }

  /**
   * Starts a server.
   *
   * @param redisUrl The workbook's Redis. The code gets a way there that shows all that passes.
   * @returns When it listens, with the ports that were taken.
   */
  static async start(
    job: Omit<WorkerOptions, 'redisUrl'>,
    redisUrl: string,
    events: ChatServerEvents,
  ): Promise<{ server: ChatServer; taken: readonly number[] }> {
    const proxy = await RedisProxy.open(redisUrl, job.namespace)
    const server = new ChatServer({ ...job, redisUrl: proxy.url }, proxy, events)
    try {
      return { server, taken: await server.#listens() }
    } catch (error) {
      await server.close()
      throw error
    }
  }

  get state(): ServerState {
    return {
      name: this.#job.server,
      url: `http://127.0.0.1:${this.#port}`,
      open: this.#open,
      connections: this.#wire.connections,
      subscriptions: this.#wire.subscriptions,
      people: [...this.#people.values()],
      unfinished: this.#unfinished,
    }
  }

  /** Cuts the way to Redis, until {@link ChatServer.mend}. */
  cut(): void {
    this.#open = false
    this.#proxy.refuse()
    this.#proxy.cut()
    this.#events.changed()
  }

  /** Opens the way to Redis again. */
  mend(): void {
    this.#open = true
    this.#proxy.accept()
    this.#events.changed()
  }

  /** Tells the thread something for its pages. */
  order(order: WorkerCommand): void {
    this.#worker.postMessage(order)
  }

  /** Ends the thread, in good order if it can. */
  async close(): Promise<void> {
    this.#closing = true
    this.#endWatch()
    const closed = this.#answers('closed')
    this.order({ what: 'close' })
    await within(CLOSED_WITHIN_MS, closed)
    await this.#worker.terminate()
    await this.#proxy.close()
  }

  /** Resolves when the thread has answered, or is gone. */
  #answers(what: 'pong' | 'closed'): Promise<true> {
    if (this.#worker.threadId < 0) return Promise.resolve(true)
    return new Promise((resolve) => {
      const take = (told: WorkerEvent) => {
        if (told.what !== what) return
        this.#worker.off('message', take)
        resolve(true)
      }
      this.#worker.on('message', take)
      this.#worker.once('exit', () => resolve(true))
    })
  }

  async #listens(): Promise<readonly number[]> {
    const listening = new Promise<readonly number[]>((resolve, reject) => {
      this.#worker.on('message', (told: WorkerEvent) => {
        if (told.what === 'listening') resolve(told.taken)
      })
      this.#worker.once('error', reject)
      this.#worker.once('exit', () => reject(new NotServing()))
    })
    const taken = await within(LISTENS_WITHIN_MS, listening)
    if (!taken) {
      this.#unfinish(`The server did not begin to listen within ${LISTENS_WITHIN_MS / 1000} seconds.`)
      throw new NotServing()
    }
    return taken
  }

  #told(told: WorkerEvent): void {
    // What goes wrong while it is closed is of no interest any more.
    if (this.#closing) return
    if (told.what === 'seen') this.#seen(told.seen)
    if (told.what === 'asked') this.#events.asked(told.request, told.server)
    if (told.what === 'listening') this.#port = told.port
    if (told.what === 'unfinished') this.#unfinish(told.text)
  }

  #seen(seen: Seen): void {
    const { step } = seen
    if (step.what === 'arrived') this.#people.set(step.socket, { socket: step.socket, who: step.who })
    if (step.what === 'left') this.#people.delete(step.socket)
    this.#events.seen(seen)
  }

  #see(step: Step): void {
    this.#events.seen({ at: now(), server: this.#job.server, step })
  }

  #unfinish(text: string | undefined): void {
    if (this.#unfinished === text) return
    this.#unfinished = text
    if (text) this.#see({ what: 'problem', text })
    else this.#events.changed()
  }

  #gone(text: string): void {
    if (this.#closing || this.#unfinished) return
    this.#people.clear()
    this.#unfinish(text)
  }

  /** Ends a thread that is in an infinite loop. One that the machine only kept waiting is left alone. */
  async #blocked(thread: number): Promise<boolean> {
    const alive = this.#answers('pong')
    this.order({ what: 'ping' })
    if ((await within(ANSWERS_WITHIN_MS, alive)) || this.#closing) return false
    const at = await whereBlocked(thread)
    if (!at) return false
    this.#gone(blockedText(at))
    await this.#worker.terminate()
    return true
  }
}

/** What a promise gives, or undefined when it takes too long. */
async function within<T>(limit: number, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limit)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
