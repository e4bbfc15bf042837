import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { Failure } from '#shared/checks/failure.ts'
import { literally } from '#shared/lesson/glob.ts'
import type { PubSub } from '../../02-patterns/contract.ts'
import type { Health, Monitor, MonitorOptions, Status } from '../contract.ts'
import { CanaryTraffic, type Sent } from './canary-traffic.ts'
import { type LentPubSub, lendPubSub } from './lent-pubsub.ts'
import type { Subject } from './subject.ts'

/** A call of `onChange`. */
export interface Change {
  readonly health: Health
  /** A copy, made when `onChange` was called. */
  readonly copy: Health
  readonly before: Status
  /** How many calls the lent adapter had refused or swallowed by then. */
  readonly refused: number
  /** What `health()` returned when it was called inside `onChange`. */
  readonly asked: Health | undefined
}

/** A monitor, and its calls of `onChange`. */
export interface Watched {
  readonly monitor: Monitor
  readonly changes: readonly Change[]
}

/** Longer than any canary takes: for checks in which no canary should be late. */
export const NEVER_MS = 60_000
/** The monitor's pause between canaries, in milliseconds. */
const EVERY_MS = 15
/** A canary counts as missing after this many times the latency of a message here, within this range in milliseconds. */
const TIMES_SLOWER = 8
const SHORTEST_MS = 120
const LONGEST_MS = 600
/** How many messages are measured. */
const MEASURED = 3

const STANDS_STILL = "You await something that doesn't settle, or your timer doesn't run for `downAfterMs`."

/** An application with a `PubSub` adapter on connections of its own, and monitors that use the adapter. */
export class TestBed {
  /** A namespace of this check's own, in which the canary's channel is. */
  readonly namespace: string
  readonly proxied: ProxiedConnection
  /** The adapter that the monitors use. It can inject faults. */
  readonly lent: LentPubSub
  /** The adapter that the application uses, without faults. */
  readonly application: PubSub
  /**
   * The limit for a canary that should be late or missing, in milliseconds. It grows with the latency of the machine,
   * so that a slow canary isn't taken for a missing one.
   */
  readonly limitMs: number
  readonly traffic: CanaryTraffic
  readonly #context: CheckContext
  readonly #subject: Subject

  private constructor(
    context: CheckContext,
    subject: Subject,
    traffic: CanaryTraffic,
    own: Pick<TestBed, 'namespace' | 'proxied' | 'application' | 'limitMs'>,
  ) {
    this.#context = context
    this.#subject = subject
    this.traffic = traffic
    this.namespace = own.namespace
    this.proxied = own.proxied
    this.application = own.application
    this.limitMs = own.limitMs
    this.lent = lendPubSub(own.application)
  }

  /** @param namespace Default: one of its own. */
  static async open(
    context: CheckContext,
    subject: Subject,
    namespace = `${context.channel('shop')}:`,
  ): Promise<TestBed> {
    const proxied = await context.connectThroughProxy()
    const traffic = new CanaryTraffic(context, proxied, `${namespace}canary:`)
    const application = await subject.connect({ ...proxied.base, namespace })
    context.cleanup(() => application.close())
    const limitMs = await limitBy(context, application, `${namespace}latency`)
    return new TestBed(context, subject, traffic, { namespace, proxied, application, limitMs })
  }

  /** The canaries that the monitors published, as seen on the wire. */
  get sent(): readonly Sent[] {
    return this.traffic.sent
  }

