import { Redis } from 'ioredis'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { type Intercept, type Interception, interceptCalls } from '#shared/testbed/intercept.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { Email, Service, Store, User, UserService } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { eventText, idIn } from './event-text.ts'
import { type Hearing, recordMessages } from './record-messages.ts'

/** The lease in checks whose claims never expire, in milliseconds. */
const LEASE_MS = 20_000
/** The default `graceMs`: longer than any check. */
const GRACE_MS = 60_000

/** The end of every email address. */
const AT = '@example.org'

/** The connections of a service, as if it were a process. */
export interface Host extends ProxiedConnection {
  readonly pubsub: PubSub
  readonly store: Store
  /** Interferes with the calls of `pubsub` and `store`. */
  readonly interference: Map<string, Intercept>
  /** The keys that the service has tried to claim. */
  readonly claimed: readonly string[]
  /** The messages that the service receives. */
  readonly hearing: Hearing
}

/** The connections of a process. */
type Process = Pick<Host, 'base' | 'proxy' | 'problems' | 'pubsub' | 'store'>

/** An email that was sent. */
export interface Sent extends Email {
  readonly service: string
  /** The replica that sent it. */
  readonly by: string
}

/** How a host differs from the others. */
export interface HostOptions {
  /** True for a proxy of its own, so that faults affect no other host. */
  readonly ownWay?: boolean
  readonly graceMs?: number
}

/** How a replica differs from the others. */
export interface ReplicaOptions extends HostOptions {
  readonly service?: string
  readonly leaseMs?: number
  /** Called for each email. If it throws or rejects, so does `send`. */
  sending?(mail: Email): void | Promise<void>
}

/** One replica of an email service. */
export interface Replica extends Host {
  readonly name: string
  readonly emails: Service
}

/** Services that share one Redis and one namespace. */
export class TestBed {
  /** The namespace of this company's services. */
  readonly namespace: string
  /** The channel of registrations. */
  readonly registered: string
  /** All emails that were sent, in order. */
  readonly sent: Sent[] = []
  readonly #context: CheckContext
  readonly #subject: Subject
  /** The proxy that all hosts share, unless they have their own. */
  #proxied: Promise<ProxiedConnection> | undefined
  #redis: Promise<Redis> | undefined
  #store: Promise<Store> | undefined
  readonly #sentinels = new Set<string>()
  readonly #processes: Promise<Process>[] = []
  #replicas = 0
  /** The user of the last event, whose email shows that a replica has handled everything before it. */
  #last: Promise<User> | undefined
  /** The last event that was published to all replicas. */
  #lastEvent: string | undefined

  constructor(context: CheckContext, subject: Subject, name = 'shop') {
    this.#context = context
    this.#subject = subject
    this.namespace = `${context.channel(name)}:`
    this.registered = `${this.namespace}user:registered`
  }

  /** The check's own connection. */
  redis(): Promise<Redis> {
    this.#redis ??= this.#connect()
    return this.#redis
  }

