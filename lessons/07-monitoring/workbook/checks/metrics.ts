import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Health, MetricsOptions } from '../../contract.ts'
import { type Answer, serve } from '../http.ts'
import { readMetrics } from '../prometheus.ts'
import { type Channels, scriptedInspector } from '../scripted-inspector.ts'
import type { Subject } from '../subject.ts'

const UP: Health = { status: 'up', latencyMs: 1500, checkedAt: '2031-05-04T13:07:09.123Z' }
const DEGRADED: Health = { ...UP, status: 'degraded', latencyMs: 0.5 }
const DOWN: Health = { ...UP, status: 'down', latencyMs: null }

export const metricsChecks: readonly Check<Subject>[] = [
  {
    id: '07.5-figures',
    task: '07.5',
    title: 'the response has the four metrics, in the format that Prometheus reads',
    async run(context, subject) {
      const inspector = scriptedInspector(context, { chat: 2, news: 1 }, 3)
      let health = UP
      const ask = await serve(
        context,
        subject.metricsHandler(about({ inspector, monitor: { health: () => health } })),
      )
      shows(context, await ask(), { chat: 2, news: 1 }, 3, UP)
      health = DEGRADED
      inspector.patterns = 0
      inspector.channels = { chat: 5 }
      shows(context, await ask(), { chat: 5 }, 0, DEGRADED)
      health = DOWN
      inspector.channels = {}
      shows(context, await ask(), {}, 0, DOWN)
      health = UP
      shows(context, await ask(), {}, 0, UP)
    },
  },
  {
    id: '07.5-gone',
    task: '07.5',
    title: 'a channel that vanishes between two scrapes vanishes from the metrics',
    async run(context, subject) {
      const inspector = scriptedInspector(context, { going: 1, staying: 2 })
      const ask = await serve(context, subject.metricsHandler(about({ inspector })))
      shows(context, await ask(), { going: 1, staying: 2 }, 0)
      inspector.channels = { staying: 2 }
      shows(context, await ask(), { staying: 2 }, 0)
      inspector.channels = { going: 7 }
      shows(context, await ask(), { going: 7 }, 0)
    },
  },
  {
    id: '07.5-twice',
    task: '07.5',
    title: 'two handlers in one process are independent',
    async run(context, subject) {
      const [one, two] = [
        scriptedInspector(context, { one: 1 }, 1),
        scriptedInspector(context, { two: 2 }, 2),
      ]
      const askOne = await serve(context, subject.metricsHandler(about({ inspector: one })))
      const askTwo = await serve(
        context,
        subject.metricsHandler(about({ inspector: two, monitor: { health: () => DOWN } })),
      )
      shows(context, await askOne(), { one: 1 }, 1)
      shows(context, await askTwo(), { two: 2 }, 2, DOWN)
      const [again, beside] = await Promise.all([askOne(), askTwo()])
      shows(context, again, { one: 1 }, 1)
      shows(context, beside, { two: 2 }, 2, DOWN)
    },
  },
  {
    id: '07.5-at-once',
    task: '07.5',
    title: 'scrapes at the same time all show the channels',
    async run(context, subject) {
      const inspector = scriptedInspector(context, { chat: 2 })
      const ask = await serve(context, subject.metricsHandler(about({ inspector })))
      for (let times = 0; times < 5; times++) {
        inspector.holds = true
        const scrapes = [ask(), ask(), ask()]
        // Each of them is awaited below.
        for (const scrape of scrapes) scrape.catch(() => {})
        await context.until('your code calls snapshot()', () => inspector.asked > inspector.answered)
        inspector.release()
        for (const scrape of scrapes) shows(context, await scrape, { chat: 2 }, 0)
      }
    },
  },
  {
    id: '07.5-unknown',
    task: '07.5',
    title: 'without a snapshot, the response arrives in time and has only the metrics of the canary',
    async run(context, subject) {
      const inspector = scriptedInspector(context, { chat: 2 }, 1)
      let health = UP
      const monitor = { health: () => health }
      const ask = await serve(
        context,
        subject.metricsHandler(about({ inspector, monitor, snapshotWithinMs: 50 })),
      )
      await context.until('a snapshot is in time', async () =>
        (await ask()).body.includes('channel_subscribers{'),
      )
      health = DOWN
      context.log('the check: snapshots fail')
      inspector.fails = true
      shows(context, await ask(), undefined, undefined, DOWN)
      context.log('the check: snapshots stay pending')
      inspector.holds = true
      shows(context, await ask(), undefined, undefined, DOWN)
      // They reject long after the scrape has stopped waiting for them.
      inspector.release()
      context.log('the check: snapshots work again')
      inspector.fails = false
      health = UP
      await context.until('a snapshot is in time', async () =>
        (await ask()).body.includes('channel_subscribers{'),
      )
    },
  },
  {
    id: '07.5-names',
    task: '07.5',
    title: 'channel names with special characters are escaped',
    async run(context, subject) {
      const names = [
        'a"b',
        'a\\b',
        'a\nb',
        'a,b="c"',
        '}',
        '{',
        '',
        ' ',
        '\\n',
        '好 ü',
        'constructor',
        context.channel('x'),
      ]
      const channels = Object.fromEntries(names.map((name, index) => [name, index + 1]))
      const inspector = scriptedInspector(context, channels)
      const ask = await serve(context, subject.metricsHandler(about({ inspector })))
      shows(context, await ask(), channels, 0)
    },
  },
]

