import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'You call `subscribe("user:*", listener)`. A service publishes to `user:login`, then to `user:*`. Which counts does PUBLISH reply with?',
    answer: 'For user:login, the count was 0; for user:*, it was 1.',
    why: 'For SUBSCRIBE, `user:*` is the name of one channel. Patterns need PSUBSCRIBE. Nothing fails, so nothing warns you.',
    async run(context) {
      const [publisher, subscriber] = [ioredis(context), await nodeRedis(context)]
      const user = context.name('user')
      await subscriber.subscribe(`${user}:*`, () => {})
      const login = await publisher.publish(`${user}:login`, 'Anna')
      const star = await publisher.publish(`${user}:*`, 'Anna')
      return `For user:login, the count was ${login}; for user:*, it was ${star}.`
    },
  },
  {
    question:
      'You have subscribed to the pattern `chat:room:*`, and call `pUnsubscribe("chat:*")`. Does your listener still receive messages?',
    answer: 'Yes: for a message to chat:room:1, the count was 1, and it arrived 1 time.',
    why: 'PUNSUBSCRIBE compares strings. You never subscribed to `chat:*`, so the call does nothing.',
    async run(context) {
      const [publisher, subscriber] = [ioredis(context), await nodeRedis(context)]
      const chat = context.name('chat')
      let calls = 0
      await subscriber.pSubscribe(`${chat}:room:*`, () => void calls++)
      await subscriber.pUnsubscribe(`${chat}:*`)
      const count = await publisher.publish(`${chat}:room:1`, 'hello')
      await context.until(() => calls >= 1)
      return `Yes: for a message to chat:room:1, the count was ${count}, and it arrived ${calls} time.`
    },
  },
  {
    question:
      'One connection subscribes to the pattern `user:*`, then to the channel `user:login`. A service publishes one message to `user:login`. What is the count, and which subscription delivers first?',
    answer: 'The count was 2. The channel delivered first, then the pattern.',
    why: 'Redis sends one copy for each subscription that matches. It looks up the channel before it tries the patterns, whichever was subscribed first.',
    async run(context) {
      const [publisher, subscriber] = [ioredis(context), ioredis(context)]
      const user = context.name('user')
      const order: string[] = []
      subscriber.on('pmessage', () => order.push(order.length ? 'the pattern' : 'The pattern'))
      subscriber.on('message', () => order.push(order.length ? 'the channel' : 'The channel'))
      await subscriber.psubscribe(`${user}:*`)
      await subscriber.subscribe(`${user}:login`)
      const count = await publisher.publish(`${user}:login`, 'Anna')
      await context.until(() => order.length >= 2)
      return `The count was ${count}. ${order.join(' delivered first, then ')}.`
    },
  },
]

const create = (url: string) => createClient({ url })

async function nodeRedis(context: PredictionContext): Promise<ReturnType<typeof create>> {
  const client = create(context.url)
  client.on('error', () => {})
  await client.connect()
  context.cleanup(() => client.destroy())
  return client
}

function ioredis(context: PredictionContext): Redis {
  const client = new Redis(context.url)
  client.on('error', () => {})
  context.cleanup(() => client.disconnect())
  return client
}
