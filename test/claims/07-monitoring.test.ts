/**
 * Proves the findings in `findings/07-monitoring.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import type { Redis } from 'ioredis'
import { expect, inject, test, vi } from 'vitest'
import { RedisProxy, subscribers } from '#shared/redis/proxy.ts'
import { startOwn } from '#shared/redis/start.ts'
import {
  copiesOf,
  join,
  tutorialChannels,
  tutorialServer,
  visitor,
} from '../../lessons/03-socket-io/workbook/tutorial/tutorial-chat.ts'
import { connect } from '../../solutions/02-patterns/ioredis.ts'
import { startMonitor } from '../../solutions/07-monitoring/monitor.ts'
import { needsProgram, own } from '../unit/redis/servers/support.ts'
import { closeLater, ioredis, nodeRedis, openContext, redisUrl, unique } from './clients.ts'

const WAIT = { timeout: 5000, interval: 5 }
const ignore = () => {}

test('S75 CHANNELS lists a channel while a client is subscribed to it by name', async () => {
  const [chat, news] = [unique('chat'), unique('news')]
  const [subscriber, other] = [await nodeRedis(), await nodeRedis()]
  const ofOurs = async () => (await other.pubSubChannels()).filter((name) => [chat, news].includes(name))
  expect(await ofOurs()).toEqual([])
  await subscriber.subscribe(chat, ignore)
  expect(await ofOurs()).toEqual([chat])
  await other.publish(news, 'nobody listens')
  expect(await ofOurs()).toEqual([chat])
  await subscriber.unsubscribe(chat)
  expect(await ofOurs()).toEqual([])
})

test('S75 CHANNELS and NUMSUB ignore sharded subscriptions', async () => {
  const chat = unique('chat')
  const [subscriber, other] = [await nodeRedis(), await nodeRedis()]
  await subscriber.sSubscribe(chat, ignore)
  expect(await other.pubSubChannels(`${chat}*`)).toEqual([])
  expect(await other.pubSubNumSub([chat])).toEqual({ [chat]: 0 })
  expect(await other.pubSubShardChannels(`${chat}*`)).toEqual([chat])
  expect(await other.sPublish(chat, 'hello')).toBe(1)
})

test('S75 a channel that appears and disappears between two polls goes unnoticed', async () => {
  const chat = unique('chat')
  const [subscriber, other] = [ioredis(), ioredis()]
  const got: string[] = []
  subscriber.on('message', (_channel: string, text: string) => got.push(text))
  expect(await other.pubsub('CHANNELS', `${chat}*`)).toEqual([])
  await subscriber.subscribe(chat)
  expect(await other.publish(chat, 'hello')).toBe(1)
  await vi.waitFor(() => expect(got).toEqual(['hello']), WAIT)
  await subscriber.unsubscribe(chat)
  expect(await other.pubsub('CHANNELS', `${chat}*`)).toEqual([])
})

test('S75 a subscriber on a Redis replica counts as 0 on the master', async (context) => {
  needsProgram(context)
  const master = await own({ prefer: 'server', config: { 'repl-diskless-sync-delay': '0' } })
  const { port } = new URL(master.url)
  const replica = await own({ prefer: 'server', config: { replicaof: `127.0.0.1 ${port}` } })
  const [atMaster, atReplica, subscriber] = [master, replica, replica].map(({ url }) => ioredis({}, url))
  const got: string[] = []
  subscriber!.on('message', (_channel: string, text: string) => got.push(text))
  await subscriber!.subscribe('chat')
  await vi.waitFor(
    async () => expect(await atReplica!.info('replication')).toContain('master_link_status:up'),
    { timeout: 15_000, interval: 20 },
  )
  expect(await atMaster!.pubsub('CHANNELS')).toEqual([])
  expect(await atMaster!.pubsub('NUMSUB', 'chat')).toEqual(['chat', 0])
  expect(await atMaster!.publish('chat', 'hello')).toBe(0)
  await vi.waitFor(() => expect(got).toEqual(['hello']), WAIT)
  expect(await atReplica!.pubsub('NUMSUB', 'chat')).toEqual(['chat', 1])
})

test('S76 NUMSUB is 0 and PUBLISH returns 2 for two pattern subscribers', async () => {
  const user = unique('user')
  const [one, two, other] = [await nodeRedis(), ioredis(), await nodeRedis()]
  await one.pSubscribe(`${user}:*`, ignore)
  await two.psubscribe(`${user}:*`)
  expect(await other.pubSubNumSub([`${user}:1`])).toEqual({ [`${user}:1`]: 0 })
  expect(await other.pubSubChannels(`${user}*`)).toEqual([])
  expect(await other.publish(`${user}:1`, 'hello')).toBe(2)
})

test('S76 NUMSUB counts connections, not handlers', async () => {
  const chat = unique('chat')
  const [subscriber, other] = [await nodeRedis(), await nodeRedis()]
  let calls = 0
  for (let times = 0; times < 3; times++) {
    await subscriber.subscribe(chat, () => void calls++)
  }
  // As in the tutorial: with a string instead of an array.
  expect(await other.pubSubNumSub(chat as unknown as string[])).toEqual({ [chat]: 1 })
  expect(await ioredis().pubsub('NUMSUB', chat)).toEqual([chat, 1])
  await other.publish(chat, 'hello')
  await vi.waitFor(() => expect(calls).toBe(3), WAIT)
})

test("S76 for a channel called __proto__, ioredis returns a count and node-redis doesn't", async (context) => {
  // The name can't have the test's namespace.
  if (inject('server').namespace !== '') context.skip('only on a server of ours')
  const [subscriber, nodeClient, ioClient] = [ioredis(), await nodeRedis(), ioredis()]
  await subscriber.subscribe('__proto__')
  expect(Object.entries(await nodeClient.pubSubNumSub(['__proto__']))).toEqual([])
  expect(await ioClient.pubsub('NUMSUB', '__proto__')).toEqual(['__proto__', 1])
})

test('S77 on redis-server, two clients with the same pattern count as 1', async (context) => {
  needsProgram(context)
  const { url } = await own({ prefer: 'server' })
  expect(await patternsOfTwoClients(url)).toEqual([1, 1])
})

test('S77 on the embedded server, two clients with the same pattern count as 2', async () => {
  const server = await startOwn({ prefer: 'embedded' })
  closeLater(() => server.stop())
  expect(await patternsOfTwoClients(server.url)).toEqual([2, 2])
})

/** The result of NUMPAT with each client, when two clients have the same pattern. */
async function patternsOfTwoClients(url: string): Promise<number[]> {
  const [one, two, other] = [await nodeRedis({ url }), ioredis({}, url), await nodeRedis({ url })]
  expect(await other.pubSubNumPat()).toBe(0)
  await one.pSubscribe('u:*', ignore)
  await two.psubscribe('u:*')
  return [await other.pubSubNumPat(), Number(await ioredis({}, url).pubsub('NUMPAT'))]
}

