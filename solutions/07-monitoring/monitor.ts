/**
 * Lesson 07: a monitor that publishes canaries.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Health, Monitor, MonitorOptions, Status } from '../../lessons/07-monitoring/contract.ts'

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
    // #region 07.2-canary
    //- // Publish a unique message. Resolve when onMessage() gets it, or after downAfterMs.
    //- return todo('07.2')
    const id = randomUUID()
    return new Promise((resolve) => {
      const sentAt = performance.now()
      const timer = setTimeout(resolve, downAfterMs, null)
      onMessage = (message) => {
        // A late canary, or another client's message, has another ID.
        if (message !== id) return
        clearTimeout(timer)
        resolve(performance.now() - sentAt)
      }
      // Don't await this: if Redis doesn't reply, it stays pending.
      pubsub.publish(channel, id).catch((error: unknown) => report({ kind: 'connection', error }))
    })
    // #endregion
  }

  function statusOf(latencyMs: number | null): Status {
    // #region 07.2-statusOf
    //- return todo('07.2')
    if (latencyMs === null) return 'down'
    return latencyMs > degradedAfterMs ? 'degraded' : 'up'
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 07.2-close
    //- // Call stop.abort(), set health to healthOf(null), unsubscribe, and report a rejection.
    //- todo('07.2')
    stop.abort()
    health = healthOf(null)
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
    // #endregion
  }

  // #region given-listen
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
  // #endregion

  // #region given-round
  async function round(): Promise<void> {
    const latencyMs = (await listen()) ? await canary() : null
    if (stop.signal.aborted) return
    const before = health?.status
    // A busy process runs its timers late.
    health = healthOf(latencyMs !== null && latencyMs > downAfterMs ? null : latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }
  // #endregion

  function healthOf(latencyMs: number | null): Health {
    return { status: statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
  }

  // #region given-run
  /** With setInterval(), canaries could overlap. */
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }
  // #endregion

  await round()
  void run()
  return { health: () => health!, close }
}
