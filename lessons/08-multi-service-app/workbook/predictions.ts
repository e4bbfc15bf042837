import { isDeepStrictEqual } from 'node:util'
import type { Prediction } from '../../../shared/workbook/predictions.ts'
import { client, publishWhileAway, twoPublishers } from './tutorial/publishing.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'A logger subscribes to the patterns `user.*` and `*.created`, with one function for both, which writes a line. Somebody publishes `user.created` once, then `order.placed` once. How many lines are written for each?',
    answer: 'user.created: 2 lines, order.placed: 0 lines.',
    why: 'Redis delivers an event once for each pattern that matches. Both match `user.created`. `order.placed` begins with no `user.` and ends with no `.created`. One pattern that matches all events of the shop, and nothing else, has neither trouble.',
    async run(lab) {
      const prefix = lab.name('shop')
      const lines: string[] = []
      const write = (_text: string, channel: string) => void lines.push(channel)
      const [logger, publisher] = [await client(lab), await client(lab)]
      for (const pattern of ['user.*', '*.created']) {
        await logger.pSubscribe(`${prefix}:${pattern}`, write)
      }
      for (const event of ['user.created', 'order.placed', 'end.created']) {
        await publisher.publish(`${prefix}:${event}`, '{}')
      }
      const count = (event: string) => lines.filter((line) => line === `${prefix}:${event}`).length
      await lab.until(() => count('end.created') > 0)
      return `user.created: ${count('user.created')} lines, order.placed: ${count('order.placed')} lines.`
    },
  },
  {
    question:
      'Two publishers publish 200 events each on the same channel, at the same time, each on a connection of its own. Two subscribers get all of them. Do both have the same order?',
    answer: 'Both got 400 events, in the same order.',
    why: 'Redis does one command after the other. Whichever PUBLISH comes first is handed to all subscribers before the next one is looked at. Each connection keeps that order. But nobody gets an event at the same moment as the other: one may be far behind.',
    async run(lab) {
      const [one = [], two = []] = await twoPublishers(lab, 200)
      const order = isDeepStrictEqual(one, two) ? 'the same order' : 'different orders'
      return `Both got ${one.length} events, in ${order}.`
    },
  },
  {
    question:
      'Redis goes away. Now an API publishes an event with each of the two clients, as they are by default. After a second, which of the two promises have settled? Then Redis comes back. How many of the two events are delivered?',
    answer: 'After a second 0 of 2 had settled. When Redis was back, 2 of 2 were delivered.',
    why: 'Both clients keep what they cannot send, and send it later: node-redis for five seconds, ioredis for more than a minute. A browser does not wait so long. And if you tell it that nothing was published, you are wrong as soon as Redis is back.',
    async run(lab) {
      const { settled, delivered } = await publishWhileAway(lab)
      return `After a second ${settled.length} of 2 had settled. When Redis was back, ${delivered.length} of 2 were delivered.`
    },
  },
]
