import type { RedisProxy } from '../../../../shared/redis/proxy.ts'
import {
  Killed,
  type ProcessEnd,
  ServiceProcess,
} from '../../../../shared/workbook/processes/service-process.ts'
import type { ServiceTold } from '../../../../shared/workbook/processes/told.ts'
import { waitFor } from '../../../../shared/workbook/processes/wait.ts'
import type { Notification } from '../../contract.ts'
import type { Job, Order, Role, Told } from './messages.ts'

/** A process with a service of the shop in it. */
export type ShopProcess = ServiceProcess<Job, Order, Told>

const THREAD = new URL('./service-thread.ts', import.meta.url)

/** What the processes of a shop have in common. */
export interface ShopOptions extends Pick<Job, 'area' | 'client' | 'own' | 'folder' | 'namespace'> {
  /** Opens a way to Redis for one process. It belongs to the caller. */
  way(role: Role): Promise<RedisProxy>
  /** Takes what happens, in words. */
  tell(text: string): void
  /** Is called when a service that was there has been killed, and not by this shop. Default: the shop is in trouble. */
  killed?(role: Role): void
  readonly graceMs?: number
  readonly answerWithinMs?: number
  readonly lateMs?: number
  /** Where the API listens. Default: on a free port, and there again when it is started again. */
  readonly port?: number
}

/** A notification that is being sent. */
export interface Sending {
  readonly notification: Notification
  /** It is sent. */
  done(): void
}

const GRACE_MS = 5000
const ANSWER_WITHIN_MS = 1000
const LATE_MS = 300
const MAX_WAITING = 1000

/** The services of the shop, each in a process of its own. */
export class Shop {
  /** The lines that the logger has written, as objects. */
  readonly lines: { readonly event: string; readonly id: string }[] = []
  readonly sent: Notification[] = []
  /** What those who get notifications do. Default: they take each at once. */
  onSending: (sending: Sending) => void = ({ done }) => done()
  /** Where the API listens. */
  url = ''
  /** Rejects when one of the processes is in trouble. */
  readonly trouble: Promise<never>
  readonly #options: ShopOptions
  readonly #running = new Map<Role, ShopProcess>()
  readonly #ways = new Map<Role, RedisProxy>()
  #fail: (error: unknown) => void = () => {}

  constructor(options: ShopOptions) {
    this.#options = options
    this.trouble = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.trouble.catch(() => {})
  }

  /** Starts a service, on the way to Redis that it had before. It resolves when the service is there. */
  async start(role: Role): Promise<ShopProcess> {
    const { area, client, own, folder, namespace, way, killed } = this.#options
    const {
      graceMs = GRACE_MS,
      answerWithinMs = ANSWER_WITHIN_MS,
      lateMs = LATE_MS,
      // A service that is started again is found where it was.
      port = this.url === '' ? 0 : Number(new URL(this.url).port),
    } = this.#options
    const proxy = this.#ways.get(role) ?? (await way(role))
    this.#ways.set(role, proxy)
    const job: Job = {
      role,
      area,
      client,
      own,
      folder,
      namespace,
      redisUrl: proxy.url,
      graceMs,
      answerWithinMs,
      lateMs,
      port,
      maxWaiting: MAX_WAITING,
    }
    const process: ShopProcess = new ServiceProcess<Job, Order, Told>(
      { name: role, thread: THREAD, job },
      (told) => this.#take(role, process, told),
    )
    this.#running.set(role, process)
    let wasReady = false
    process.trouble.catch((error: unknown) => {
      if (this.#running.get(role) !== process) return
      if (!killed || !wasReady || !(error instanceof Killed)) return this.#fail(error)
      this.#running.delete(role)
      killed(role)
    })
    await Promise.race([process.ready, this.trouble])
    wasReady = true
    return process
  }

  /** Waits for something that the processes do; throws what {@link waitFor} throws. */
  wait(waiting: Promise<unknown>): Promise<void> {
    return waitFor(waiting, this.#running.values(), this.trouble)
  }

  /** Says that the shop is in trouble. */
  fail(error: unknown): void {
    this.#fail(error)
  }

  /** Kills a service as if it were not this shop that did it. */
  crash(role: Role): void {
    this.#running.get(role)?.crash()
  }

  /** The way of a service to Redis. */
  wayOf(role: Role): RedisProxy | undefined {
    return this.#ways.get(role)
  }

  /** Kills a service, as when the power fails. Resolves when it is gone, and Redis has noticed. */
  async kill(role: Role): Promise<void> {
    const process = this.#running.get(role)
    this.#running.delete(role)
    await process?.kill()
    await this.#ways.get(role)?.settled()
  }

  /** Asks a service to end, by SIGTERM where there is such a thing. */
  async stop(role: Role): Promise<ProcessEnd | undefined> {
    const process = this.#running.get(role)
    this.#running.delete(role)
    return process?.stop()
  }

  /** Kills all. */
  async end(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((role) => this.kill(role)))
  }

  #take(role: Role, by: ShopProcess, told: Told | ServiceTold): void {
    const { tell } = this.#options
    if (told.what === 'url') this.url = told.url
    if (told.what === 'line') {
      const { event, id } = lineOf(told.line)
      this.lines.push({ event, id })
      tell(`logger writes a line: ${event} ${id}`)
    }
    if (told.what === 'send') {
      const { notification, number } = told
      this.onSending({
        notification,
        done: () => {
          this.sent.push(notification)
          tell(`notification to ${notification.userId}: ${notification.text}`)
          by.order({ what: 'sent', number })
        },
      })
    }
    if (told.what === 'problem') tell(`${role} reports: ${told.kind} (${told.message})`)
    if (told.what === 'printed') tell(`${role} printed: ${told.text}`)
  }
}

/** What is no line of a log is told all the same. */
function lineOf(text: string): { readonly event: string; readonly id: string } {
  try {
    const { event, id } = JSON.parse(text) as Record<string, unknown>
    return { event: String(event), id: String(id) }
  } catch {
    return { event: '', id: '' }
  }
}
