import { Redis } from 'ioredis'
import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'
import {
  copiesOf,
  join,
  tutorialChannels,
  tutorialServer,
  visitor,
} from '../../03-socket-io/workbook/tutorial/tutorial-chat.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'Two services have subscribed to the pattern `u:*`, and none to a channel. How many channels does PUBSUB CHANNELS list, what does PUBSUB NUMSUB say for `u:1`, and what does PUBLISH to `u:1` return?',
    answer: 'CHANNELS lists 0 channels, NUMSUB says 0, and PUBLISH returned 2.',
    why: 'CHANNELS and NUMSUB ignore pattern subscriptions. PUBLISH counts them.',
    async run(context) {
      const [one, two, other] = [client(context), client(context), client(context)]
      const users = context.name('u')
      await Promise.all([one.psubscribe(`${users}:*`), two.psubscribe(`${users}:*`)])
      const channels = (await other.pubsub('CHANNELS', `${users}*`)) as string[]
      const [, subscribed] = (await other.pubsub('NUMSUB', `${users}:1`)) as unknown[]
      const count = await other.publish(`${users}:1`, 'hello')
      return `CHANNELS lists ${channels.length} channels, NUMSUB says ${subscribed}, and PUBLISH returned ${count}.`
    },
  },
  {
    question:
      'A service has subscribed to `news`. Then the network blocks everything that Redis sends to it, without closing a connection. What does PUBSUB NUMSUB say for `news`, what does PUBLISH return, and how many messages arrive?',
    answer: 'NUMSUB says 1, PUBLISH returned 1, and 0 messages arrived while it was blocked.',
    why: "Redis counts the connections that it has written the message to. It doesn't know whether the message is read.",
    async run(context) {
      const proxy = await RedisProxy.open(context.url, context.namespace)
      context.cleanup(() => proxy.close())
      const [subscriber, publisher] = [client(context, proxy.url), client(context)]
      let arrived = 0
      subscriber.on('message', () => arrived++)
      const news = context.name('news')
      await subscriber.subscribe(news)
      proxy.stall(subscribers)
      const count = await publisher.publish(news, 'hello')
      const [, subscribed] = (await publisher.pubsub('NUMSUB', news)) as unknown[]
      const before = arrived
      proxy.resume()
      await context.until(() => arrived > 0)
      return `NUMSUB says ${subscribed}, PUBLISH returned ${count}, and ${before} messages arrived while it was blocked.`
    },
  },
  {
    question:
      "In the tutorial's chat, three users of one server join a room, and each receives every message three times. Which figure shows the mistake: CHANNELS, NUMSUB, or what PUBLISH returns?",
    answer: 'CHANNELS lists 1, NUMSUB says 1, PUBLISH returned 1, and 9 copies arrived: none of them.',
    why: 'Redis sees one connection with one subscription. The nine copies are made in the server.',
    async run(context) {
      const channels = tutorialChannels(context)
      const server = await tutorialServer(context, channels)
      const users = [
        await visitor(context, server),
        await visitor(context, server),
        await visitor(context, server),
      ]
      await join(context, server, users, 'kitchen')
      const room = channels.room('kitchen')
      const other = client(context)
      const listed = (await other.pubsub('CHANNELS', `${room}*`)) as string[]
      const [, subscribed] = (await other.pubsub('NUMSUB', room)) as unknown[]
      const count = await other.publish(room, '"hello"')
      // On the same connections: what was sent before it has come before it.
      await other.publish(channels.broadcast, '"end"')
      await context.until(() => copiesOf(users, 'end') === users.length)
      const copies = copiesOf(users, 'hello')
      return `CHANNELS lists ${listed.length}, NUMSUB says ${subscribed}, PUBLISH returned ${count}, and ${copies} copies arrived: none of them.`
    },
  },
]

function client(context: PredictionContext, url = context.url): Redis {
  const one = new Redis(url)
  one.on('error', () => {})
  context.cleanup(() => one.disconnect())
  return one
}
