import { Failure } from '../../../shared/checks/failure.ts'
import type { Kit, Way } from '../../../shared/checks/kit.ts'
import { literally } from '../../../shared/lesson/glob.ts'
import type { PubSub } from '../../02-patterns/contract.ts'
import type { Health, Monitor, MonitorOptions, Status } from '../contract.ts'
import { CanaryTraffic, type Sent } from './canary-traffic.ts'
import { type LentPort, lend } from './lent-port.ts'
import type { Subject } from './subject.ts'

/** A call of `onChange`. */
export interface Change {
  readonly health: Health
  /** A copy, made when `onChange` was called. */
  readonly copy: Health
  readonly before: Status
  /** How often the port had refused or swallowed something by then. */
  readonly refused: number
  /** What `health()` returned when it was called inside `onChange`. */
  readonly asked: Health | undefined
}

/** A monitor, and what it has told. */
export interface Watched {
  readonly monitor: Monitor
  readonly changes: readonly Change[]
}

/** So slow is nothing here: for checks in which no canary is to be late. */
export const NEVER_MS = 60_000
/** How long a monitor rests, in milliseconds. */
const EVERY_MS = 15
/** A canary is missing after so many times what a message takes here, and in this range, in milliseconds. */
const TIMES_SLOWER = 8
const SHORTEST_MS = 120
const LONGEST_MS = 600
/** So many messages are tried. */
const TRIED = 3

const STANDS_STILL = 'Your loop has ended, or awaits something that doesn’t settle.'

/** A program with a port to Redis on a way of its own, and monitors on that port. */
export class Station {
  /** What is put before the canary's channel; nobody else uses it. */
  readonly namespace: string
  readonly way: Way
  /** What the monitors get. */
  readonly port: LentPort
  /** The same port, for the program's own use. */
  readonly program: PubSub
  /**
   * How long a canary may take in checks in which it is to be missing or late, in milliseconds. On a busy machine all
   * takes longer, and a canary that is only slow should not be taken for one that is missing.
   */
  readonly limitMs: number
  readonly traffic: CanaryTraffic
  readonly #kit: Kit
  readonly #subject: Subject

  private constructor(
    kit: Kit,
    subject: Subject,
    traffic: CanaryTraffic,
    own: Pick<Station, 'namespace' | 'way' | 'program' | 'limitMs'>,
  ) {
    this.#kit = kit
    this.#subject = subject
    this.traffic = traffic
    this.namespace = own.namespace
    this.way = own.way
    this.program = own.program
    this.limitMs = own.limitMs
    this.port = lend(own.program)
  }

  /** @param namespace Default: one that nobody else uses. */
  static async open(kit: Kit, subject: Subject, namespace = `${kit.channel('shop')}:`): Promise<Station> {
    const way = await kit.way()
    const traffic = new CanaryTraffic(kit, way, `${namespace}canary:`)
    const program = await subject.connect({ ...way.base, namespace })
    kit.cleanup(() => program.close())
    const limitMs = await limitBy(kit, program, `${namespace}trial`)
    return new Station(kit, subject, traffic, { namespace, way, program, limitMs })
  }

  /** The canaries that were sent, as seen on the wire. */
  get sent(): readonly Sent[] {
    return this.traffic.sent
  }

