import { Redis } from 'ioredis'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'

/** The reply to XREADGROUP. */
type Reply = [stream: string, entries: [id: string, words: string[]][]][] | null

export const predictions: readonly Prediction[] = [
  {
    question:
      'You add three entries to a stream, then create a group at `$`. A consumer reads with `>`. How many entries does it get?',
    answer: 'It gets 0 entries.',
    why: '`$` is the end of the stream at that moment. A group that starts there never gets earlier entries. `0` is the beginning.',
    async run(context) {
      const redis = connect(context, context.url)
      const stream = await three(context, redis)
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
    async run(context) {
      const redis = connect(context, context.url)
      const stream = await three(context, redis)
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
    async run(context) {
      const redis = connect(context, context.url)
      const stream = await three(context, redis)
      await redis.xgroup('CREATE', stream, 'mail', '0')
      const reply = (await redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', stream, '>')) as Reply
      const ids = (reply?.[0]?.[1] ?? []).map(([id]) => id)
      await redis.xack(stream, 'mail', ...ids)
      return `XLEN replies with ${await redis.xlen(stream)}.`
    },
  },
]

function connect(context: PredictionContext, url: string): Redis {
  const redis = new Redis(url)
  redis.on('error', () => {})
  context.cleanup(() => redis.disconnect())
  return redis
}

async function three(context: PredictionContext, redis: Redis): Promise<string> {
  const stream = context.name('orders')
  for (const n of [1, 2, 3]) await redis.xadd(stream, '*', 'n', n)
  return stream
}

/** How many entries a consumer gets with `>`. */
async function read(redis: Redis, stream: string, name: string): Promise<number> {
  const reply = (await redis.xreadgroup('GROUP', 'mail', name, 'STREAMS', stream, '>')) as Reply
  return reply?.[0]?.[1].length ?? 0
}
