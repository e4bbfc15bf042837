import type { RedisProxy } from '#shared/redis/proxy.ts'
import type { ServiceEvent } from '#shared/testbed/service-messages.ts'
import { ServiceProcess } from '#shared/testbed/service-process.ts'
import { waitFor } from '#shared/testbed/wait.ts'
import type { Email, Registration } from '../../contract.ts'
import { DeliveryLog } from './delivery-log.ts'
import type { Role, WorkerCommand, WorkerEvent, WorkerOptions } from './messages.ts'

/** A process of the fleet. */
export type GroupProcess = ServiceProcess<WorkerOptions, WorkerCommand, WorkerEvent>

const THREAD = new URL('./service-thread.ts', import.meta.url)

/** The options of all processes of a fleet. */
export interface ProcessGroupOptions
  extends Pick<WorkerOptions, 'area' | 'client' | 'own' | 'folder' | 'namespace'> {
  /** Opens a proxy to Redis for one process. The caller closes it. */
  proxied(name: string): Promise<RedisProxy>
  /** Prints what happens. `what` is the kind of message that says so. */
  tell(text: string, what: WorkerEvent['what'] | ServiceEvent['what']): void
  /** Default: 30 s, longer than a run. In milliseconds. */
  readonly leaseMs?: number
}

/** An email that a process passed to the mail server. */
export interface Brought {
  readonly mail: Email
  readonly by: GroupProcess
  /** Accepts the email. */
  take(): void
  /** Rejects the email. */
  refuse(reason: string): void
}

const LEASE_MS = 30_000
const GRACE_MS = 5000

/** The services, each in a process of its own, and the mail server that all of them use. */
export class ProcessGroup {
  readonly deliveries = new DeliveryLog()
  /** The processes that were started and not killed. */
  readonly running = new Set<GroupProcess>()
  /** Handles each email. By default, accepts it at once. */
  mailServer: (brought: Brought) => void = ({ take }) => take()
  /** The processes that have reported that they are closed. */
  readonly closed = new Set<GroupProcess>()
  /** The kinds of the problems that were reported. */
  readonly problems: string[] = []
  /** Rejects when a process fails. */
  readonly trouble: Promise<never>
  readonly #options: ProcessGroupOptions
  readonly #proxies = new Map<GroupProcess, RedisProxy>()
  readonly #people = new Map<number, Registration>()
  #registrations = 0
  #fail: (error: unknown) => void = () => {}

  constructor(options: ProcessGroupOptions) {
    this.#options = options
    this.trouble = new Promise((_, reject) => {
      this.#fail = reject
    })
    this.trouble.catch(() => {})
  }

  /** Starts a process. Resolves when its service is ready, and rejects if any process fails. */
  async start(role: Role, name: string): Promise<GroupProcess> {
    const { area, client, own, folder, namespace, leaseMs = LEASE_MS } = this.#options
    const proxy = await this.#options.proxied(name)
    const tellWire = proxy.onEvent
    proxy.onEvent = (event) => {
      this.deliveries.wire(name, event)
      tellWire?.(event)
    }
    const job: WorkerOptions = {
      role,
      folder,
      area,
      client,
      own,
      namespace,
      leaseMs,
      graceMs: GRACE_MS,
      redisUrl: proxy.url,
    }
    const started: GroupProcess = new ServiceProcess<WorkerOptions, WorkerCommand, WorkerEvent>(
      { name, thread: THREAD, job },
      (told) => this.#take(started, told),
    )
    started.trouble.catch(this.#fail)
    this.running.add(started)
    this.#proxies.set(started, proxy)
    await Promise.race([started.ready, this.trouble])
    return started
  }

  /** Waits for something that the processes do. Rejects as {@link waitFor} does. */
  wait(waiting: Promise<unknown>): Promise<void> {
    return waitFor(waiting, this.running, this.trouble)
  }

  /** Tells a user service to register a user. */
  register(users: GroupProcess, registration: Registration): void {
    const number = ++this.#registrations
    this.#people.set(number, registration)
    users.order({ what: 'register', number, registration })
  }

  /** Kills a process. Resolves when it has exited, and Redis has noticed. */
  async kill(process: GroupProcess): Promise<void> {
    this.running.delete(process)
    await process.kill()
    await this.#proxies.get(process)?.settled()
  }

  /** Kills all processes. */
  async end(): Promise<void> {
    await Promise.all([...this.running].map((process) => this.kill(process)))
  }

  #take(by: GroupProcess, told: WorkerEvent | ServiceEvent): void {
    const { deliveries } = this
    const { tell } = this.#options
    if (told.what === 'registered') deliveries.users.set(told.user.id, told.user)
    if (told.what === 'refused') {
      tell(`${by.name} rejects a registration: ${told.message}`, told.what)
    }
    if (told.what === 'mail') this.#bring(by, told.number, told.mail)
    if (told.what === 'tracked') {
      deliveries.tracked.push(told.event)
      tell(`${by.name} tracks "${told.event}"`, told.what)
    }
    if (told.what === 'problem') {
      this.problems.push(told.kind)
      tell(`${by.name} reports: ${told.kind} (${told.message})`, told.what)
    }
    if (told.what === 'printed') tell(`${by.name} printed: ${told.text}`, told.what)
    if (told.what === 'closed') {
      this.closed.add(by)
      tell(`${by.name} has closed`, told.what)
    }
  }

  #bring(by: GroupProcess, number: number, mail: Email): void {
    // A killed process may have sent this email before, so the mail server still receives it.
    this.mailServer({
      mail,
      by,
      take: () => {
        this.deliveries.mails.push({ ...mail, by: by.name })
        by.order({ what: 'mail', number })
      },
      refuse: (reason) => by.order({ what: 'mail', number, error: reason }),
    })
  }
}

/** A user to register. */
export function person(name: string): Registration {
  return { name, email: `${name.toLowerCase().replaceAll(' ', '-')}@example.org`, passwordHash: 'not shown' }
}