test('S78 a subscriber that receives nothing counts as 1', async () => {
  const chat = unique('chat')
  const { subscriber, proxy } = await behindAProxy()
  const got: string[] = []
  subscriber.on('message', (_channel: string, text: string) => got.push(text))
  await subscriber.subscribe(chat)
  proxy.stall(subscribers)
  const other = await nodeRedis()
  expect(await other.publish(chat, 'hello')).toBe(1)
  expect(await other.pubSubNumSub([chat])).toEqual({ [chat]: 1 })
  expect(got).toEqual([])
  proxy.resume()
  await vi.waitFor(() => expect(got).toEqual(['hello']), WAIT)
})

test('S78 a chat server that delivers each message nine times counts as 1', async () => {
  const context = openContext()
  const channels = tutorialChannels(context)
  const server = await tutorialServer(context, channels)
  const users = [
    await visitor(context, server),
    await visitor(context, server),
    await visitor(context, server),
  ]
  await join(context, server, users, 'kitchen')
  const room = channels.room('kitchen')
  const other = await nodeRedis()
  expect(await other.pubSubChannels(`${room}*`)).toEqual([room])
  expect(await other.pubSubNumSub([room])).toEqual({ [room]: 1 })
  expect(await other.publish(room, '"hello"')).toBe(1)
  await other.publish(channels.broadcast, '"end"')
  await context.until(() => copiesOf(users, 'end') === users.length)
  expect(copiesOf(users, 'hello')).toBe(9)
})

test("S78 a test message doesn't reveal that another client receives nothing", async () => {
  const [chat, namespace] = [unique('chat'), `${unique('shop')}:`]
  const { subscriber, proxy } = await behindAProxy()
  await subscriber.subscribe(chat)
  const base = { url: redisUrl(), namespace, report: ignore }
  const pubsub = await connect(base)
  closeLater(() => pubsub.close())
  const times = { everyMs: 5, degradedAfterMs: 5000, downAfterMs: 10_000 }
  const monitor = await startMonitor({ ...base, ...times, pubsub })
  closeLater(() => monitor.close())
  proxy.stall(subscribers)
  const { checkedAt } = monitor.health()
  await vi.waitFor(() => expect(monitor.health().checkedAt > checkedAt).toBe(true), WAIT)
  expect(monitor.health().status).toBe('up')
})

async function behindAProxy(): Promise<{ subscriber: Redis; proxy: RedisProxy }> {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  return { subscriber: ioredis({}, proxy.url), proxy }
}
