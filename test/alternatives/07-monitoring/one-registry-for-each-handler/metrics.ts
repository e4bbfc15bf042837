// It keeps the gauges, and fills them between two awaits, so scrapes can't interfere.
import { setTimeout as delay } from 'node:timers/promises'
import { Gauge, Registry } from 'prom-client'
import type {
  HttpHandler,
  MetricsOptions,
  PubSubSnapshot,
} from '../../../../lessons/07-monitoring/contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {
  const registry = new Registry()
  const registers = [registry]
  const channels = new Gauge({
    name: 'redis_pubsub_channel_subscribers',
    help: 'Subscribers.',
    labelNames: ['channel'],
    registers,
  })
  const patterns = new Gauge({ name: 'redis_pubsub_patterns', help: 'Patterns.', registers })
  const up = new Gauge({ name: 'redis_pubsub_canary_up', help: 'Up.', registers })
  const latency = new Gauge({ name: 'redis_pubsub_canary_latency_seconds', help: 'Latency.', registers })
  patterns.remove()

  async function snapshotInTime(): Promise<PubSubSnapshot | undefined> {
    const late = delay(snapshotWithinMs, undefined, { ref: false })
    return Promise.race([inspector.snapshot().catch(() => undefined), late])
  }

  async function scrape(): Promise<{ text: string; contentType: string }> {
    const snapshot = await snapshotInTime()
    channels.reset()
    for (const [channel, count] of snapshot?.channels ?? []) channels.set({ channel }, count)
    if (snapshot) patterns.set(snapshot.patterns)
    else patterns.remove()
    const { status, latencyMs } = monitor.health()
    up.set(status === 'down' ? 0 : 1)
    if (latencyMs === null) latency.remove()
    else latency.set(latencyMs / 1000)
    const text = registry.metrics()
    return { text: await text, contentType: registry.contentType }
  }

  return (_request, response) => {
    void scrape().then(
      ({ text, contentType }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  }
}
