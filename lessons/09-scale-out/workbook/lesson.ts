import { defineLesson } from '#shared/core/manifest.ts'
import type { Contract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '09',
  slug: 'scale-out',
  title: 'Scale out',
  sections: [],
  goal: 'publish on a Redis Cluster, stay subscribed while slots move and masters crash, and know which messages are missing.',
  minutes: 45,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'messages.ts' },
    { name: 'pubsub.ts' },
  ],
  tasks: [
    { id: '09.1', title: 'Count subscribers on all nodes' },
    { id: '09.2', title: 'Subscribe to sharded channels' },
    { id: '09.3', title: 'Notice what a planned change loses', needs: ['09.2'] },
    { id: '09.4', title: 'Publish through a crash', needs: ['09.3'] },
    { id: '09.5', title: "Offer lesson 02's interface", needs: ['09.2'], optional: true },
  ],
  onCluster: true,
  commands: {
    live: 'shows nodes, slots, subscribers, and messages live',
    failover: 'kills a master while messages are published, and counts what happens to them',
    move: 'moves a slot while messages are published, and counts what happens to them',
  },
  commandsUseSolution: true,
  live: 'live',
  load: async (client, from) => {
    const [cluster, messages, pubsub] = await Promise.all([
      from(`${client}.ts`) as Promise<Pick<Contract, 'connect'>>,
      from('messages.ts') as Promise<Pick<Contract, 'channelOf' | 'createInbox' | 'createOutbox'>>,
      from('pubsub.ts') as Promise<Pick<Contract, 'toPubSub'>>,
    ])
    return { ...cluster, ...messages, ...pubsub }
  },
})