  /** Starts a monitor. What is not said is such that no canary is late. */
  async monitor(options: Partial<MonitorOptions> = {}, name = 'monitor'): Promise<Watched> {
    const kit = this.#kit
    const changes: Change[] = []
    let started: Monitor | undefined
    const onChange = (health: Health, before: Status) => {
      this.traffic.note(`${name}: onChange from ${before} to ${health.status}`)
      changes.push({
        health,
        copy: { ...health },
        before,
        refused: this.port.refused,
        asked: started?.health(),
      })
    }
    const startMonitor = () =>
      this.#subject.startMonitor({
        ...this.way.base,
        namespace: this.namespace,
        pubsub: this.port.pubsub,
        everyMs: EVERY_MS,
        degradedAfterMs: NEVER_MS,
        downAfterMs: NEVER_MS,
        onChange,
        ...options,
      })
    // Followed, so that the timeline shows what the check waits for.
    const code = kit.follow('your code', { startMonitor, close: async () => {} })
    const monitor = await code.startMonitor()
    started = monitor
    if (typeof monitor?.health !== 'function' || typeof monitor.close !== 'function') {
      kit.fail(`startMonitor() should resolve with { health, close }, and resolved with ${String(monitor)}`)
    }
    // health() is asked again and again, so that is not told.
    const { close } = kit.follow(name, { close: () => monitor.close() })
    return { monitor: { health: () => monitor.health(), close }, changes }
  }

  /** Tells the timeline what the check does. */
  note(text: string): void {
    this.traffic.note(`the check: ${text}`)
  }

  /** The channels of canaries that somebody has subscribed to. */
  async listenedTo(): Promise<unknown> {
    return this.#kit.redis('PUBSUB', 'CHANNELS', `${literally(this.namespace)}canary:*`)
  }

  /** Waits until a monitor has looked at so many more canaries. */
  async rounds({ monitor }: Watched, count = 1): Promise<void> {
    for (let done = 0; done < count; done++) {
      const last = monitor.health().checkedAt
      await this.#kit.until(
        'the monitor has the result of another canary',
        () => monitor.health().checkedAt !== last,
        {
          cause: STANDS_STILL,
        },
      )
    }
  }

  /** Waits until all that was sent to the canary's channel has reached the program. */
  async allArrived(): Promise<void> {
    const channel = `${this.namespace}sentinel`
    let arrived = false
    const sentinel = () => {
      arrived = true
    }
    await this.#kit.until(
      'Redis has delivered all canaries',
      () => this.traffic.delivered >= this.sent.length,
    )
    await this.program.subscribe(channel, sentinel)
    await this.#kit.publish(channel, 'after all canaries')
    await this.#kit.until('what was published after them arrives', () => arrived)
    await this.program.unsubscribe(channel, sentinel)
  }

  /** Waits until the next canary is awaited, which the port has swallowed. */
  async awaitsCanary(): Promise<void> {
    const before = this.port.refused
    await this.#kit.until('another canary is published', () => this.port.refused > before)
  }

  /** Waits until a monitor says so; gives what it said then. A `cause` gets what it says instead. */
  async says(
    { monitor, changes }: Watched,
    status: Status,
    { cause }: { readonly cause?: (health: Health) => string | undefined } = {},
  ): Promise<Health> {
    const from = changes.length
    const before = monitor.health()
    let found: Health | undefined
    const looked = () => {
      const now = monitor.health()
      // It may have been so between two looks.
      const told = changes.slice(from).find(({ copy }) => copy.status === status)?.copy
      found = now.status === status ? now : told
      return found
    }
    const why = () => {
      const now = monitor.health()
      return now.checkedAt === before.checkedAt ? STANDS_STILL : cause?.(now)
    }
    try {
      await this.#kit.until(`health() says ${status}`, looked, { cause: why })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.#kit.fail(`${error.message}; it says ${JSON.stringify(monitor.health())}`, { cause: error.cause })
    }
    return found!
  }
}

/** Finds out how long a message takes now; gives how long a canary may take. */
async function limitBy(kit: Kit, program: PubSub, channel: string): Promise<number> {
  let arrived = 0
  const count = () => void arrived++
  await program.subscribe(channel, count)
  let slowest = 0
  for (let tried = 1; tried <= TRIED; tried++) {
    const began = performance.now()
    await program.publish(channel, 'how long does it take?')
    await kit.until('a message of the program arrives', () => arrived >= tried)
    slowest = Math.max(slowest, performance.now() - began)
  }
  await program.unsubscribe(channel, count)
  // AbortSignal.timeout() takes whole numbers only.
  return Math.ceil(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, slowest * TIMES_SLOWER)))
}
