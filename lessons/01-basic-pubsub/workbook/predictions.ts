import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'With node-redis, a program subscribes to `chat`, and a few lines later it subscribes to `chat` again with another listener. Then one message is published. What does PUBLISH return, and how often is a listener called?',
    answer: 'PUBLISH returned 1, and listeners were called 2 times.',
    why: 'Redis knows the connection, and it has subscribed once. node-redis keeps a set of listeners and calls each of them. So a doubled message does not show in the count.',
    async run(lab) {
      const [publisher, subscriber] = [await nodeRedis(lab), await nodeRedis(lab)]
      const chat = lab.name('chat')
      let calls = 0
      await subscriber.subscribe(chat, () => void calls++)
      await subscriber.subscribe(chat, () => void calls++)
      const count = await publisher.publish(chat, 'hello')
      await lab.until(() => calls >= 2)
      return `PUBLISH returned ${count}, and listeners were called ${calls} times.`
    },
  },
  {
    question:
      'With ioredis, a program calls `subscribe(channel, listener)`, as one does with node-redis. Three messages are published. How often does the listener see a message?',
    answer: 'The listener was called 1 time, and with a message 0 times.',
    why: 'The function after the channels is called once, with the answer to SUBSCRIBE. Messages come as the event `message`, on the client.',
    async run(lab) {
      const [publisher, subscriber] = [ioredis(lab), ioredis(lab)]
      const news = lab.name('news')
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
      // The event shows that all three have come to this client.
      await lab.until(() => seen === 3)
      return `The listener was called ${calls} time, and with a message ${messages} times.`
    },
  },
  {
    question:
      'One node-redis client, one connection: it subscribes to a channel and publishes to that same channel. What comes first, the call of the listener or the line after `await publish(…)`?',
    answer: 'It may publish, and the listener came first.',
    why: 'With RESP3, which both clients speak by default today, a connection that has subscribed may still send any command. Redis writes the message before its answer to PUBLISH, on the same connection.',
    async run(lab) {
      const client = await nodeRedis(lab)
      const news = lab.name('news')
      const order: string[] = []
      await client.subscribe(news, () => void order.push('the listener'))
      await client.publish(news, 'hello')
      order.push('the line after')
      await lab.until(() => order.length === 2)
      return `It may publish, and ${order[0]} came first.`
    },
  },
]

const create = (url: string) => createClient({ url })

async function nodeRedis(lab: Lab): Promise<ReturnType<typeof create>> {
  const client = create(lab.url)
  client.on('error', () => {})
  await client.connect()
  lab.cleanup(() => client.destroy())
  return client
}

function ioredis(lab: Lab): Redis {
  const client = new Redis(lab.url)
  client.on('error', () => {})
  lab.cleanup(() => client.disconnect())
  return client
}
