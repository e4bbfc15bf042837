import { isDeepStrictEqual } from 'node:util'
import type { Prediction } from '#shared/runner/predictions.ts'
import { client, publishWhileAway, twoPublishers } from './tutorial/publishing.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'A logger subscribes one function to the patterns `user.*` and `*.created`. How often is it called for `user.created`, and how often for `order.placed`?',
    answer: 'user.created: 2 calls, order.placed: 0 calls.',
    why: 'Redis delivers an event once for each pattern that matches. Both match `user.created`, and neither matches `order.placed`. A single pattern avoids both problems.',
    async run(context) {
      const prefix = context.name('shop')
      const lines: string[] = []
      const write = (_text: string, channel: string) => void lines.push(channel)
      const [logger, publisher] = [await client(context), await client(context)]
      for (const pattern of ['user.*', '*.created']) {
        await logger.pSubscribe(`${prefix}:${pattern}`, write)
      }
      for (const event of ['user.created', 'order.placed', 'end.created']) {
        await publisher.publish(`${prefix}:${event}`, '{}')
      }
      const count = (event: string) => lines.filter((line) => line === `${prefix}:${event}`).length
      await context.until(() => count('end.created') > 0)
      return `user.created: ${count('user.created')} calls, order.placed: ${count('order.placed')} calls.`
    },
  },
  {
    question:
      'Two publishers publish 200 events each at the same time, on connections of their own. Two subscribers receive all 400. In the same order?',
    answer: 'Both received 400 events, in the same order.',
    why: 'Redis executes one command at a time, and forwards each event to all subscribers before it executes the next command. But one subscriber may be far behind the other.',
    async run(context) {
      const [one = [], two = []] = await twoPublishers(context, 200)
      const order = isDeepStrictEqual(one, two) ? 'the same order' : 'different orders'
      return `Both received ${one.length} events, in ${order}.`
    },
  },
  {
    question:
      'Redis goes down. Now you publish with each of the two clients, with their default options. Which promises have settled after a second? When Redis is back, how many of the two events are delivered?',
    answer: 'After a second, 0 of 2 had settled. When Redis was back, 2 of 2 were delivered.',
    why: 'Both clients queue the event: node-redis for five seconds, ioredis for more than a minute. So if you tell a browser that nothing was published, that becomes false when Redis is back.',
    async run(context) {
      const { settled, delivered } = await publishWhileAway(context)
      return `After a second, ${settled.length} of 2 had settled. When Redis was back, ${delivered.length} of 2 were delivered.`
    },
  },
]
