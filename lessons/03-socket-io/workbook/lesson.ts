import { defineLesson } from '#shared/core/manifest.ts'
import type { PubSubModule } from '../../02-patterns/contract.ts'
import type { GatewayContract } from '../contract.ts'
import type { Subject } from './subject.ts'

export const lesson = defineLesson<Subject>({
  id: '03',
  slug: 'socket-io',
  title: 'Socket.IO on several servers',
  sections: ['Integrating with Socket.io'],
  goal: 'connect the browsers of several servers through Redis, so that each message reaches everyone once.',
  minutes: 45,
  files: [
    { name: 'gateway.ts' },
    { name: 'requests.ts' },
    { name: 'deliveries.ts' },
    { name: 'rooms.ts' },
    { name: 'limits.ts' },
  ],
  tasks: [
    {
      id: '03.1',
      title: 'Broadcast to every server',
    },
    {
      id: '03.2',
      title: 'Identify and notify users',
      needs: ['03.1'],
    },
    {
      id: '03.3',
      title: 'Add rooms',
      needs: ['03.2'],
    },
    {
      id: '03.4',
      title: 'Shut down',
      needs: ['03.3'],
    },
    {
      id: '03.5',
      title: 'Undo a join that comes too late',
      needs: ['03.4'],
      optional: true,
    },
    {
      id: '03.6',
      title: 'Limit requests',
      needs: ['03.4'],
      optional: true,
    },
    {
      id: '03.7',
      title: 'Send to everyone but me',
      needs: ['03.4'],
      optional: true,
    },
    {
      id: '03.8',
      title: 'Work beside a cluster adapter',
      needs: ['03.4'],
      optional: true,
    },
  ],
  commands: {
    serve: 'opens a chat on two servers in your browser',
    compare: 'compares your gateway with the Redis adapters of Socket.IO',
  },
  load: async (client, from, adapter) => {
    const [gateway, { connect }] = await Promise.all([
      from('gateway.ts') as Promise<GatewayContract>,
      adapter(`${client}.ts`) as Promise<PubSubModule>,
    ])
    return { attach: gateway.attach, connect }
  },
})
