// monitor.ts, whole file, rejected by 07.2-up
// What is not a change is not stored: latency and date stay those of the last change.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Health, Monitor, MonitorOptions, Status } from '../../lessons/07-monitoring/contract.ts'

/** How long closing may take while Redis is away, in milliseconds. */
const CLOSE_WITHIN_MS = 2000

/** A canary that is on its way. */
interface Flight {
  /** What is published. */
  readonly id: string
  /** By `performance.now()`, which nobody sets back. */
  sentAt: number
  /** Ends it: with how long it took, or with null when it is missing. */
  readonly land: (latencyMs: number | null) => void
}

export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { pubsub, namespace, report, everyMs, degradedAfterMs, downAfterMs, onChange } = options
  const channel = `${namespace}canary:${randomUUID()}`
  const stop = new AbortController()

  let canaries = 0
  let flight: Flight | undefined
  let health: Health | undefined
  let listening: Promise<void> | undefined
  let closing: Promise<void> | undefined

  /** Sends one canary. Resolves with how long it took, in milliseconds, or with null when it is missing. */
  function canary(): Promise<number | null> {
    // The channel is this monitor's own, so a number is enough to tell its canaries apart.
    const id = `${channel} ${++canaries}`
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id !== id) return
        flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(land, downAfterMs, null)
      flight = { id, sentAt: performance.now(), land }
      // Don't await this: while Redis doesn't reply, the client's promises stay pending.
      send(flight).catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
  }

  async function send(own: Flight): Promise<void> {
    await listen()
    // It may have taken so long that this canary counts as missing already.
    if (flight !== own) return
    own.sentAt = performance.now()
    await pubsub.publish(channel, own.id)
  }

  /** Subscribes once, and again only as long as that was refused. */
  async function listen(): Promise<void> {
    listening ??= pubsub.subscribe(channel, arrived)
    try {
      await listening
    } catch (error) {
      listening = undefined
      throw error
    }
  }

  /** Is called with every text on the canary's channel. */
  function arrived(text: string): void {
    // Late canaries and other clients' messages have another id.
    if (text !== flight?.id) return
    const latencyMs = performance.now() - flight.sentAt
    // A busy process sees both the canary and the timer late, in either order.
    flight.land(latencyMs > downAfterMs ? null : latencyMs)
  }

  function statusOf(latencyMs: number | null): Status {
    if (latencyMs === null) return 'down'
    return latencyMs > degradedAfterMs ? 'degraded' : 'up'
  }

  /** Sends a canary, keeps what it has shown, and tells a change. */
  async function round(): Promise<void> {
    const latencyMs = await canary()
    if (stop.signal.aborted) return
    const before = health?.status
    if (before === statusOf(latencyMs)) return
    health = { status: statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
    if (before !== undefined) onChange?.(health, before)
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      // It rejects when it is stopped, and that ends the loop.
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }

  function close(): Promise<void> {
    closing ??= end()
    return closing
  }

  async function end(): Promise<void> {
    stop.abort()
    flight?.land(null)
    await running
    health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
    const unsubscribed = pubsub
      .unsubscribe(channel, arrived)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    // Redis may not reply, and the program wants to exit.
    await Promise.race([unsubscribed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })])
  }

  await round()
  const running = run()
  return {
    close,
    // The first round is over, so there is one.
    health: () => health!,
  }
}
