// metrics.ts, whole file, rejected by 07.5-figures
// It uses counters for values that go up and down.
import { setTimeout as delay } from 'node:timers/promises'
import { Counter, Gauge, Registry } from 'prom-client'
import type { HttpHandler, MetricsOptions, PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {

  async function snapshotInTime(): Promise<PubSubSnapshot | undefined> {
    const late = delay(snapshotWithinMs, undefined, { ref: false })
    return Promise.race([inspector.snapshot().catch(() => undefined), late])
  }

  async function scrape(): Promise<{ text: string; contentType: string }> {
    const registry = new Registry()
    const registers = [registry]
    const snapshot = await snapshotInTime()
    const { status, latencyMs } = monitor.health()
    if (snapshot) {
      const name = 'redis_pubsub_channel_subscribers'
      const channels = new Counter({ name, help: 'Subscribers.', labelNames: ['channel'], registers })
      for (const [channel, count] of snapshot.channels) channels.inc({ channel }, count)
      new Counter({ name: 'redis_pubsub_patterns', help: 'Patterns.', registers }).inc(snapshot.patterns)
    }
    new Gauge({ name: 'redis_pubsub_canary_up', help: 'Up.', registers }).set(status === 'down' ? 0 : 1)
    if (latencyMs !== null) {
      const name = 'redis_pubsub_canary_latency_seconds'
      new Gauge({ name, help: 'Latency.', registers }).set(latencyMs / 1000)
    }
    return { text: await registry.metrics(), contentType: registry.contentType }
  }

  return (_request, response) => {
    void scrape().then(
      ({ text, contentType }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  }
}
