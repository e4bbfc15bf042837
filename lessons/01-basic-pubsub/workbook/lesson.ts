import { defineLesson } from '#shared/core/manifest.ts'
import type { Contract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '01',
  slug: 'basic-pubsub',
  title: 'Basic Pub/Sub',
  sections: ['What is Pub/Sub', 'Basic example', 'Publishing messages', 'Subscribing to channels'],
  goal: 'publish and subscribe so that a bad message, a failing handler, or a lost connection never stops your service.',
  minutes: 45,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
  ],
  tasks: [
    {
      id: '01.1',
      title: 'Publish strings and JSON',
    },
    {
      id: '01.2',
      title: 'Subscribe handlers to channels',
      needs: ['01.1'],
    },
    {
      id: '01.3',
      title: 'Contain bad messages and failing handlers',
      needs: ['01.2'],
    },
    {
      id: '01.4',
      title: 'Unsubscribe one handler, or all',
      needs: ['01.3'],
    },
    {
      id: '01.5',
      title: 'Survive lost connections',
      needs: ['01.4'],
    },
    {
      id: '01.6',
      title: 'Close the connections',
      needs: ['01.5'],
    },
    {
      id: '01.7',
      title: 'Handle refusals and silence',
      needs: ['01.6'],
      optional: true,
    },
    {
      id: '01.8',
      title: 'Handle overlapping calls',
      needs: ['01.6'],
      optional: true,
    },
    {
      id: '01.9',
      title: "Handle JSON's edge cases",
      needs: ['01.1'],
      optional: true,
    },
  ],
  load: async (client, from) => (await from(`${client}.ts`)) as Contract,
})
