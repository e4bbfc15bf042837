import { defineLesson } from '../../../shared/workbook/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type {
  ChannelWatchContract,
  HealthContract,
  InspectorContract,
  MetricsContract,
  MonitorContract,
} from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '07',
  slug: 'monitoring',
  title: 'Monitoring',
  sections: ['Monitoring Pub/Sub'],
  goal: 'see who has subscribed, find out whether messages really arrive, and tell others about it.',
  minutes: 40,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'monitor.ts' },
    { name: 'health.ts' },
    { name: 'channel-watch.ts' },
    { name: 'metrics.ts' },
  ],
  tasks: [
    {
      id: '07.1',
      title: 'a snapshot of the subscriptions',
      hints: [
        'Redis answers three questions: which channels have subscribers, how many each of them has, and how many patterns there are. The second one needs the answer to the first, and between the two somebody may leave. Ask for all channels at once, for a question for each would take as long as there are channels.',
        'node-redis: `client.pubSubChannels(pattern)` gives names, `client.pubSubNumSub(names)` an object from name to count, `client.pubSubNumPat()` a number. ioredis: `client.pubsub("CHANNELS", pattern)`, `client.pubsub("NUMSUB", ...names)`, which gives name and count in turn in one flat array, and `client.pubsub("NUMPAT")`. The pattern `ours` is there already.',
        'const [names, patterns] = await Promise.all([channels, numpat]); const counts = await numsub(names). node-redis: new Map(Object.entries(counts).filter(([, count]) => count > 0)). ioredis: for (let at = 0; at < counts.length; at += 2), set String(counts[at]) to Number(counts[at + 1]) if that is more than 0. Return { channels, patterns }, and catch nothing.',
      ],
    },
    {
      id: '07.2',
      title: 'a canary that goes through Redis and comes back',
      hints: [
        'A message is published, and your own program waits for it: on the connections that its other messages take. If it comes back in time, the way is free, whatever else is wrong. If it does not, nothing else will arrive either, though every connection looks fine. So the one thing that you must not do is wait for something that may never happen.',
        'Each canary has a text of its own, so that a late one is not taken for the next. `pubsub.subscribe(channel, arrived)` once, then `pubsub.publish(channel, id)`. `performance.now()` measures, `setTimeout` gives up. `flight` is a place for the canary that is on its way; its `land` is to be called by whoever is first: `arrived`, the timer, or the `catch` of what you have sent. `stop.abort()` ends the loop, and `running` resolves when it has ended.',
        "canary: the id is the channel and a number that goes up. return new Promise((resolve) => { land = (ms) => { if (flight?.id !== id) return; flight = undefined; clearTimeout(timer); resolve(ms) }; timer = setTimeout(land, downAfterMs, null); flight = { id, sentAt: performance.now(), land }; send().catch((error) => { report({ kind: 'connection', error }); land(null) }) }). send: subscribe if that has not been done (when it rejects, it has not), then, if flight is still this canary, set sentAt and publish. arrived: if (text !== flight?.id) return; const ms = performance.now() - flight.sentAt; flight.land(ms > downAfterMs ? null : ms). statusOf: null is down, more than degradedAfterMs is degraded. close: closing ??= end(); end: stop.abort(); flight?.land(null); await running; health is down; unsubscribe with a catch that reports, raced with delay(CLOSE_WITHIN_MS).",
      ],
    },
    {
      id: '07.3',
      title: 'answer GET /health',
      hints: [
        'A load balancer asks every few seconds whether your program should get work. It looks at the code alone: 200 or 503. If the answer depends on Redis, it comes late just when Redis is slow. But your monitor knows already.',
        '`monitor.health()` returns what the last canary has shown. `response.writeHead(code, headers)` and `response.end(text)` of `node:http`. The headers are `content-type` and `cache-control`.',
        "return (_request, response) => { const health = monitor.health(); response.writeHead(health.status === 'down' ? 503 : 200, { 'content-type': 'application/json', 'cache-control': 'no-store' }); response.end(JSON.stringify(health)) }",
      ],
    },
    {
      id: '07.4',
      title: 'tell which channels come and go',
      needs: ['07.1'],
      optional: true,
      hints: [
        'Redis tells nobody when a channel gets its first subscriber or loses its last one. All that you can do is look, look again, and compare. What came and went between two looks, you will never know. And if a look fails, that does not mean that all have gone.',
        '`inspector.snapshot()` gives a Map: `keys()`, `has(name)`. Keep the last Map that you got. `stop.abort()` ends the loop; `stop.signal.aborted` says that it has been ended, also while you waited for a snapshot.',
        "At first: last = (await inspector.snapshot()).channels. look: try { const { channels } = await inspector.snapshot(); if stopped, return; for each name of last that is not in channels: vanished; for each of channels that is not in last: appeared; last = channels } catch (error) { report({ kind: 'connection', error }) }. close: stop.abort().",
      ],
    },
    {
      id: '07.5',
      title: 'answer GET /metrics for Prometheus',
      optional: true,
      hints: [
        'Prometheus comes every few seconds, takes your figures, and keeps them under their names. Two things go wrong easily. A figure stays for ever when what it was about has gone. And the library keeps all figures of a process in one place, in which a name can be taken only once.',
        'From prom-client: `new Registry()`, `new Gauge({ name, help, labelNames, registers: [registry] })`, `gauge.set({ channel }, count)`, `await registry.metrics()` for the text, `registry.contentType` for the header. A scrape may wait for the snapshot as long as `snapshotWithinMs`: `Promise.race` with a timer.',
        'For each request: take the snapshot, in a race with a timer that gives undefined, and with a catch that gives undefined. Then a new Registry; if there is a snapshot, a Gauge redis_pubsub_channel_subscribers with labelNames: ["channel"], set for each channel, and redis_pubsub_patterns; redis_pubsub_canary_up is 0 for down and else 1; redis_pubsub_canary_latency_seconds only if latencyMs is not null, divided by 1000. Write 200 with the content type, then the text.',
      ],
    },
    {
      id: '07.6',
      title: 'notice a demoted master',
      optional: true,
      hints: [
        'A failover makes a replica the new master, and the old master a replica. Clients that stay connected to it get no error from PUBLISH: it reaches only the subscribers at this server. Your canary comes back, because it never leaves that server. The server itself knows what it is.',
        '`INFO replication` has a line `role:master` or `role:slave`. Both clients: `await client.info("replication")`, which resolves with a string. Ask each time: the role may change while you are connected.',
        "return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'",
      ],
    },
  ],
  extras: { live: 'shows channels, messages and the canary while they happen' },
  live: 'live',
  onRealServer: 'how NUMPAT counts patterns, and what a replica hides',
  load: async (client, from, adapter) => {
    const [inspector, monitor, health, watch, metrics, { connect }] = await Promise.all([
      from(`${client}.ts`) as Promise<InspectorContract>,
      from('monitor.ts') as Promise<MonitorContract>,
      from('health.ts') as Promise<HealthContract>,
      from('channel-watch.ts') as Promise<ChannelWatchContract>,
      from('metrics.ts') as Promise<MetricsContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return {
      openInspector: inspector.openInspector,
      startMonitor: monitor.startMonitor,
      healthHandler: health.healthHandler,
      watchChannels: watch.watchChannels,
      metricsHandler: metrics.metricsHandler,
      connect,
    }
  },
})
