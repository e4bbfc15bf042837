// monitor.ts, whole file, rejected by 07.2-up
// The channel does not begin with the namespace.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Health, Monitor, MonitorOptions, Status } from '../../lessons/07-monitoring/contract.ts'


export async function startMonitor(options: MonitorOptions): Promise<Monitor> {
  const { pubsub, report, everyMs, degradedAfterMs, downAfterMs, onChange } = options
  const channel = `canary:${randomUUID()}`
  const stop = new AbortController()
  let flight: { id: string; sentAt: number; land: (latencyMs: number | null) => void } | undefined

  let health: Health | undefined
  let listening: Promise<void> | undefined

  function arrived(text: string): void {
    if (text === flight?.id) flight.land(performance.now() - flight.sentAt)
  }

  function canary(): Promise<number | null> {
    const id = randomUUID()
    return new Promise((resolve) => {
      const land = (latencyMs: number | null) => {
        if (flight?.id === id) flight = undefined
        clearTimeout(timer)
        resolve(latencyMs)
      }
      const timer = setTimeout(land, downAfterMs, null)
      const own = { id, sentAt: performance.now(), land }
      flight = own
      const send = async () => {
        listening ??= pubsub.subscribe(channel, arrived)
        try {
          await listening
        } catch (error) {
          listening = undefined
          throw error
        }
        own.sentAt = performance.now()
        await pubsub.publish(channel, id)
      }
      send().catch((error: unknown) => {
        report({ kind: 'connection', error })
        land(null)
      })
    })
  }

  async function round(): Promise<void> {
    const latencyMs = await canary()
    if (stop.signal.aborted) return
    const before: Status | undefined = health?.status
    const status = latencyMs === null ? 'down' : latencyMs > degradedAfterMs ? 'degraded' : 'up'
    health = { status, latencyMs, checkedAt: new Date().toISOString() }
    if (before !== undefined && before !== health.status) onChange?.(health, before)
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await round()
    }
  }

  await round()
  const running = run()
  return {
    health: () => health!,
    async close() {
      stop.abort()
      flight?.land(null)
      await running
      health = { status: 'down', latencyMs: null, checkedAt: new Date().toISOString() }
      const gone = pubsub.unsubscribe(channel, arrived).catch((error: unknown) => report({ kind: 'connection', error }))
      await Promise.race([gone, delay(2000, undefined, { ref: false })])
    },
  }
}
