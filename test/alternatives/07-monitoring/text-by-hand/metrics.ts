// It writes the text format by hand.
import { setTimeout as delay } from 'node:timers/promises'
import type {
  HttpHandler,
  MetricsOptions,
  PubSubSnapshot,
} from '../../../../lessons/07-monitoring/contract.ts'

const HELP = {
  channel_subscribers: 'Subscribers of each channel.',
  patterns: 'Patterns.',
  canary_up: 'Whether the canary came back.',
  canary_latency_seconds: 'What the canary took.',
}

export function metricsHandler(options: MetricsOptions): HttpHandler {
  const { monitor, inspector, snapshotWithinMs } = options
  return async (_request, response) => {
    const snapshot = await Promise.race([
      inspector.snapshot().catch(() => undefined),
      delay(snapshotWithinMs, undefined, { ref: false }),
    ])
    const { status, latencyMs } = monitor.health()
    const lines = [
      ...(snapshot ? ofSnapshot(snapshot) : []),
      ...family('canary_up', [['', status === 'down' ? 0 : 1]]),
      ...(latencyMs === null ? [] : family('canary_latency_seconds', [['', latencyMs / 1000]])),
    ]
    response.setHeader('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    response.end(lines.map((line) => `${line}\n`).join(''))
  }
}

function ofSnapshot({ channels, patterns }: PubSubSnapshot): string[] {
  const labelled = [...channels].map(([name, count]): [string, number] => [
    `{channel="${escaped(name)}"}`,
    count,
  ])
  return [...family('channel_subscribers', labelled), ...family('patterns', [['', patterns]])]
}

function family(name: keyof typeof HELP, figures: readonly [labels: string, value: number][]): string[] {
  const full = `redis_pubsub_${name}`
  return [
    `# HELP ${full} ${HELP[name]}`,
    `# TYPE ${full} gauge`,
    ...figures.map(([labels, value]) => `${full}${labels} ${value}`),
  ]
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
