import { Redis } from 'ioredis'
import { Failure } from '#shared/checks/failure.ts'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { type GroupProcess, ProcessGroup, type ProcessGroupOptions, person } from './process-group.ts'

/** Options of {@link killing}. */
export interface KillingOptions {
  readonly code: Pick<ProcessGroupOptions, 'area' | 'client' | 'own' | 'folder'>
  /** The URL of Redis, which may contain a password. */
  readonly redisUrl: string
  readonly namespace: string
  /** How many users register in each round. */
  readonly perRound: number
  /** The number of rounds in which a replica is killed. One more round follows. */
  readonly kills: number
  /** How long to wait for each condition, in milliseconds. Default: 10,000. */
  readonly patience?: number
  tell(text: string): void
}

/** The result, with the names of users. */
export interface Losses {
  readonly registrations: number
  readonly tracked: number
  readonly mails: number
  /** The users whose emails were in flight when a replica was killed. */
  readonly inFlight: readonly string[]
  /** The users without an email. */
  readonly missing: readonly string[]
  /** The users without an email whose emails were not in flight in a killed replica. */
  readonly unexplained: readonly string[]
  /** The users with more than one email. */
  readonly twice: readonly string[]
}

/** How long the mail server takes for an email, in milliseconds. */
const MAIL_TAKES = 25
/** When a replica passes this many emails to the mail server, it is killed. All replicas count together. */
const MAILS_BEFORE_KILL = 3
/** The pause between two tests of a condition, in milliseconds. */
const LOOK_EVERY = 5

/**
 * Registers users while replicas of the email service are killed.
 *
 * The killed replica isn't asked for its emails in flight: they're the events that Redis shows as claimed by it, and for
 * which the mail server has accepted no email.
 */
export async function killing(options: KillingOptions): Promise<Losses> {
  const run = new Killing(options)
  try {
    return await run.play()
  } finally {
    await run.end()
  }
}

/** A condition did not become true in time. */
class TooLong extends Failure {}

class Killing {
  readonly #options: KillingOptions
  readonly #group: ProcessGroup
  readonly #redis: Redis
  readonly #proxies: RedisProxy[] = []
  readonly #inFlight: string[] = []
  #registrations = 0
  /** How many messages have passed the proxies, and how many emails the mail server is accepting. */
  #passed = 0
  #accepting = 0

