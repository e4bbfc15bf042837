import { defineLesson } from '../../../shared/workbook/manifest.ts'
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
      hints: [
        'PUBLISH counts the subscriptions that Redis sends the message to at that moment. Nothing is stored for later. A stream keeps its entries as long as Redis keeps its data.',
        'For each outage, ask: Does Redis believe that a subscriber is there? Does the message reach the program? Is it stored?',
        'Any whole number from 0 to 20 passes, for example nobody: { counted: 0, pubsub: 0, streams: 20 }.',
      ],
    },
    {
      id: '06.2',
      title: 'Add, read, and acknowledge entries',
      hints: [
        'An entry is pending from XREADGROUP to XACK. Acknowledge it after the handler has succeeded.',
        'xAdd, xGroupCreate, xReadGroup, xAck; in ioredis xadd, xgroup, xreadgroup, xack.',
        'processOne: try { await handle(entry) } catch (error) { await failed(entry, error); return }, then await commands.acknowledge(entry.id).',
      ],
    },
    {
      id: '06.3',
      title: 'Take over abandoned entries',
      needs: ['06.2'],
      hints: [
        'An entry stays pending with a consumer that has died, until another consumer claims it.',
        'xPendingRange with IDLE, then xClaim for one entry; in ioredis xpending and xclaim.',
        'takeOver: for each of await commands.idle(): return if closing; claim it; if there are fields, await processAgain({ id, fields, attempt: deliveries + 1 }).',
      ],
    },
    {
      id: '06.4',
      title: 'Survive failures and close',
      needs: ['06.3'],
      hints: [
        'A rejected read must not end the loop.',
        'try and catch around a round; recover(error) reports and waits. Promise.race([running, redisIsGone()]) limits how long close() waits.',
        'run: try { … } catch (error) { await recover(error) }. finish: await Promise.race([running, redisIsGone()]); await commands.close().',
      ],
    },
    {
      id: '06.5',
      title: 'Move failing entries to a dead-letter stream',
      needs: ['06.4'],
      hints: [
        'A handler that ends the process never reaches your catch, but Redis has counted the delivery.',
        'XADD to the dead-letter stream, then XACK. MULTI would acknowledge even if XADD failed.',
        'failed: if (entry.attempt >= maxAttempts) await giveUp(entry, reasonOf(error)).',
      ],
    },
    {
      id: '06.6',
      title: 'Trim the stream',
      needs: ['06.2'],
      optional: true,
      hints: [
        'A stream grows until you trim it.',
        'XADD with MAXLEN ~ removes the oldest entries.',
        "TRIM: { strategy: 'MAXLEN', strategyModifier: '~', threshold: maxLength }.",
      ],
    },
    {
      id: '06.7',
      title: 'Recover a lost consumer group',
      needs: ['06.4'],
      optional: true,
      hints: [
        'Without persistence, Redis restarts without the stream and the group.',
        'Every read is refused with NOGROUP.',
        "recover: if (isRefusal(error, 'NOGROUP')) await join().catch(tell).",
      ],
    },
  ],
  extras: {
    outages: 'causes eight outages, and counts what becomes of 20 messages in each',
    compare: 'draws one outage as a timeline, with Pub/Sub and with Streams: `compare pubsub streams`',
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
