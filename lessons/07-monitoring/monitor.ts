// Yours. Lesson 07, Monitoring: fill in the tasks marked TODO. Check with: npm test lessons/07

import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { Health, Monitor, MonitorOptions, Status } from './contract.ts'

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
    // TODO 07.2: a canary that goes through Redis and comes back
    return todo('07.2')
  }

  /** Is called with every text on the canary's channel. */
  function arrived(text: string): void {
    // TODO 07.2, continued
    todo('07.2')
  }

  function statusOf(latencyMs: number | null): Status {
    // TODO 07.2, continued
    return todo('07.2')
  }

  /** Sends a canary, keeps what it has shown, and tells a change. */
  async function round(): Promise<void> {
    const latencyMs = await canary()
    if (stop.signal.aborted) return
    const before = health?.status
    health = { status: statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
    if (before !== undefined && before !== health.status) onChange?.(health, before)
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      // It rejects when it is stopped, and that ends the loop.
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }

  function close(): Promise<void> {
    // TODO 07.2, continued
    return todo('07.2')
  }

  await round()
  const running = run()
  return {
    close,
    // The first round is over, so there is one.
    health: () => health!,
  }
}