  constructor(options: KillingOptions) {
    this.#options = options
    this.#redis = new Redis(options.redisUrl)
    // A failed command shows the error.
    this.#redis.on('error', () => {})
    this.#group = new ProcessGroup({
      ...options.code,
      namespace: `${options.namespace}shop:${process.pid}:`,
      proxied: async () => {
        const proxy = await RedisProxy.open(options.redisUrl, options.namespace)
        proxy.onEvent = () => {
          this.#passed++
        }
        this.#proxies.push(proxy)
        return proxy
      },
      tell: (text, what) => {
        if (what !== 'tracked' && what !== 'closed') options.tell(text)
      },
    })
  }

  async play(): Promise<Losses> {
    const { kills, tell } = this.#options
    const group = this.#group
    const names = Array.from({ length: kills + 2 }, (_, index) => `emails ${index + 1}`)
    const [users, ...replicas] = await Promise.all([
      group.start('users', 'users'),
      group.start('emails', names[0]!),
      group.start('emails', names[1]!),
      group.start('analytics', 'analytics'),
    ])
    replicas.pop()
    for (let round = 0; round <= kills; round++) {
      const isLast = round === kills
      const began = group.deliveries.mails.length
      const killed = isLast ? undefined : await this.#roundWithKill(users)
      if (isLast) await this.#round(users)
      const sent = group.deliveries.mails.length - began
      if (!killed) {
        tell(`${this.#options.perRound} users register, and no replica is killed: ${sent} emails are sent.`)
        continue
      }
      const lost = killed.inFlight.map((id) => group.deliveries.nameOf(id)).join(', ')
      tell(
        `${this.#options.perRound} users register, and ${killed.name} is killed: ${sent} emails are sent. In flight were those to: ${lost}.`,
      )
      await group.start('emails', names[round + 2]!)
    }
    return this.#losses()
  }

  async end(): Promise<void> {
    await this.#group.end()
    this.#redis.disconnect()
    await Promise.all(this.#proxies.map((proxy) => proxy.close()))
  }

  /** Users register, and one of the replicas is killed while some emails are in flight. */
  async #roundWithKill(users: GroupProcess): Promise<{ name: string; inFlight: string[] }> {
    const group = this.#group
    let brought = 0
    let killed: Promise<void> | undefined
    let dead: GroupProcess | undefined
    group.mailServer = ({ by, take }) => {
      brought++
      if (brought === MAILS_BEFORE_KILL) {
        dead = by
        killed = group.kill(by)
      }
      // A killed replica does not finish its email.
      this.#accept(() => by !== dead && take())
    }
    await this.#register(users)
    await this.#until('a replica is killed', () => dead)
    await killed
    const inFlight = await group.deliveries.heldBy(dead?.name ?? '', this.#redis)
    this.#inFlight.push(...inFlight)
    await this.#finished()
    return { name: dead?.name ?? '', inFlight }
  }

  async #round(users: GroupProcess): Promise<void> {
    this.#group.mailServer = ({ take }) => this.#accept(take)
    await this.#register(users)
    await this.#finished()
  }

  #accept(take: () => void): void {
    this.#accepting++
    setTimeout(() => {
      this.#accepting--
      take()
    }, MAIL_TAKES)
  }

  /**
   * Waits until all other emails are sent, and until the replicas are idle: one of them may be about to send an email a
   * second time. After a time limit, missing ones count as lost.
   */
  async #finished(): Promise<void> {
    const { deliveries } = this.#group
    await this.#until('all events are tracked', () => deliveries.tracked.length >= this.#registrations)
    const isSent = () => deliveries.withoutMail.length <= this.#inFlight.length
    try {
      await this.#until('all other emails are sent', isSent)
      await this.#until('the replicas are idle', () => this.#areIdle())
    } catch (error) {
      if (!(error instanceof TooLong)) throw error
    }
  }

  /** While Redis and each process reply twice, one after the other, what they had received before is handled. */
  async #areIdle(): Promise<boolean> {
    const before = this.#passed
    for (let turn = 0; turn < 2; turn++) {
      await this.#redis.ping()
      await Promise.all([...this.#group.running].map((process) => process.isAlive()))
    }
    return this.#passed === before && this.#accepting === 0
  }

  /** Registers users one after the other, because the fastest replica would handle a whole burst. */
  async #register(users: GroupProcess): Promise<void> {
    for (let index = 0; index < this.#options.perRound; index++) {
      this.#registrations++
      this.#group.register(users, person(`user ${this.#registrations}`))
      await this.#until(
        'the user is registered',
        () => this.#group.deliveries.users.size === this.#registrations,
      )
    }
  }

  #losses(): Losses {
    const { deliveries } = this.#group
    const names = (ids: readonly string[]) => ids.map((id) => deliveries.nameOf(id))
    const mailed = deliveries.mails.map(({ id }) => id)
    const missing = deliveries.withoutMail
    return {
      registrations: this.#registrations,
      tracked: deliveries.tracked.length,
      mails: mailed.length,
      inFlight: names(this.#inFlight),
      missing: names(missing),
      unexplained: names(missing.filter((id) => !this.#inFlight.includes(id))),
      twice: names([...new Set(mailed.filter((id, index) => mailed.indexOf(id) !== index))]),
    }
  }

  async #until(what: string, holds: () => unknown): Promise<void> {
    const { patience = 10_000 } = this.#options
    const end = performance.now() + patience
    const wait = async () => {
      while (!(await holds())) {
        if (performance.now() > end)
          throw new TooLong(`This did not happen within ${patience / 1000} s: ${what}.`)
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
      }
    }
    await this.#group.wait(wait())
  }
}