  async #connect(): Promise<Redis> {
    const { base, proxy } = await this.#context.connectThroughProxy()
    proxy.onEvent = undefined
    const redis = new Redis(base.url)
    redis.on('error', () => {})
    this.#context.cleanup(() => redis.disconnect())
    return redis
  }

  /** Opens the connections of a service. */
  async host(name: string, options: HostOptions = {}): Promise<Host> {
    return this.#host(name, await this.#process(options.ownWay))
  }

  #host(name: string, { pubsub, store, ...process }: Process): Host {
    const context = this.#context
    const interference = new Map<string, Intercept>()
    const { pubsub: recorded, hearing } = recordMessages(
      context.trackCalls(`${name}: pubsub`, interceptCalls(pubsub, interference)),
    )
    const claimed: string[] = []
    const calls: Interception = {
      get(method) {
        const replacement = interference.get(method)
        if (method !== 'claim') return replacement
        return (go, args) => {
          claimed.push(String(args[0]))
          return replacement ? replacement(go, args) : go()
        }
      },
    }
    const followed = context.trackCalls(`${name}: store`, interceptCalls(store, calls))
    return { ...process, pubsub: recorded, store: followed, interference, hearing, claimed }
  }

  /** Opens only a store. */
  async store(
    name: string,
    options: HostOptions = {},
  ): Promise<Pick<Host, 'base' | 'proxy' | 'problems' | 'store'>> {
    const reached = await this.#reach(options.ownWay)
    const store = this.#context.trackCalls(`${name}: store`, await this.#subject.openStore(reached.base))
    return { ...reached, store }
  }

  async #reach(ownWay = false): Promise<ProxiedConnection> {
    this.#proxied ??= this.#context.connectThroughProxy()
    const { base: proxied, proxy } = await (ownWay ? this.#context.connectThroughProxy() : this.#proxied)
    const problems: Problem[] = []
    const base: ConnectOptions = {
      ...proxied,
      namespace: this.namespace,
      report: reporting(proxied, problems),
    }
    return { base, proxy, problems }
  }

  async #process(ownWay = false): Promise<Process> {
    const { base, proxy, problems } = await this.#reach(ownWay)
    const [pubsub, store] = await Promise.all([this.#subject.connect(base), this.#subject.openStore(base)])
    return { base, proxy, problems, pubsub, store }
  }

  /** All replicas share the connections of two hosts, because connecting takes longer than anything else. */
  #processOf(replica: number): Promise<Process> {
    const index = replica % 2
    const process = this.#processes[index] ?? this.#process()
    this.#processes[index] = process
    return process
  }

  /** Starts a user service. */
  async users(options: HostOptions = {}): Promise<Host & { readonly users: UserService }> {
    const host = await this.host('users', options)
    const { base, pubsub, store } = host
    const service = this.#subject.users({ ...base, pubsub, store, graceMs: options.graceMs ?? GRACE_MS })
    return { ...host, users: this.#context.trackCalls('users', service) }
  }

  /** Starts a replica of an email service. */
  async replica(options: ReplicaOptions = {}): Promise<Replica> {
    const number = this.#replicas++
    const name = `emails ${'ABCDEFGH'[number]}`
    const host = options.ownWay
      ? await this.host(name, options)
      : this.#host(name, await this.#processOf(number))
    const { base, pubsub } = host
    const service = options.service ?? 'welcome'
    // Not async, so that it throws as `sending` does.
    const send = (mail: Email) => {
      if (this.#sentinels.delete(mail.id)) return
      this.#context.log(`${name} sends an email to ${mail.to}`)
      const done = () => void this.sent.push({ ...mail, service, by: name })
      const sending = options.sending?.(mail)
      return sending === undefined ? done() : sending.then(done)
    }
    const emails = await this.#subject.emails({
      ...base,
      pubsub,
      store: host.store,
      service,
      leaseMs: options.leaseMs ?? LEASE_MS,
      graceMs: options.graceMs ?? GRACE_MS,
      send,
    })
    return { ...host, name, emails: this.#context.trackCalls(name, emails) }
  }

  /** Starts replicas of one service. */
  replicas(count: number, options: ReplicaOptions = {}): Promise<Replica[]> {
    return Promise.all(Array.from({ length: count }, () => this.replica(options)))
  }

  /** Starts the analytics service. */
  async analytics(
    track: (event: string, data: Readonly<Record<string, unknown>>) => void | Promise<void>,
    options: HostOptions = {},
  ): Promise<Host & { readonly analytics: Service }> {
    const host = await this.host('analytics', options)
    const { base, pubsub } = host
    const service = await this.#subject.analytics({
      ...base,
      pubsub,
      graceMs: options.graceMs ?? GRACE_MS,
      track,
    })
    return { ...host, analytics: this.#context.trackCalls('analytics', service) }
  }

  /** Stores a user directly, without the user service. */
  async user(name: string): Promise<User> {
    this.#store ??= this.store('the check').then(({ store }) => store)
    const user = { id: `${name}-id`, name, email: `${name}${AT}`, passwordHash: `hash of ${name}` }
    await (await this.#store).save(user)
    return user
  }

  /** Stores several users. */
  people(...names: string[]): Promise<User[]> {
    return Promise.all(names.map((name) => this.user(name)))
  }

  /** Publishes events in one burst. */
  async publish(...texts: string[]): Promise<void> {
    this.#lastEvent = texts.at(-1)
    await this.#context.burst(this.registered, texts)
  }

  /**
   * Fails unless exactly these addresses receive an email, each once, in any order, after all replicas are done.
   *
   * @param cause Receives the names of the recipients.
   */
  async mailed(
    expected: readonly string[],
    replicas: readonly Replica[],
    cause?: (names: readonly string[]) => string | undefined,
  ): Promise<void> {
    const names = (addresses: readonly string[]) => addresses.map((one) => one.replace(AT, '')).sort()
    const got = () => names(this.sent.map(({ to }) => to))
    await this.#context.until(
      expected.length === 1 ? 'an email is sent' : `${expected.length} emails are sent`,
      () => this.sent.length >= expected.length,
      {
        cause: () => cause?.(got()),
      },
    )
    // If there are too many already, don't wait for more.
    if (this.sent.length <= expected.length) {
      for (const replica of replicas) await this.drained(replica)
    }
    this.#context.equal('the recipients of the emails', got(), names(expected), { cause })
  }

  /** Waits until a replica has handled all events so far: it sends the email of an event that only it receives. */
  async drained(replica: Replica): Promise<void> {
    const lastEvent = this.#lastEvent
    if (lastEvent !== undefined) {
      await this.#context.until(`${replica.name} receives the last event`, () =>
        replica.hearing.heard.includes(lastEvent),
      )
    }
    this.#last ??= this.user('last')
    const text = eventText((await this.#last).id)
    this.#sentinels.add(idIn(text))
    this.#context.log(`the check: only ${replica.name} receives an event about the user last`)
    replica.hearing.deliver(this.registered, text)
    await this.#context.until(
      `${replica.name} sends the email for it`,
      () => !this.#sentinels.has(idIn(text)),
      {
        cause: () => {
          const key = replica.claimed.at(-1)
          return key === undefined || key.includes(idIn(text))
            ? undefined
            : "The claim's key doesn't contain the ID of the event: pass event.id to claimKey()."
        },
      },
    )
  }
}

/** Reports problems. If the learner's code caught and reported a TODO's error, the task still counts as not started. */
function reporting({ report }: ConnectOptions, problems: Problem[]): ConnectOptions['report'] {
  return (problem) => {
    if (problem.error instanceof NotStarted) void Promise.reject(problem.error)
    problems.push(problem)
    report(problem)
  }
}
