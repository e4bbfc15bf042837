// AbortSignal.timeout() for the limits, an event for the canary, and errors with a cause.
import { randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import type { Health, Monitor, MonitorOptions } from '../../../../lessons/07-monitoring/contract.ts'

export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { pubsub, namespace, report, everyMs, degradedAfterMs, downAfterMs, onChange } = options
  const channel = `${namespace}canary:${randomUUID()}`
  const arrivals = new EventEmitter()
  const arrived = (id: string) => void arrivals.emit(id)
  const stop = new AbortController()
  let isSubscribed = false
  let health: Health
  let closing: Promise<void> | undefined

  async function subscribe(signal: AbortSignal): Promise<void> {
    if (isSubscribed) return
    subscribing ??= pubsub.subscribe(channel, arrived)
    const done = subscribing.then(
      () => {
        isSubscribed = true
      },
      (error: unknown) => {
        subscribing = undefined
        throw error
      },
    )
    await Promise.race([done, aborted(signal)])
  }
  let subscribing: Promise<void> | undefined

  async function fly(): Promise<number | null> {
    const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(downAfterMs)])
    try {
      await subscribe(signal)
      const id = randomUUID()
      const sentAt = performance.now()
      const back = once(arrivals, id, { signal })
      const sent = pubsub.publish(channel, id)
      await Promise.race([back, sent.then(() => back)])
      const took = performance.now() - sentAt
      return took > downAfterMs ? null : took
    } catch (cause) {
      if (!signal.aborted)
        report({ kind: 'connection', error: new Error('The canary cannot fly.', { cause }) })
      return null
    }
  }

  async function judge(): Promise<void> {
    const latencyMs = await fly()
    if (stop.signal.aborted) return
    const before = health?.status
    const status = latencyMs === null ? 'down' : latencyMs > degradedAfterMs ? 'degraded' : 'up'
    health = { status, latencyMs, checkedAt: new Date().toISOString() }
    if (before && before !== status) onChange?.(health, before)
  }

  await judge()
  const loop = (async () => {
    while (!stop.signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs)
        stop.signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
      })
      if (!stop.signal.aborted) await judge()
    }
  })()

  async function end(): Promise<void> {
    stop.abort()
    await loop
    health = { ...health, status: 'down', latencyMs: null }
    const gone = pubsub
      .unsubscribe(channel, arrived)
      .catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([gone, aborted(AbortSignal.timeout(1500)).catch(() => {})])
  }

  return {
    health: () => health,
    close: () => {
      closing ??= end()
      return closing
    },
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
