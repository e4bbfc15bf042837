/**
 * Proves the findings in `findings/08-multi-service-app.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { expect, inject, test, vi } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { startOwn } from '#shared/redis/start.ts'
import type { PredictionContext } from '#shared/runner/predictions.ts'
import {
  publishWhileAway,
  twoPublishers,
} from '../../lessons/08-multi-service-app/workbook/tutorial/publishing.ts'
import { closeLater, ioredis, nodeRedis, redisUrl, unique } from './clients.ts'

const WAIT = { timeout: 5000, interval: 5 }

const EVENTS = ['user.created', 'order.placed', 'payment.completed']

const context: PredictionContext = {
  get url() {
    return redisUrl()
  },
  get namespace() {
    return inject('server').namespace
  },
  name: unique,
  cleanup: closeLater,
  until: (holds) => vi.waitFor(async () => expect(await holds()).toBeTruthy(), WAIT),
}

/** Subscribes with both clients and records each one's messages. */
async function subscribed(channels: readonly string[], patterns: readonly string[] = [], url = redisUrl()) {
  const byNodeRedis: string[] = []
  const byIoredis: string[] = []
  const first = await nodeRedis({ url })
  const second = ioredis({}, url)
  for (const channel of channels) {
    await first.subscribe(channel, (text) => void byNodeRedis.push(text))
    await second.subscribe(channel)
  }
  for (const pattern of patterns) {
    await first.pSubscribe(pattern, (text) => void byNodeRedis.push(text))
    await second.psubscribe(pattern)
  }
  second.on('message', (_channel, text) => void byIoredis.push(text))
  second.on('pmessage', (_pattern, _channel, text) => void byIoredis.push(text))
  const all = [byNodeRedis, byIoredis]
  return { all, has: (text: string) => context.until(() => all.every((own) => own.includes(text))) }
}

test('S79 two services receive what a third one publishes', async () => {
  const shop = unique('shop')
  const channels = EVENTS.map((event) => `${shop}:${event}`)
  const services = await subscribed(channels)
  const api = await nodeRedis()
  for (const [at, channel] of channels.entries()) {
    expect(await api.publish(channel, EVENTS[at]!)).toBe(2)
  }
  await services.has('payment.completed')
  for (const own of services.all) expect(own).toEqual(EVENTS)
})

test('S80 while Redis is down, publish() stays pending for a second and succeeds later', async () => {
  expect(await publishWhileAway(context)).toEqual({ settled: [], delivered: ['ioredis', 'node-redis'] })
})

test('S81 a service that was down receives only what is published afterwards', async () => {
  const channel = unique('order.placed')
  const api = await nodeRedis()
  expect(await api.publish(channel, 'while it was away')).toBe(0)
  const service = await subscribed([channel])
  expect(await api.publish(channel, 'afterwards')).toBe(2)
  await service.has('afterwards')
  for (const own of service.all) expect(own).toEqual(['afterwards'])
})

test('S81 PUBLISH counts a service that hangs', async () => {
  const channel = unique('order.placed')
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  const got: string[] = []
  const service = await nodeRedis({ url: proxy.url })
  await service.subscribe(channel, (text) => void got.push(text))
  proxy.freeze()
  const api = await nodeRedis()
  expect(await api.publish(channel, 'an order')).toBe(1)
  const other = await subscribed([channel])
  await api.publish(channel, 'end')
  await other.has('end')
  expect(got).toEqual([])
})

test('S82 one pattern covers all events, including new ones', async () => {
  const shop = unique('shop')
  const logger = await subscribed([], [`${shop}:*`])
  const api = await nodeRedis()
  for (const event of [...EVENTS, 'order.shipped', 'invoice']) await api.publish(`${shop}:${event}`, event)
  await logger.has('invoice')
  for (const own of logger.all) expect(own).toEqual([...EVENTS, 'order.shipped', 'invoice'])
})

test("S83 user:* doesn't match user.created", async () => {
  const shop = unique('shop')
  const logger = await subscribed([], [`${shop}:user:*`])
  const api = await nodeRedis()
  expect(await api.publish(`${shop}:user.created`, 'user.created')).toBe(0)
  expect(await api.publish(`${shop}:user:created`, 'user:created')).toBe(2)
  await logger.has('user:created')
  for (const own of logger.all) expect(own).toEqual(['user:created'])
})

test('S84 * matches the messages of other applications, even on another database', async () => {
  // A separate server: `*` would change the counts of tests that share one.
  const server = await startOwn()
  closeLater(() => server.stop())
  const mine = unique('user.created')
  const foreign = unique('foreign')
  const logger = await subscribed([], ['*'], server.url)
  const other = ioredis({ db: 1 }, server.url)
  await other.publish(foreign, foreign)
  await other.publish(mine, mine)
  await logger.has(mine)
  for (const own of logger.all) expect(own).toEqual([foreign, mine])
})

test('S84 an event that matches two patterns arrives twice', async () => {
  const shop = unique('shop')
  const logger = await subscribed([], [`${shop}:user.*`, `${shop}:*.created`])
  const api = await nodeRedis()
  expect(await api.publish(`${shop}:user.created`, 'twice')).toBe(4)
  expect(await api.publish(`${shop}:user.deleted`, 'end')).toBe(2)
  await logger.has('end')
  for (const own of logger.all) expect(own).toEqual(['twice', 'twice', 'end'])
})

test('S85 two subscribers receive the messages of two publishers in the same order', async () => {
  const [one, two] = await twoPublishers(context, 300)
  expect(one).toHaveLength(600)
  expect(one).toEqual(two)
})

test('S85 a slow subscriber receives an event later than the others', async () => {
  const channel = unique('order.placed')
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  const late: string[] = []
  const slow = await nodeRedis({ url: proxy.url })
  await slow.subscribe(channel, (text) => void late.push(text))
  const quick = await subscribed([channel])
  proxy.stall()
  const api = await nodeRedis()
  expect(await api.publish(channel, 'an order')).toBe(3)
  await quick.has('an order')
  expect(late).toEqual([])
  proxy.resume()
  await context.until(() => late.length > 0)
  expect(late).toEqual(['an order'])
})

test("S86 CHANNELS and NUMSUB don't include a subscriber by pattern", async () => {
  const shop = unique('shop')
  await subscribed(EVENTS.map((event) => `${shop}:${event}`))
  await subscribed([], [`${shop}:*`])
  const [api, other] = [await nodeRedis(), ioredis()]
  const names = EVENTS.map((event) => `${shop}:${event}`).sort()
  expect((await api.pubSubChannels(`${shop}:*`)).sort()).toEqual(names)
  expect(((await other.pubsub('CHANNELS', `${shop}:*`)) as string[]).sort()).toEqual(names)
  const [name] = names as [string]
  expect({ ...(await api.pubSubNumSub([name])) }).toEqual({ [name]: 2 })
  expect(await other.pubsub('NUMSUB', name)).toEqual([name, 2])
  // Two subscribers by name and two by pattern receive it.
  expect(await api.publish(name, 'an event')).toBe(4)
  expect(await api.pubSubNumPat()).toBeGreaterThanOrEqual(1)
})