function about(options: Partial<MetricsOptions> & Pick<MetricsOptions, 'inspector'>): MetricsOptions {
  return { monitor: { health: () => UP }, snapshotWithinMs: 10_000, ...options }
}

/** Fails unless a response has exactly these values. `undefined` means that the metric is absent. */
function shows(
  context: CheckContext,
  { code, headers, body }: Answer,
  channels: Channels | undefined,
  patterns: number | undefined,
  health = UP,
): void {
  context.equal('the status code', code, 200)
  const type = headers.get('content-type') ?? 'nothing'
  if (!type.startsWith('text/plain'))
    context.fail(`content-type should be that of the text format, text/plain, but is ${type}`)
  const metrics = readMetrics(body)
  if (typeof metrics === 'string') context.fail(`${metrics}\n${body}`)
  const of = (name: string) => metrics.filter((one) => one.name === `redis_pubsub_${name}`)
  const plain = (name: string) =>
    of(name).map(({ value, labels }) => (labels.size === 0 ? value : [...labels]))
  for (const { name, type: kind } of metrics) {
    if (kind !== 'GAUGE' && name.startsWith('redis_pubsub_'))
      context.fail(`${name} should be a gauge, but is ${kind}`)
  }

  const counted = of('channel_subscribers').map(({ value, labels }) => [
    labels.get('channel'),
    labels.size,
    value,
  ])
  const expected = Object.entries(channels ?? {}).map(([channel, count]) => [channel, 1, count])
  const byName = (rows: unknown[][]) => rows.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  context.equal(
    'the channels (name, labels, subscribers) of redis_pubsub_channel_subscribers',
    byName(counted),
    byName(expected),
    {
      cause: () =>
        channels && counted.length > expected.length
          ? 'You keep a gauge between scrapes. It keeps every label that it was ever set for.'
          : undefined,
    },
  )
  context.equal('redis_pubsub_patterns', plain('patterns'), patterns === undefined ? [] : [patterns], {
    cause:
      patterns === undefined ? 'You add a gauge without a value, which shows 0. Leave it out.' : undefined,
  })
  context.equal('redis_pubsub_canary_up', plain('canary_up'), [health.status === 'down' ? 0 : 1])
  context.equal(
    'redis_pubsub_canary_latency_seconds',
    plain('canary_latency_seconds'),
    health.latencyMs === null ? [] : [health.latencyMs / 1000],
    {
      cause: ([got]) =>
        health.latencyMs === null
          ? 'You export this gauge without a measured latency, so it shows 0 or an old value. Leave it out.'
          : got === health.latencyMs
            ? 'You set milliseconds. This metric is in seconds.'
            : undefined,
    },
  )
}
