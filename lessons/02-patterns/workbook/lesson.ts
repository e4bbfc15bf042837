import { defineLesson } from '#shared/core/manifest.ts'
import type { Contract, PubSubModule } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '02',
  slug: 'patterns',
  title: 'Patterns',
  sections: ['Pattern-based subscriptions'],
  goal: 'subscribe to many channels with one pattern, build channel names that no ID can break, and handle each message once even if several patterns match.',
  minutes: 45,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'channels.ts' },
    { name: 'router.ts' },
  ],
  tasks: [
    { id: '02.1', title: 'Subscribe to patterns' },
    { id: '02.2', title: 'Build and parse channel names' },
    { id: '02.3', title: 'Handle each message once', needs: ['02.1'] },
    { id: '02.4', title: 'Undo a half-subscribed table', needs: ['02.3'], optional: true },
    {
      id: '02.5',
      title: 'Parse only the names that you build',
      needs: ['02.2'],
      optional: true,
    },
  ],
  load: async (client, from) => {
    const [pubsub, channels, router] = await Promise.all([
      from(`${client}.ts`) as Promise<PubSubModule>,
      from('channels.ts') as Promise<Pick<Contract, 'channels'>>,
      from('router.ts') as Promise<Pick<Contract, 'route'>>,
    ])
    return { connect: pubsub.connect, channels: channels.channels, route: router.route }
  },
})
