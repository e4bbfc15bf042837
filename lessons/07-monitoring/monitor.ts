// Yours. Fill in the TODOs, then check: npm test lessons/07

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { Health, Monitor, MonitorOptions, Status } from './contract.ts'

export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { pubsub, namespace, report, everyMs, degradedAfterMs, downAfterMs, onChange } = options
  const channel = `${namespace}canary:${randomUUID()}`
  const stop = new AbortController()
  let health: Health | undefined
  let isSubscribed = false

  /** Each canary sets it again. */
  let onMessage = (_message: string): void => {}
  const handler = (message: string) => onMessage(message)

  /** Resolves with the latency of a canary, or with null if it's missing. */
  function canary(): Promise<number | null> {
    // TODO 07.2: Send a canary
    // Publish a unique message. Resolve when onMessage() gets it, or after downAfterMs.
    return todo('07.2')
  }

  function statusOf(latencyMs: number | null): Status {
    // TODO 07.2, continued
    return todo('07.2')
  }

  async function close(): Promise<void> {
    // TODO 07.2, continued
    // Call stop.abort(), set health to healthOf(null), unsubscribe, and report a rejection.
    todo('07.2')
  }

  /** Subscribes, unless it has succeeded before. */
  async function listen(): Promise<boolean> {
    if (isSubscribed) return true
    try {
      await pubsub.subscribe(channel, handler)
      isSubscribed = true
    } catch (error) {
      report({ kind: 'connection', error })
    }
    return isSubscribed && !stop.signal.aborted
  }

  async function round(): Promise<void> {
    const latencyMs = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const before = health?.status
    // A busy process runs its timers late.
    health = healthOf(latencyMs !== null && latencyMs > downAfterMs ? null : latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }

  function healthOf(latencyMs: number | null): Health {
    return { status: statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
  }

  /** With setInterval(), canaries could overlap. */
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }

  await round()
  void run()
  return { health: () => health!, close }
}
