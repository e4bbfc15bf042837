/**
 * Proves the findings in `findings/06-delivery-limits.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import type { Redis } from 'ioredis'
import { expect, test, vi } from 'vitest'
import { allConnections, RedisProxy } from '#shared/redis/proxy.ts'
import { type OwnServer, RedisUnavailable, type StartOptions } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import { closeLater, ioredis, nodeRedis, redisUrl, unique } from './clients.ts'

const WAIT = { timeout: 8000, interval: 5 }

async function openProxy(url = redisUrl()): Promise<RedisProxy> {
  const proxy = await RedisProxy.open(url, '')
  closeLater(() => proxy.close())
  return proxy
}

/** Starts a server for this test. If no server supports what it needs, skips the test with the reason. */
async function own(skip: (reason: string) => void, config?: StartOptions['config']): Promise<OwnServer> {
  try {
    const server = await startOwn(config ? { config } : {})
    closeLater(() => server.stop())
    return server
  } catch (error) {
    if (error instanceof RedisUnavailable) skip(error.message)
    throw error
  }
}

/** A subscriber that records its messages. */
async function listener(channel: string, url: string): Promise<{ got: string[]; redis: Redis }> {
  const redis = ioredis({}, url)
  const got: string[] = []
  redis.on('message', (_channel: string, message: string) => got.push(message))
  await redis.subscribe(channel)
  return { got, redis }
}

async function isSubscribed(publisher: Redis, channel: string, count = 1): Promise<void> {
  await vi.waitFor(async () => {
    expect(Number((await publisher.pubsub('NUMSUB', channel))[1])).toBe(count)
  }, WAIT)
}

test("S66 Redis stores nothing under a channel's name", async () => {
  const publisher = ioredis()
  const news = unique('news')
  await listener(news, redisUrl())
  expect(await publisher.publish(news, 'hello')).toBe(1)
  expect(await publisher.exists(news)).toBe(0)
})

test('S67 a message without subscribers is lost', async () => {
  const publisher = ioredis()
  const news = unique('news')
  expect(await publisher.publish(news, 'early')).toBe(0)
  const { got } = await listener(news, redisUrl())
  expect(await publisher.publish(news, 'late')).toBe(1)
  await vi.waitFor(() => expect(got).toEqual(['late']), WAIT)
})

test('S68 a subscriber that is disconnected for 50 of 150 messages receives 100', async () => {
  const proxy = await openProxy()
  const publisher = ioredis()
  const news = unique('news')
  const { got } = await listener(news, proxy.url)
  const publish = async (first: number) => {
    const counts: number[] = []
    for (let n = first; n < first + 50; n++) counts.push(await publisher.publish(news, String(n)))
    return counts.reduce((sum, count) => sum + count, 0)
  }
  expect(await publish(0)).toBe(50)
  await vi.waitFor(() => expect(got).toHaveLength(50), WAIT)
  proxy.refuse()
  proxy.cut(allConnections)
  await isSubscribed(publisher, news, 0)
  expect(await publish(50)).toBe(0)
  proxy.accept()
  await isSubscribed(publisher, news)
  expect(await publish(100)).toBe(50)
  await vi.waitFor(() => expect(got).toHaveLength(100), WAIT)
})

test('S69 a message published while Redis restarts is queued, then lost with a count of 0', async ({
  skip,
}) => {
  const server = await own(skip)
  const proxy = await openProxy(server.url)
  const publisher = await nodeRedis({ url: server.url })
  const news = unique('news')
  const { got } = await listener(news, proxy.url)
  expect(await publisher.publish(news, 'before')).toBe(1)
  await vi.waitFor(() => expect(got).toEqual(['before']), WAIT)
  proxy.refuse()
  await server.crash()
  await vi.waitFor(() => expect(publisher.isReady).toBe(false), WAIT)
  const meanwhile = [publisher.publish(news, 'meanwhile'), publisher.publish(news, 'and more')]
  await server.restart()
  expect(await Promise.all(meanwhile)).toEqual([0, 0])
  proxy.accept()
  await vi.waitFor(async () => expect((await publisher.pubSubNumSub(news))[news]).toBe(1), WAIT)
  expect(await publisher.publish(news, 'after')).toBe(1)
  await vi.waitFor(() => expect(got).toEqual(['before', 'after']), WAIT)
})

