import { Redis } from 'ioredis'
import { RedisProxy, subscribers } from '../../../shared/redis/proxy.ts'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'
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
      'Two programs have subscribed to the pattern `u:*`, and nobody to a channel. Which channels does PUBSUB CHANNELS list, what does PUBSUB NUMSUB say of `u:1`, and what does PUBLISH to `u:1` return?',
    answer: 'CHANNELS lists 0 channels, NUMSUB says 0, and PUBLISH returned 2.',
    why: 'CHANNELS and NUMSUB look at subscriptions by name alone. PUBLISH looks at both.',
    async run(lab) {
      const [one, two, other] = [client(lab), client(lab), client(lab)]
      const users = lab.name('u')
      await Promise.all([one.psubscribe(`${users}:*`), two.psubscribe(`${users}:*`)])
      const channels = (await other.pubsub('CHANNELS', `${users}*`)) as string[]
      const [, subscribed] = (await other.pubsub('NUMSUB', `${users}:1`)) as unknown[]
      const count = await other.publish(`${users}:1`, 'hello')
      return `CHANNELS lists ${channels.length} channels, NUMSUB says ${subscribed}, and PUBLISH returned ${count}.`
    },
  },
  {
    question:
      'A program has subscribed to `news`. Then everything that Redis sends to it is held up on the way, and no connection is closed. What does PUBSUB NUMSUB say of `news`, what does PUBLISH return, and how many messages arrive?',
    answer: 'NUMSUB says 1, PUBLISH returned 1, and 0 messages arrived until it was let go.',
    why: 'Redis counts what it has queued for a connection. Whether anybody reads at the other end, it does not know. All figures are as ever.',
    async run(lab) {
      const proxy = await RedisProxy.open(lab.url, lab.namespace)
      lab.cleanup(() => proxy.close())
      const [subscriber, publisher] = [client(lab, proxy.url), client(lab)]
      let arrived = 0
      subscriber.on('message', () => arrived++)
      const news = lab.name('news')
      await subscriber.subscribe(news)
      proxy.stall(subscribers)
      const count = await publisher.publish(news, 'hello')
      const [, subscribed] = (await publisher.pubsub('NUMSUB', news)) as unknown[]
      const before = arrived
      proxy.resume()
      await lab.until(() => arrived > 0)
      return `NUMSUB says ${subscribed}, PUBLISH returned ${count}, and ${before} messages arrived until it was let go.`
    },
  },
  {
    question:
      'The chat of the tutorial, from lesson 03: three users of one server have joined a room, and each message arrives three times at each of them. Which of these figures shows the mistake: the channels that CHANNELS lists for the room, NUMSUB, or what PUBLISH returns?',
    answer: 'CHANNELS lists 1, NUMSUB says 1, PUBLISH returned 1, and 9 copies arrived: none of them.',
    why: 'For Redis there is one connection with one subscription. The nine copies are made in the program, where Redis cannot see.',
    async run(lab) {
      const channels = tutorialChannels(lab)
      const server = await tutorialServer(lab, channels)
      const users = [await visitor(lab, server), await visitor(lab, server), await visitor(lab, server)]
      await join(lab, server, users, 'kitchen')
      const room = channels.room('kitchen')
      const other = client(lab)
      const listed = (await other.pubsub('CHANNELS', `${room}*`)) as string[]
      const [, subscribed] = (await other.pubsub('NUMSUB', room)) as unknown[]
      const count = await other.publish(room, '"hello"')
      // On the same connections: what was sent before it has come before it.
      await other.publish(channels.broadcast, '"end"')
      await lab.until(() => copiesOf(users, 'end') === users.length)
      const copies = copiesOf(users, 'hello')
      return `CHANNELS lists ${listed.length}, NUMSUB says ${subscribed}, PUBLISH returned ${count}, and ${copies} copies arrived: none of them.`
    },
  },
]

function client(lab: Lab, url = lab.url): Redis {
  const one = new Redis(url)
  one.on('error', () => {})
  lab.cleanup(() => one.disconnect())
  return one
}
