import { defineLesson } from '#shared/core/manifest.ts'
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
  goal: 'see who has subscribed, and notice when messages stop arriving.',
  minutes: 45,
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
      title: 'Take a snapshot',
    },
    {
      id: '07.2',
      title: 'Send a canary',
    },
    {
      id: '07.3',
      title: 'Answer GET /health',
    },
    {
      id: '07.4',
      title: 'Watch channels appear and vanish',
      needs: ['07.1'],
      optional: true,
    },
    {
      id: '07.5',
      title: 'Answer GET /metrics for Prometheus',
      optional: true,
    },
    {
      id: '07.6',
      title: 'Notice a demoted master',
      optional: true,
    },
  ],
  commands: { live: 'shows channels, messages, and canaries live' },
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
