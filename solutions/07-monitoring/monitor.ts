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

  /** Called with each message on the canary's channel. Each canary sets it again. */
  let onMessage = (_message: string): void => {}
  const handler = (message: string) => onMessage(message)

  /** Publishes a canary. Resolves with its latency in milliseconds, or with null if it's missing. */
  function canary(): Promise<number | null> {
    // #region 07.2-canary
    //- // Publish a unique message. Resolve with its latency when onMessage() gets it, or with null after downAfterMs.
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
    //- // A missing canary means 'down', and a late one 'degraded'.
    //- return todo('07.2')
    if (latencyMs === null) return 'down'
    return latencyMs > degradedAfterMs ? 'degraded' : 'up'
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 07.2-close
    //- // End the loop with stop.abort(), and set health to healthOf(null). Unsubscribe the handler, and report a rejection.
    //- // Leave pubsub open: it belongs to the application.
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
  /** Subscribes once, and again only if Redis rejected it. If Redis is down at the start, the next round tries again. */
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
  /** Publishes one canary, and updates the health. */
  async function round(): Promise<void> {
    const latencyMs = (await listen()) ? await canary() : null
    // close() doesn't wait for a canary in flight.
    if (stop.signal.aborted) return
    const before = health?.status
    // A busy process runs its timers late, so a canary can arrive after downAfterMs.
    health = healthOf(latencyMs !== null && latencyMs > downAfterMs ? null : latencyMs)
    if (before && before !== health.status) onChange?.(health, before)
  }
  // #endregion

  function healthOf(latencyMs: number | null): Health {
    return { status: statusOf(latencyMs), latencyMs, checkedAt: new Date().toISOString() }
  }

  // #region given-run
  /** A loop instead of setInterval(): the next canary waits until the last one is back or missing. */
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }
  // #endregion

  await round()
  void run()
  // The first round has set it.
  return { health: () => health!, close }
}