test('S70 Redis disconnects a slow subscriber, which loses messages that were counted', async ({ skip }) => {
  const server = await own(skip, { 'client-output-buffer-limit': 'pubsub 1mb 1mb 1' })
  const proxy = await openProxy(server.url)
  const publisher = ioredis({}, server.url)
  const news = unique('news')
  const { got } = await listener(news, proxy.url)
  proxy.stall()
  expect(await publisher.publish(news, 'x'.repeat(24 * 1024 * 1024))).toBe(1)
  await isSubscribed(publisher, news, 0)
  expect(await publisher.publish(news, 'lost')).toBe(0)
  proxy.resume()
  await isSubscribed(publisher, news)
  await publisher.publish(news, 'end')
  await vi.waitFor(() => expect(got).toEqual(['end']), WAIT)
})

test('S70 on a half-open connection, every lost message counts as 1', async () => {
  const proxy = await openProxy()
  const publisher = ioredis()
  const news = unique('news')
  const { got } = await listener(news, proxy.url)
  proxy.freeze()
  for (const text of ['lost', 'lost', 'lost']) expect(await publisher.publish(news, text)).toBe(1)
  // Finally, the connection is given up.
  proxy.cut()
  await isSubscribed(publisher, news, 0)
  await isSubscribed(publisher, news)
  await publisher.publish(news, 'end')
  await vi.waitFor(() => expect(got).toEqual(['end']), WAIT)
})

test('S71 a message with a count of 0 reaches a subscriber on a Redis replica', async ({ skip }) => {
  const master = await own(skip, { 'repl-diskless-sync-delay': '0' })
  const { port } = new URL(master.url)
  const replica = await own(skip, { replicaof: `127.0.0.1 ${port}` })
  const publisher = ioredis({}, master.url)
  const news = unique('news')
  const { got } = await listener(news, replica.url)
  await vi.waitFor(async () => expect(await publisher.info('replication')).toContain('state=online'), WAIT)
  expect(await publisher.publish(news, 'hello')).toBe(0)
  await vi.waitFor(() => expect(got).toEqual(['hello']), WAIT)
})

test('S71 one process with a channel and two patterns counts as 3', async () => {
  const publisher = ioredis()
  const news = unique('news')
  const { redis } = await listener(news, redisUrl())
  await redis.psubscribe(`${news}*`, `*${news}`)
  expect(await publisher.publish(news, 'hello')).toBe(3)
})

test('S72 after a restart without persistence, a stream is gone', async ({ skip }) => {
  const server = await own(skip)
  const redis = ioredis({}, server.url)
  await redis.xadd('orders', '*', 'n', 1)
  await redis.xgroup('CREATE', 'orders', 'mail', '0')
  await server.crash()
  await server.restart()
  expect(await redis.exists('orders')).toBe(0)
  const reading = redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', 'orders', '>')
  await expect(reading).rejects.toThrow('NOGROUP')
})

test('S72 with an append-only file, a stream survives a crash', async ({ skip }) => {
  const server = await own(skip, { appendonly: 'yes', appendfsync: 'always' })
  const redis = ioredis({}, server.url)
  await redis.xgroup('CREATE', 'orders', 'mail', '0', 'MKSTREAM')
  const id = await redis.xadd('orders', '*', 'n', 1)
  await server.crash()
  await server.restart()
  const reply = await redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', 'orders', '>')
  expect(reply).toEqual([['orders', [[id, ['n', '1']]]]])
})

test('S73 if the reply is lost, ioredis publishes the message twice', async () => {
  const proxy = await openProxy()
  const publisher = ioredis({}, proxy.url)
  const news = unique('news')
  const { got } = await listener(news, redisUrl())
  await publisher.ping()
  const answer = proxy.holdReply(allConnections, 'PUBLISH')
  const publishing = publisher.publish(news, 'once')
  await vi.waitFor(() => expect(got).toEqual(['once']), WAIT)
  // Redis has published it, but the client never gets the reply.
  proxy.cut()
  answer.release()
  expect(await publishing).toBe(1)
  await vi.waitFor(() => expect(got).toEqual(['once', 'once']), WAIT)
})

test('S74 an entry that was not acknowledged can be claimed and handled again', async () => {
  const redis = ioredis()
  const stream = unique('orders')
  await redis.xgroup('CREATE', stream, 'mail', '0', 'MKSTREAM')
  const id = await redis.xadd(stream, '*', 'n', 1)
  await redis.xreadgroup('GROUP', 'mail', 'anna', 'STREAMS', stream, '>')
  expect(await redis.xreadgroup('GROUP', 'mail', 'ben', 'STREAMS', stream, '>')).toBeNull()
  expect(await redis.xclaim(stream, 'mail', 'ben', 0, id!)).toEqual([[id, ['n', '1']]])
})
