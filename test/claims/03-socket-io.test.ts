/**
 * Proves the findings in `findings/03-socket-io.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Server } from 'socket.io'
import { expect, test, vi } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { connects, roundRobin } from '../../lessons/03-socket-io/workbook/tutorial/round-robin.ts'
import {
  client,
  copiesOf,
  join,
  tutorialChannels,
  tutorialServer,
  visitor,
} from '../../lessons/03-socket-io/workbook/tutorial/tutorial-chat.ts'
import { closeLater, openContext, redisUrl, unique } from './clients.ts'
import { runModule } from './program.ts'

const WAIT = { timeout: 5000, interval: 5 }

async function openChat(servers = 1) {
  const context = openContext()
  const channels = tutorialChannels(context)
  const running = await Promise.all(Array.from({ length: servers }, () => tutorialServer(context, channels)))
  const publisher = await client(context)
  const subscribers = async (channel: string) => (await publisher.pubSubNumSub([channel]))[channel]
  return { context, channels, servers: running, server: running[0]!, publisher, subscribers }
}

test('S39 Express and Socket.IO share one server', async () => {
  const context = openContext()
  const app = express()
  app.get('/hello', (_request, response) => {
    response.send('from Express')
  })
  const http = app.listen(0, '127.0.0.1')
  await vi.waitFor(() => expect(http.listening).toBe(true), WAIT)
  const io = new Server(http)
  closeLater(() => io.close())
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  expect(await (await fetch(`${url}/hello`)).text()).toBe('from Express')
  expect((await visitor(context, { url })).socket.connected).toBe(true)
})

test('S40 without an error listener, a lost connection crashes the chat server', async () => {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  proxy.onEvent = (event) => {
    // The process sends PING when it is subscribed.
    if (event.what === 'command' && event.name.toUpperCase() === 'PING') proxy.cut()
  }
  const { code, stderr } = await runModule(
    `import { createServer } from 'node:http'
     import { createClient } from 'redis'
     import { Server } from 'socket.io'
     const http = createServer()
     const io = new Server(http)
     http.listen(0, '127.0.0.1')
     const subscriber = createClient({ url: process.env.REDIS_URL })
     await subscriber.connect()
     subscriber.on('ready', () => { io.close(); subscriber.destroy() })
     await subscriber.subscribe('${unique('broadcast')}', (text) => io.emit('message', text))
     subscriber.ping().catch(() => {})`,
    proxy.url,
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/ECONNRESET|Socket closed unexpectedly/)
})

test('S41 a broadcast reaches every browser on both servers once, even if it is null', async () => {
  const { context, channels, servers, publisher } = await openChat(2)
  const users = await Promise.all(servers.map((server) => visitor(context, server)))
  await publisher.publish(channels.broadcast, 'null')
  await publisher.publish(channels.broadcast, '"end"')
  await context.until(() => copiesOf(users, 'end') === 2)
  for (const { got } of users) {
    expect(got).toEqual([
      ['message', null],
      ['message', 'end'],
    ])
  }
})

test('S42 with two servers, a notification counts as 2 but reaches no browser', async () => {
  const { context, channels, servers, publisher } = await openChat(2)
  const users = await Promise.all(servers.map((server) => visitor(context, server)))
  expect(await publisher.publish(channels.notifications, '{"userId":"7"}')).toBe(2)
  await publisher.publish(channels.broadcast, '"end"')
  await context.until(() => copiesOf(users, 'end') === 2)
  expect(users.flatMap(({ got }) => got.filter(([event]) => event === 'notification'))).toEqual([])
})

test('S43 a chat message arrives without the undefined userId', async () => {
  expect(Object.keys(await messageOfTheTutorial()).sort()).toEqual(['message', 'timestamp'])
})

test('S46 a Date arrives as a string', async () => {
  expect((await messageOfTheTutorial()).timestamp).toBeTypeOf('string')
})

/** The message that a user receives after sending one. */
async function messageOfTheTutorial(): Promise<Record<string, unknown>> {
  const { context, server } = await openChat()
  const user = await visitor(context, server)
  user.socket.emit('send_message', { message: 'hello' })
  await context.until(() => user.got.length > 0)
  const [[, message]] = user.got as [[string, Record<string, unknown>]]
  return message
}

