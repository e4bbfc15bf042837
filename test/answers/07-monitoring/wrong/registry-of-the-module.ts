// metrics.ts, whole file, rejected by 07.5-twice
// It uses the default registry, so a second handler in the process throws.
import { setTimeout as delay } from 'node:timers/promises'
import { Gauge, register } from 'prom-client'
import type { HttpHandler, MetricsOptions } from '../../lessons/07-monitoring/contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {
  const channels = new Gauge({ name: 'redis_pubsub_channel_subscribers', help: 'Subscribers.', labelNames: ['channel'] })
  const patterns = new Gauge({ name: 'redis_pubsub_patterns', help: 'Patterns.' })
  const up = new Gauge({ name: 'redis_pubsub_canary_up', help: 'Up.' })
  const latency = new Gauge({ name: 'redis_pubsub_canary_latency_seconds', help: 'Latency.' })

  async function scrape(): Promise<string> {
    const late = delay(snapshotWithinMs, undefined, { ref: false })
    const snapshot = await Promise.race([inspector.snapshot().catch(() => undefined), late])
    const { status, latencyMs } = monitor.health()
    channels.reset()
    for (const [channel, count] of snapshot?.channels ?? []) channels.set({ channel }, count)
    if (snapshot) patterns.set(snapshot.patterns)
    else patterns.remove()
    up.set(status === 'down' ? 0 : 1)
    if (latencyMs === null) latency.remove()
    else latency.set(latencyMs / 1000)
    return register.metrics()
  }

  return (_request, response) => {
    void scrape().then((text) => response.writeHead(200, { 'content-type': register.contentType }).end(text))
  }
}
