/**
 * Lesson 07: what Prometheus is told.
 *
 * @module
 */
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
    const snapshot = await inTime(inspector.snapshot(), snapshotWithinMs)
    // Made anew each time, so that nothing is left of a channel that has gone, or of a scrape beside this one.
    // And not the registry of the module: in that one a name can be taken only once.
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

// #region 07.5-inTime
//-
/** What a promise gives, or undefined when it rejects or takes too long. */
async function inTime<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs)
  })
  try {
    return await Promise.race([promise, late])
  } catch {
    // The scrape shows it: there are no figures.
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
// #endregion
