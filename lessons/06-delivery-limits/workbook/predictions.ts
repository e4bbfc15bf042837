import { Redis } from 'ioredis'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'

/** The reply to XREADGROUP. */
type Reply = [stream: string, entries: [id: string, words: string[]][]][] | null

export const predictions: readonly Prediction[] = [
  {
    question:
<<<<<<< HEAD
      'A program has subscribed. Then it is frozen: it runs no more, and its connection stays open. Somebody publishes one message. What does PUBLISH return, and how many messages does the program handle?',
    answer: 'PUBLISH returned 1, and 0 messages were handled.',
    why: 'Redis counts the subscriptions that it has queued the message for. It never learns what becomes of it. So a count of 1 is no receipt.',
    async run(lab) {
      const proxy = await RedisProxy.open(lab.url, lab.namespace)
      lab.cleanup(() => proxy.close())
      const [publisher, subscriber] = [connect(lab, lab.url), connect(lab, proxy.url)]
      const news = lab.name('news')
      let handled = 0
      subscriber.on('message', () => handled++)
      await subscriber.subscribe(news)
      // Nothing is read from its connection any more, as if the process stood still.
      proxy.stall()
      const count = await publisher.publish(news, 'hello')
      await publisher.ping()
      return `PUBLISH returned ${count}, and ${handled} messages were handled.`
    },
  },
  {
    question:
      'Three entries are added to a stream. Then a group is made that begins at `$`, and a consumer of it reads with `>`. How many entries does it get?',
    answer: 'It got 0 entries.',
    why: '`$` is the end of the stream at that moment. A group that begins there gets what is added later, and never what was there before. `0` is the beginning.',
=======
      'You add three entries to a stream, then create a group at `$`. A consumer reads with `>`. How many entries does it get?',
    answer: 'It gets 0 entries.',
    why: '`$` is the end of the stream at that moment. A group that starts there never gets earlier entries. `0` is the beginning.',
>>>>>>> 0cffc97 (Lesson 06: hints as pages; titles, causes and the demo in plain English)
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '$')
      const count = await read(redis, stream, 'anna')
      return `It gets ${count} entries.`
    },
  },
  {
    question:
      'You add three entries. Anna reads them and acknowledges none. Ben, of the same group, reads with `>`, then Anna reads again. How many entries does each get?',
    answer: 'Ben gets 0 entries, and Anna gets 0.',
    why: 'The entries are pending with Anna. `>` only returns entries that no consumer of the group has been given.',
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '0')
      await read(redis, stream, 'anna')
      const ben = await read(redis, stream, 'ben')
      const anna = await read(redis, stream, 'anna')
      return `Ben gets ${ben} entries, and Anna gets ${anna}.`
    },
  },
  {
    question: 'A group reads three entries and acknowledges all of them. How long is the stream (XLEN)?',
    answer: 'XLEN replies with 3.',
    why: 'XACK only removes entries from the pending list of its group. The stream keeps them for other groups, until you trim it.',
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '0')
      const reply = (await redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', stream, '>')) as Reply
      const ids = (reply?.[0]?.[1] ?? []).map(([id]) => id)
      await redis.xack(stream, 'mail', ...ids)
      return `XLEN replies with ${await redis.xlen(stream)}.`
    },
  },
]

function connect(lab: Lab, url: string): Redis {
  const redis = new Redis(url)
  redis.on('error', () => {})
  lab.cleanup(() => redis.disconnect())
  return redis
}

async function three(lab: Lab, redis: Redis): Promise<string> {
  const stream = lab.name('orders')
  for (const n of [1, 2, 3]) await redis.xadd(stream, '*', 'n', n)
  return stream
}

/** How many entries a consumer gets with `>`. */
async function read(redis: Redis, stream: string, name: string): Promise<number> {
  const reply = (await redis.xreadgroup('GROUP', 'mail', name, 'STREAMS', stream, '>')) as Reply
  return reply?.[0]?.[1].length ?? 0
}
