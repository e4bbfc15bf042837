import { Redis } from 'ioredis'
import { Failure } from '../../../../shared/checks/failure.ts'
import { RedisProxy } from '../../../../shared/redis/proxy.ts'
import { Fleet, type FleetOptions, type FleetProcess, person } from './fleet.ts'

/** What {@link killing} is told. */
export interface KillingOptions {
  readonly code: Pick<FleetOptions, 'area' | 'client' | 'own' | 'folder'>
  /** Where Redis is; it may hold a password. */
  readonly redisUrl: string
  readonly namespace: string
  /** How many register, in each round. */
  readonly perRound: number
  /** In so many rounds a replica is killed. One more round follows. */
  readonly kills: number
  /** Milliseconds that something may take. Default: 10,000. */
  readonly patience?: number
  tell(text: string): void
}

/** What came of it. People are called by their names. */
export interface Losses {
  readonly registrations: number
  readonly tracked: number
  readonly mails: number
  /** Whose mail was in the hands of a replica when it was killed. */
  readonly inFlight: readonly string[]
  /** Who has got no mail. */
  readonly missing: readonly string[]
  /** Who has got no mail, though no replica that was killed had it in hand. */
  readonly unexplained: readonly string[]
  /** Who has got more than one. */
  readonly twice: readonly string[]
}

/** How long the mail server takes for a mail, in milliseconds. */
const MAIL_TAKES = 25
/** So many mails are on their way, or through, when a replica is killed: the one that has brought the last of them. */
const MAILS_BEFORE_KILL = 3
/** How often a condition is looked at, in milliseconds. */
const LOOK_EVERY = 5

/**
 * Lets people register while replicas of the email service are killed.
 *
 * What a replica had in hand is not what the replica says: it is what Redis has as claimed by it when it is gone,
 * and the mail server has not taken.
 */
export async function killing(options: KillingOptions): Promise<Losses> {
  const run = new Killing(options)
  try {
    return await run.play()
  } finally {
    await run.end()
  }
}

/** What is awaited has not come. */
class TooLong extends Failure {}

class Killing {
  readonly #options: KillingOptions
  readonly #fleet: Fleet
  readonly #redis: Redis
  readonly #proxies: RedisProxy[] = []
  readonly #inFlight: string[] = []
  #registrations = 0

  constructor(options: KillingOptions) {
    this.#options = options
    this.#redis = new Redis(options.redisUrl)
    // What goes wrong shows in what is asked.
    this.#redis.on('error', () => {})
    this.#fleet = new Fleet({
      ...options.code,
      namespace: `${options.namespace}shop:${process.pid}:`,
      way: async () => {
        const proxy = await RedisProxy.open(options.redisUrl, options.namespace)
        this.#proxies.push(proxy)
        return proxy
      },
      tell: () => {},
    })
  }

  async play(): Promise<Losses> {
    const { kills, tell } = this.#options
    const fleet = this.#fleet
    const names = Array.from({ length: kills + 2 }, (_, index) => `emails ${index + 1}`)
    const [users, ...replicas] = await Promise.all([
      fleet.start('users', 'users'),
      fleet.start('emails', names[0]!),
      fleet.start('emails', names[1]!),
      fleet.start('analytics', 'analytics'),
    ])
    replicas.pop()
    for (let round = 0; round <= kills; round++) {
      const isLast = round === kills
      const began = fleet.ledger.mails.length
      const killed = isLast ? undefined : await this.#roundWithKill(users)
      if (isLast) await this.#round(users)
      const sent = fleet.ledger.mails.length - began
      if (!killed) {
        tell(`${this.#options.perRound} users register, and no replica is killed: ${sent} emails are sent.`)
        continue
      }
      const lost = killed.inFlight.map((id) => fleet.ledger.nameOf(id)).join(', ')
      tell(
        `${this.#options.perRound} users register, and ${killed.name} is killed: ${sent} emails are sent. In flight were those to: ${lost}.`,
      )
      await fleet.start('emails', names[round + 2]!)
    }
    return this.#losses()
  }

  async end(): Promise<void> {
    await this.#fleet.end()
    this.#redis.disconnect()
    await Promise.all(this.#proxies.map((proxy) => proxy.close()))
  }

  /** People register, and one of the replicas is killed when some mails are on their way. */
  async #roundWithKill(users: FleetProcess): Promise<{ name: string; inFlight: string[] }> {
    const fleet = this.#fleet
    let brought = 0
    let killed: Promise<void> | undefined
    let dead: FleetProcess | undefined
    fleet.mailServer = ({ by, take }) => {
      brought++
      if (brought === MAILS_BEFORE_KILL) {
        dead = by
        killed = fleet.kill(by)
      }
      // It hears no more of a mail whose sender dies in the middle of it.
      setTimeout(() => by !== dead && take(), MAIL_TAKES)
    }
    await this.#register(users)
    await this.#until('a replica is killed', () => dead)
    await killed
    const inFlight = await fleet.ledger.heldBy(dead?.name ?? '', this.#redis)
    this.#inFlight.push(...inFlight)
    await this.#finished()
    return { name: dead?.name ?? '', inFlight }
  }

  async #round(users: FleetProcess): Promise<void> {
    this.#fleet.mailServer = ({ take }) => void setTimeout(take, MAIL_TAKES)
    await this.#register(users)
    await this.#finished()
  }

  /** Waits until all is done that can be. What is missing after a while is told with the losses. */
  async #finished(): Promise<void> {
    const { ledger } = this.#fleet
    await this.#until('all events are tracked', () => ledger.tracked.length >= this.#registrations)
    const isSent = () => ledger.withoutMail.length <= this.#inFlight.length
    await this.#until('all other emails are sent', isSent).catch((error: unknown) => {
      if (!(error instanceof TooLong)) throw error
    })
  }

  /** One after the other: a burst would be taken by whoever is first. */
  async #register(users: FleetProcess): Promise<void> {
    for (let index = 0; index < this.#options.perRound; index++) {
      this.#registrations++
      this.#fleet.register(users, person(`user ${this.#registrations}`))
      await this.#until('the user is registered', () => this.#fleet.ledger.users.size === this.#registrations)
    }
  }

  #losses(): Losses {
    const { ledger } = this.#fleet
    const names = (ids: readonly string[]) => ids.map((id) => ledger.nameOf(id))
    const mailed = ledger.mails.map(({ id }) => id)
    const missing = ledger.withoutMail
    return {
      registrations: this.#registrations,
      tracked: ledger.tracked.length,
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
    await this.#fleet.wait(wait())
  }
}
