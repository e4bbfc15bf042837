import { Redis } from 'ioredis'
import { RedisProxy } from '../../../shared/redis/proxy.ts'
import type { Lab, Prediction } from '../../../shared/workbook/predictions.ts'

/** What XREADGROUP answers. */
type Brought = [stream: string, entries: [id: string, words: string[]][]][] | null

export const predictions: readonly Prediction[] = [
  {
    question:
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
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '$')
      const brought = await read(redis, stream, 'anna')
      return `It got ${brought} entries.`
    },
  },
  {
    question:
      'Three entries are added. Anna, a consumer of the group `mail`, reads all three, and acknowledges none. Then Ben of the same group reads with `>`, and then Anna with `>` once more. How many entries does each of them get?',
    answer: 'Ben got 0 entries, and Anna got 0.',
    why: '`>` means: what nobody of the group was ever given. The three were given to Anna. They are pending until she acknowledges them, or until somebody takes them over by XCLAIM.',
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '0')
      await read(redis, stream, 'anna')
      const ben = await read(redis, stream, 'ben')
      const anna = await read(redis, stream, 'anna')
      return `Ben got ${ben} entries, and Anna got ${anna}.`
    },
  },
  {
    question:
      'Three entries are added, and a group reads and acknowledges all three. How long is the stream then (XLEN)?',
    answer: 'XLEN returned 3.',
    why: 'XACK takes an entry off the list of what is pending in that group. The stream keeps it, for other groups and for later. It goes when the stream is trimmed, or by XDEL.',
    async run(lab) {
      const redis = connect(lab, lab.url)
      const stream = await three(lab, redis)
      await redis.xgroup('CREATE', stream, 'mail', '0')
      const reply = (await redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', stream, '>')) as Brought
      const ids = (reply?.[0]?.[1] ?? []).map(([id]) => id)
      await redis.xack(stream, 'mail', ...ids)
      return `XLEN returned ${await redis.xlen(stream)}.`
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

/** How many entries a consumer gets by `>`. */
async function read(redis: Redis, stream: string, name: string): Promise<number> {
  const reply = (await redis.xreadgroup('GROUP', 'mail', name, 'STREAMS', stream, '>')) as Brought
  return reply?.[0]?.[1].length ?? 0
}
