import type { RedisProxy } from '#shared/redis/proxy.ts'
import type { ServiceEvent } from '#shared/testbed/service-messages.ts'
import { Killed, type ProcessEnd, ServiceProcess } from '#shared/testbed/service-process.ts'
import { waitFor } from '#shared/testbed/wait.ts'
import type { Notification } from '../../contract.ts'
import type { Role, WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'

/** A process that runs one of the shop's services. */
export type GroupProcess = ServiceProcess<WorkerOptions, WorkerCommand, WorkerEvent>

const THREAD = new URL('./service-thread.ts', import.meta.url)

/** The options that all processes of a shop share. */
export interface ProcessGroupOptions
  extends Pick<WorkerOptions, 'area' | 'client' | 'own' | 'folder' | 'namespace'> {
  /** Opens the proxy between one process and Redis. The caller closes it. */
  proxied(role: Role): Promise<RedisProxy>
  /** Receives each event as a line of text. */
  tell(text: string): void
  /** Called if something other than this shop has killed a running service. By default, `trouble` rejects. */
  killed?(role: Role): void
  readonly graceMs?: number
  readonly answerWithinMs?: number
  readonly lateMs?: number
  /** The port of the API. Default: a free one, which the API keeps after a restart. */
  readonly port?: number
}

/** A notification that is being sent. */
export interface Sending {
  readonly notification: Notification
  /** Confirms that it was sent. */
  done(): void
}

const GRACE_MS = 5000
const ANSWER_WITHIN_MS = 1000
const LATE_MS = 300
const MAX_WAITING = 1000

/** The services of the shop, each in a process of its own. */
export class ProcessGroup {
  /** The lines that the logger has written, as objects. */
  readonly lines: { readonly event: string; readonly id: string }[] = []
  readonly sent: Notification[] = []
  /** Called for each notification. Default: confirms it at once. */
  onSending: (sending: Sending) => void = ({ done }) => done()
  /** The URL of the API. */
  url = ''
  /** Rejects if one of the processes fails. */
  readonly trouble: Promise<never>
  readonly #options: ProcessGroupOptions
  readonly #running = new Map<Role, GroupProcess>()
  readonly #ways = new Map<Role, RedisProxy>()
  #fail: (error: unknown) => void = () => {}

  constructor(options: ProcessGroupOptions) {
    this.#options = options
    this.trouble = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.trouble.catch(() => {})
  }

  /** Starts a service. After a restart, it uses the same proxy. Resolves when the service is ready. */
  async start(role: Role): Promise<GroupProcess> {
    const { area, client, own, folder, namespace, proxied, killed } = this.#options
    const {
      graceMs = GRACE_MS,
      answerWithinMs = ANSWER_WITHIN_MS,
      lateMs = LATE_MS,
      // After a restart, the API listens on the same port.
      port = this.url === '' ? 0 : Number(new URL(this.url).port),
    } = this.#options
    const proxy = this.#ways.get(role) ?? (await proxied(role))
    this.#ways.set(role, proxy)
    const job: WorkerOptions = {
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
    const process: GroupProcess = new ServiceProcess<WorkerOptions, WorkerCommand, WorkerEvent>(
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

  /** Makes `trouble` reject. */
  fail(error: unknown): void {
    this.#fail(error)
  }

  /** Kills a service as if something other than this shop had done so. */
  crash(role: Role): void {
    this.#running.get(role)?.crash()
  }

  /** The proxy between a service and Redis. */
  wayOf(role: Role): RedisProxy | undefined {
    return this.#ways.get(role)
  }

  /** Kills a service without warning. Resolves when it has exited and Redis has noticed. */
  async kill(role: Role): Promise<void> {
    const process = this.#running.get(role)
    this.#running.delete(role)
    await process?.kill()
    await this.#ways.get(role)?.settled()
  }

  /** Asks a service to exit, with SIGTERM if the system has it. */
  async stop(role: Role): Promise<ProcessEnd | undefined> {
    const process = this.#running.get(role)
    this.#running.delete(role)
    return process?.stop()
  }

  /** Kills all services. */
  async end(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((role) => this.kill(role)))
  }

  #take(role: Role, by: GroupProcess, told: WorkerEvent | ServiceEvent): void {
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

/** Reads a line of the log. An invalid line is shown as well, with empty fields. */
function lineOf(text: string): { readonly event: string; readonly id: string } {
  try {
    const { event, id } = JSON.parse(text) as Record<string, unknown>
    return { event: String(event), id: String(id) }
  } catch {
    return { event: '', id: '' }
  }
}
