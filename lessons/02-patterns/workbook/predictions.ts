import { Redis } from 'ioredis'
import { createClient } from 'redis'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'A program calls `subscribe("user:*", listener)`. Somebody publishes to `user:login`, and then to `user:*`. What does PUBLISH return, each time?',
    answer: 'For user:login PUBLISH returned 0, and for user:* it returned 1.',
    why: 'SUBSCRIBE takes a name letter by letter, and a star is a letter like any other. Patterns need PSUBSCRIBE. No error tells you.',
    async run(lab) {
      const [publisher, subscriber] = [ioredis(lab), await nodeRedis(lab)]
      const user = lab.name('user')
      await subscriber.subscribe(`${user}:*`, () => {})
      const login = await publisher.publish(`${user}:login`, 'Anna')
      const star = await publisher.publish(`${user}:*`, 'Anna')
      return `For user:login PUBLISH returned ${login}, and for user:* it returned ${star}.`
    },
  },
  {
    question:
      'A program has subscribed to `chat:room:*` by pattern, and then calls `pUnsubscribe("chat:*")`. Does that end it?',
    answer: 'No: a message to chat:room:1 was counted 1 time and arrived 1 time.',
    why: 'PUNSUBSCRIBE compares texts. `chat:*` is another pattern, which this program never had, and that is no error.',
    async run(lab) {
      const [publisher, subscriber] = [ioredis(lab), await nodeRedis(lab)]
      const chat = lab.name('chat')
      let calls = 0
      await subscriber.pSubscribe(`${chat}:room:*`, () => void calls++)
      await subscriber.pUnsubscribe(`${chat}:*`)
      const count = await publisher.publish(`${chat}:room:1`, 'hello')
      await lab.until(() => calls >= 1)
      return `No: a message to chat:room:1 was counted ${count} time and arrived ${calls} time.`
    },
  },
  {
    question:
      'One connection has subscribed to `user:*` by pattern, and then to the channel `user:login`. Somebody publishes one message to `user:login`. What does PUBLISH return, and in which order is it delivered?',
    answer: 'PUBLISH returned 2, and it was delivered by the channel, then by the pattern.',
    why: 'Redis delivers for each subscription that matches, and it looks for channels first, whatever was subscribed first. It does not know that both lead to the same program.',
    async run(lab) {
      const [publisher, subscriber] = [ioredis(lab), ioredis(lab)]
      const user = lab.name('user')
      const order: string[] = []
      subscriber.on('pmessage', () => order.push('the pattern'))
      subscriber.on('message', () => order.push('the channel'))
      await subscriber.psubscribe(`${user}:*`)
      await subscriber.subscribe(`${user}:login`)
      const count = await publisher.publish(`${user}:login`, 'Anna')
      await lab.until(() => order.length >= 2)
      return `PUBLISH returned ${count}, and it was delivered by ${order.join(', then by ')}.`
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