  /** Starts a monitor. With the default options, no canary is late. */
  async monitor(options: Partial<MonitorOptions> = {}, name = 'monitor'): Promise<Watched> {
    const context = this.#context
    const changes: Change[] = []
    let started: Monitor | undefined
    const onChange = (health: Health, before: Status) => {
      this.traffic.note(`${name}: onChange from ${before} to ${health.status}`)
      changes.push({
        health,
        copy: { ...health },
        before,
        refused: this.lent.refused,
        asked: started?.health(),
      })
    }
    const startMonitor = () =>
      this.#subject.startMonitor({
        ...this.proxied.base,
        namespace: this.namespace,
        pubsub: this.lent.pubsub,
        everyMs: EVERY_MS,
        degradedAfterMs: NEVER_MS,
        downAfterMs: NEVER_MS,
        onChange,
        ...options,
      })
    // Followed, so that the timeline shows what the check waits for.
    const code = context.trackCalls('your code', { startMonitor, close: async () => {} })
    const monitor = await code.startMonitor()
    started = monitor
    if (typeof monitor?.health !== 'function' || typeof monitor.close !== 'function') {
      context.fail(
        `startMonitor() should resolve with { health, close }, but resolved with ${String(monitor)}`,
      )
    }
    // The checks call health() very often, so the timeline leaves it out.
    const { close } = context.trackCalls(name, { close: () => monitor.close() })
    return { monitor: { health: () => monitor.health(), close }, changes }
  }

  /** Adds what the check does to the timeline. */
  note(text: string): void {
    this.traffic.note(`the check: ${text}`)
  }

  /** The canary channels that have a subscriber. */
  async listenedTo(): Promise<unknown> {
    return this.#context.redis('PUBSUB', 'CHANNELS', `${literally(this.namespace)}canary:*`)
  }

  /** Waits until a monitor has the results of this many more canaries. */
  async rounds({ monitor }: Watched, count = 1): Promise<void> {
    for (let done = 0; done < count; done++) {
      const last = monitor.health().checkedAt
      await this.#context.until(
        'the monitor has the result of another canary',
        () => monitor.health().checkedAt !== last,
        {
          cause: STANDS_STILL,
        },
      )
    }
  }

  /** Waits until every message on the canary's channel has reached the application. */
  async allArrived(): Promise<void> {
    const channel = `${this.namespace}sentinel`
    let arrived = false
    const sentinel = () => {
      arrived = true
    }
    await this.#context.until(
      'Redis has delivered all canaries',
      () => this.traffic.delivered >= this.sent.length,
    )
    await this.application.subscribe(channel, sentinel)
    await this.#context.publish(channel, 'after all canaries')
    await this.#context.until('a message that was published afterwards arrives', () => arrived)
    await this.application.unsubscribe(channel, sentinel)
  }

  /** Waits until the lent adapter has swallowed another canary, for which the monitor is now waiting. */
  async awaitsCanary(): Promise<void> {
    const before = this.lent.refused
    await this.#context.until('another canary is published', () => this.lent.refused > before)
  }

  /**
   * Waits until a monitor has this status, and returns its health.
   *
   * @param options `withinMs` as for {@link CheckContext.until}. A `cause` receives the health it has instead.
   */
  async says(
    { monitor, changes }: Watched,
    status: Status,
    {
      withinMs,
      cause,
    }: { readonly withinMs?: number; readonly cause?: (health: Health) => string | undefined } = {},
  ): Promise<Health> {
    const from = changes.length
    const before = monitor.health()
    let found: Health | undefined
    const hasStatus = () => {
      const now = monitor.health()
      // The status may have changed and changed back in the meantime.
      const changed = changes.slice(from).find(({ copy }) => copy.status === status)?.copy
      found = now.status === status ? now : changed
      return found
    }
    const why = () => {
      const now = monitor.health()
      return now.checkedAt === before.checkedAt ? STANDS_STILL : cause?.(now)
    }
    try {
      await this.#context.until(`health() says ${status}`, hasStatus, { withinMs, cause: why })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.#context.fail(`${error.message}; it says ${JSON.stringify(monitor.health())}`, {
        cause: error.cause,
      })
    }
    return found!
  }
}

/** Measures the latency of a message, and returns the limit for a canary. */
async function limitBy(context: CheckContext, application: PubSub, channel: string): Promise<number> {
  let arrived = 0
  const count = () => void arrived++
  await application.subscribe(channel, count)
  let slowest = 0
  for (let sent = 1; sent <= MEASURED; sent++) {
    const began = performance.now()
    await application.publish(channel, 'how long does it take?')
    await context.until('a message of the application arrives', () => arrived >= sent)
    slowest = Math.max(slowest, performance.now() - began)
  }
  await application.unsubscribe(channel, count)
  // AbortSignal.timeout() accepts only whole numbers.
  return Math.ceil(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, slowest * TIMES_SLOWER)))
}
