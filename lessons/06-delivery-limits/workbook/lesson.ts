import { defineLesson } from '#shared/core/manifest.ts'
import type { Contract, PredictionsContract, StreamsContract } from '../contract.ts'

export const lesson = defineLesson<Contract>({
  id: '06',
  slug: 'delivery-limits',
  title: 'Delivery guarantees',
  sections: ['Handling message delivery'],
  goal: 'predict what Pub/Sub loses, and build a consumer on Redis Streams that survives the same outages.',
  minutes: 90,
  files: [
    { name: 'node-redis.ts', client: 'node-redis' },
    { name: 'ioredis.ts', client: 'ioredis', hunt: true },
    { name: 'consumer.ts' },
    { name: 'predictions.ts' },
  ],
  tasks: [
    {
      id: '06.1',
      title: 'Predict eight outages',
    },
    {
      id: '06.2',
      title: 'Add, read, and acknowledge entries',
    },
    {
      id: '06.3',
      title: 'Take over abandoned entries',
      needs: ['06.2'],
    },
    {
      id: '06.4',
      title: 'Survive failures and close',
      needs: ['06.3'],
    },
    {
      id: '06.5',
      title: 'Move failing entries to a dead-letter stream',
      needs: ['06.4'],
    },
    {
      id: '06.6',
      title: 'Trim the stream',
      needs: ['06.2'],
      optional: true,
    },
    {
      id: '06.7',
      title: 'Recover a lost consumer group',
      needs: ['06.4'],
      optional: true,
    },
  ],
  commands: {
    outages: 'causes eight outages, and counts what happens to 20 messages in each',
    compare:
      'draws one outage as a timeline: `compare pubsub streams`; with `rabbitmq`, counts what happens in six failures',
  },
  onRealServer:
    'what a restart with persistence keeps, and how the limit of output buffers disconnects slow subscribers',
  load: async (client, from) => {
    const [streams, { predictions }] = await Promise.all([
      from(`${client}.ts`) as Promise<StreamsContract>,
      from('predictions.ts') as Promise<PredictionsContract>,
    ])
    return { ...streams, predictions }
  },
})
