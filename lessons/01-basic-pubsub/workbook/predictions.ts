import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'With node-redis, you call `subscribe` twice for the channel `chat` on one client, with two different functions. Then you publish one message. Which count does `publish` resolve with, and how many of the functions are called?',
    answer: 'publish() resolved with 1, and 2 functions were called.',
    why: "Redis sends the message once, to the connection. The client then calls each of its functions. So the count doesn't show that a message is handled twice.",
    async run(context) {
      const [publisher, subscriber] = [await nodeRedis(context), await nodeRedis(context)]
      const chat = context.name('chat')
      let calls = 0
      await subscriber.subscribe(chat, () => void calls++)
      await subscriber.subscribe(chat, () => void calls++)
      const count = await publisher.publish(chat, 'hello')
      await context.until(() => calls >= 2)
      return `publish() resolved with ${count}, and ${calls} functions were called.`
    },
  },
  {
    question:
      'With ioredis, you write `await subscriber.subscribe(channel, fn)`, as you would with node-redis. Then you publish three messages. How many of them does `fn` receive?',
    answer: 'The function was called 1 time, and received 0 messages.',
    why: 'ioredis takes the function for a Node.js callback, and calls it once when Redis has confirmed the subscription. Messages arrive as the `message` event of the client.',
    async run(context) {
      const [publisher, subscriber] = [ioredis(context), ioredis(context)]
      const news = context.name('news')
      let calls = 0
      let messages = 0
      const listener = (...args: unknown[]) => {
        calls++
        if (args.includes('hello')) messages++
      }
      let seen = 0
      subscriber.on('message', () => void seen++)
      await subscriber.subscribe(news, listener)
      for (let i = 0; i < 3; i++) await publisher.publish(news, 'hello')
      // The event shows that all three have reached this client.
      await context.until(() => seen === 3)
      return `The function was called ${calls} time, and received ${messages} messages.`
    },
  },
  {
    question:
      'One node-redis client, with one connection, subscribes to a channel and then publishes to it. Does that work? If so, which comes first: the call to the function, or the line after `await publish(…)`?',
    answer: 'It works, and the function was called first.',
    why: 'Both clients speak RESP3, the current version of the Redis protocol, which can carry messages and replies on one connection. With two connections, either can come first.',
    async run(context) {
      const client = await nodeRedis(context)
      const news = context.name('news')
      const order: string[] = []
      await client.subscribe(news, () => void order.push('the function was called'))
      await client.publish(news, 'hello')
      order.push('the line after it ran')
      await context.until(() => order.length === 2)
      return `It works, and ${order[0]} first.`
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
