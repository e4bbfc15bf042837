/**
 * Lesson 07: metrics for Prometheus.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { Gauge, Registry } from 'prom-client'
import type { HttpHandler, MetricsOptions, PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'

export function metricsHandler({ monitor, inspector, snapshotWithinMs }: MetricsOptions): HttpHandler {
  // #region 07.5-metricsHandler
  //- // Take a snapshot, but wait for it no longer than snapshotWithinMs. Use a new prom-client Registry for each scrape.
  //- return todo('07.5')
  return (_request, response) => {
    scrape()
      .then(({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text))
      .catch((error: Error) => response.destroy(error))
  }

  async function scrape(): Promise<{ contentType: string; text: string }> {
    const late = sleep(snapshotWithinMs, undefined, { ref: false })
    // Without a snapshot, the response has only the metrics of the canary.
    const snapshot = await Promise.race([inspector.snapshot(), late]).catch(() => undefined)
    // A registry for each scrape: a gauge would keep channels that have vanished.
    const registry = new Registry()
    if (snapshot) addSubscriptions(registry, snapshot)
    addCanary(registry)
    return { contentType: registry.contentType, text: await registry.metrics() }
  }

  function addSubscriptions(registry: Registry, { channels, patterns }: PubSubSnapshot): void {
    const subscribers = new Gauge({
      name: 'redis_pubsub_channel_subscribers',
      help: 'Subscribers of the channel, by PUBSUB NUMSUB.',
      labelNames: ['channel'],
      registers: [registry],
    })
    for (const [channel, count] of channels) subscribers.set({ channel }, count)
    gauge(registry, 'redis_pubsub_patterns', 'Patterns on the server, by PUBSUB NUMPAT.', patterns)
  }

  function addCanary(registry: Registry): void {
    const { status, latencyMs } = monitor.health()
    const up = status === 'down' ? 0 : 1
    gauge(registry, 'redis_pubsub_canary_up', '1 if the last canary came back, otherwise 0.', up)
    if (latencyMs === null) return
    const help = 'Time from PUBLISH to the arrival of the last canary.'
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