test('S44 if Redis is down, the rejection of publish() crashes the process', async () => {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  proxy.onEvent = (event) => {
    // The process sends PING when it is connected. From then on, Redis is down.
    if (event.what !== 'command' || event.name.toUpperCase() !== 'PING') return
    proxy.refuse()
    proxy.cut()
  }
  const { code, stderr } = await runModule(
    `import { createClient } from 'redis'
     // A shorter timeout than the default of five seconds keeps the test short.
     const options = { url: process.env.REDIS_URL, commandOptions: { timeout: 200 } }
     const publisher = createClient(options)
     publisher.on('error', () => {})
     await publisher.connect()
     publisher.on('reconnecting', () => { publisher.publish('news', 'hello') })
     publisher.ping().catch(() => {})`,
    proxy.url,
  )
  expect(code).toBe(1)
  // The rejection of publish() wasn't handled.
  expect(stderr).toMatch(/TimeoutError|ECONNRESET|Socket closed/)
})

test('S45 a browser that sends no data crashes the server', async () => {
  const { code, stderr } = await runModule(
    `import { createServer } from 'node:http'
     import { Server } from 'socket.io'
     import { io as connectTo } from 'socket.io-client'
     const http = createServer()
     const io = new Server(http)
     io.on('connection', (socket) => {
       socket.on('send_message', (data) => console.log(data.message))
     })
     http.listen(0, '127.0.0.1', () => {
       connectTo('http://127.0.0.1:' + http.address().port).emit('send_message')
     })`,
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/^TypeError\b/m)
})

test('S47 each join adds a copy: three users receive nine, and a socket that joins five times receives five', async () => {
  const { context, channels, server, publisher } = await openChat()
  const users = [
    await visitor(context, server),
    await visitor(context, server),
    await visitor(context, server),
  ]
  await join(context, server, users, 'kitchen')
  const [one] = [await visitor(context, server)]
  await join(context, server, [one, one, one, one, one], 'bath')
  expect(await publisher.publish(channels.room('kitchen'), '"hello"')).toBe(1)
  expect(await publisher.publish(channels.room('bath'), '"hello"')).toBe(1)
  await publisher.publish(channels.broadcast, '"end"')
  await context.until(() => copiesOf([...users, one], 'end') === 4)
  expect(copiesOf(users, 'hello')).toBe(9)
  expect(copiesOf([one], 'hello')).toBe(5)
})

test('S48 messages published before the subscription is active are lost', async () => {
  const context = openContext()
  const channels = tutorialChannels(context)
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  const server = await tutorialServer(context, channels, proxy.url)
  const publisher = await client(context)
  const user = await visitor(context, server)
  // Delay what the server sends to Redis.
  proxy.stall()
  user.socket.emit('join_room', 'kitchen')
  await context.until(() => server.subscribing.length === 1)
  expect(await publisher.publish(channels.room('kitchen'), '"lost"')).toBe(0)
  proxy.resume()
  await Promise.all(server.subscribing)
  expect(await publisher.publish(channels.room('kitchen'), '"end"')).toBe(1)
  await context.until(() => copiesOf([user], 'end') === 1)
  expect(user.got).toEqual([['room_message', 'end']])
})

test('S49 after all users have left, the server is still subscribed to every room', async () => {
  const { context, channels, server, subscribers } = await openChat()
  const users = [await visitor(context, server), await visitor(context, server)]
  for (const room of ['kitchen', 'bath', 'hall']) await join(context, server, users, room)
  for (const { socket } of users) socket.disconnect()
  // Once a later visitor has connected, the server has noticed that they left.
  await visitor(context, server)
  for (const room of ['kitchen', 'bath', 'hall']) expect(await subscribers(channels.room(room))).toBe(1)
})

test("S50 the server subscribes for any ID, even if it isn't a string", async () => {
  const { context, channels, server, subscribers } = await openChat()
  const user = await visitor(context, server)
  for (const id of [{ not: 'a name' }, null, '', 'x'.repeat(10_000)]) await join(context, server, [user], id)
  for (const name of ['[object Object]', 'null', '', 'x'.repeat(10_000)]) {
    expect(await subscribers(channels.room(name))).toBe(1)
  }
})

test('S51 behind a round-robin balancer, clients connect with WebSocket alone, but not by default', async () => {
  const { context, servers } = await openChat(2)
  const url = await roundRobin(
    context,
    servers.map((server) => server.url),
  )
  expect(await connects(context, url, 10, ['polling', 'websocket'])).toBe(0)
  expect(await connects(context, url, 10, ['websocket'])).toBe(10)
})
