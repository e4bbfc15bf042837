import { defineLesson } from '#shared/core/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { AnalyticsContract, ServicesContract, StoreContract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '04',
  slug: 'cross-service',
  title: 'Services that work together',
  sections: ['Cross-service communication'],
  goal: 'let services exchange events, share the work of one service among its replicas, and shut down without losing work.',
  minutes: 45,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'services.ts' },
    { name: 'drain.ts' },
    { name: 'in-flight.ts' },
    { name: 'events.ts' },
    { name: 'analytics.ts' },
  ],
  tasks: [
    { id: '04.1', title: 'Store the user, then publish the event' },
    { id: '04.2', title: 'Claim each event', needs: ['04.1'] },
    { id: '04.3', title: 'Release the claim of a failed event', needs: ['04.2'] },
    { id: '04.4', title: 'Shut down gracefully', needs: ['04.3'] },
    {
      id: '04.5',
      title: 'Store and publish in one step',
      needs: ['04.4'],
      optional: true,
    },
    {
      id: '04.6',
      title: 'Leave unknown versions to newer replicas',
      needs: ['04.4'],
      optional: true,
    },
    {
      id: '04.7',
      title: 'Recognize your own claim',
      needs: ['04.4'],
      optional: true,
    },
    {
      id: '04.8',
      title: 'Survive refused and unanswered commands',
      needs: ['04.4'],
      optional: true,
    },
    {
      id: '04.9',
      title: 'Track every user event',
      needs: ['04.4'],
      optional: true,
    },
  ],
  commands: {
    kill: 'kills replicas while they send emails, and counts the emails that are lost',
  },
  load: async (client, from, adapter) => {
    const [store, services, { analytics }, { connect }] = await Promise.all([
      from(`${client}.ts`) as Promise<StoreContract>,
      from('services.ts') as Promise<ServicesContract>,
      from('analytics.ts') as Promise<AnalyticsContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    const { users, emails } = services
    return { openStore: store.openStore, users, emails, analytics, connect }
  },
})
