/**
 * Lesson 07: what Prometheus is told.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import { Gauge, Registry } from 'prom-client'
import type { HttpHandler, MetricsOptions, PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {
  // #region 07.5-metricsHandler
  return (_request, response) => {
    scrape()
      .then(({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text))
      .catch((error: Error) => response.destroy(error))
  }

  async function scrape(): Promise<{ contentType: string; text: string }> {
    const late = delay(snapshotWithinMs, undefined, { ref: false })
    // Without a snapshot, the scrape shows the canary alone.
    const snapshot = await Promise.race([inspector.snapshot(), late]).catch(() => undefined)
    // A registry for each scrape: nothing is left of a channel that is gone, or of a scrape beside this one.
    const registry = new Registry()
    if (snapshot) addSubscriptions(registry, snapshot)
    addCanary(registry)
    return { contentType: registry.contentType, text: await registry.metrics() }
  }

  function addSubscriptions(registry: Registry, { channels, patterns }: PubSubSnapshot): void {
    const subscribers = new Gauge({
      name: 'redis_pubsub_channel_subscribers',
      help: 'Connections that have subscribed to the channel, as PUBSUB NUMSUB counts them.',
      labelNames: ['channel'],
      registers: [registry],
    })
    for (const [channel, count] of channels) subscribers.set({ channel }, count)
    gauge(registry, 'redis_pubsub_patterns', 'Patterns, as PUBSUB NUMPAT counts them.', patterns)
  }

  function addCanary(registry: Registry): void {
    const { status, latencyMs } = monitor.health()
    const up = status === 'down' ? 0 : 1
    gauge(registry, 'redis_pubsub_canary_up', 'Whether the last canary came back.', up)
    if (latencyMs === null) return
    const help = 'What the last canary took from PUBLISH until it was here again.'
    gauge(registry, 'redis_pubsub_canary_latency_seconds', help, latencyMs / 1000)
  }
  // #endregion
}

// #region 07.5-gauge
//-
function gauge(registry: Registry, name: string, help: string, value: number): void {
  new Gauge({ name, help, registers: [registry] }).set(value)
}
// #endregion
