/**
 * Proves the findings in `findings/03-socket-io.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import type { AddressInfo } from 'node:net'
import express from 'express'
import { Server } from 'socket.io'
import { expect, test, vi } from 'vitest'
import { connects, roundRobin } from '../../lessons/03-socket-io/workbook/tutorial/round-robin.ts'
import {
  client,
  copiesOf,
  join,
  tutorialChannels,
  tutorialServer,
  visitor,
} from '../../lessons/03-socket-io/workbook/tutorial/tutorial-chat.ts'
import { RedisProxy } from '../../shared/redis/proxy.ts'
import { closeLater, openLab, redisUrl, unique } from './clients.ts'
import { runModule } from './program.ts'

const WAIT = { timeout: 5000, interval: 5 }

async function openChat(servers = 1) {
  const lab = openLab()
  const channels = tutorialChannels(lab)
  const running = await Promise.all(Array.from({ length: servers }, () => tutorialServer(lab, channels)))
  const publisher = await client(lab)
  const subscribers = async (channel: string) => (await publisher.pubSubNumSub([channel]))[channel]
  return { lab, channels, servers: running, server: running[0]!, publisher, subscribers }
}

test('S39 Express and Socket.IO share one server', async () => {
  const lab = openLab()
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
  expect((await visitor(lab, { url })).socket.connected).toBe(true)
})

test('S40 without an error listener, a lost connection ends the server with all its browsers', async () => {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  proxy.onEvent = (event) => {
    // The program says by this that it has subscribed.
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

test('S41 a broadcast reaches everybody on both servers once, and so does JSON null', async () => {
  const { lab, channels, servers, publisher } = await openChat(2)
  const users = await Promise.all(servers.map((server) => visitor(lab, server)))
  await publisher.publish(channels.broadcast, 'null')
  await publisher.publish(channels.broadcast, '"end"')
  await lab.until(() => copiesOf(users, 'end') === 2)
  for (const { got } of users) {
    expect(got).toEqual([
      ['message', null],
      ['message', 'end'],
    ])
  }
})

test('S42 nobody joins the room of a user: a notification is counted 2 on two servers, and delivered 0 times', async () => {
  const { lab, channels, servers, publisher } = await openChat(2)
  const users = await Promise.all(servers.map((server) => visitor(lab, server)))
  expect(await publisher.publish(channels.notifications, '{"userId":"7"}')).toBe(2)
  await publisher.publish(channels.broadcast, '"end"')
  await lab.until(() => copiesOf(users, 'end') === 2)
  expect(users.flatMap(({ got }) => got.filter(([event]) => event === 'notification'))).toEqual([])
})

test('S43 socket.userId is never set, and vanishes from the JSON', async () => {
  expect(Object.keys(await messageOfTheTutorial()).sort()).toEqual(['message', 'timestamp'])
})

test('S46 a Date arrives as a text', async () => {
  expect((await messageOfTheTutorial()).timestamp).toBeTypeOf('string')
})

/** What comes to a user who has sent a message. */
async function messageOfTheTutorial(): Promise<Record<string, unknown>> {
  const { lab, server } = await openChat()
  const user = await visitor(lab, server)
  user.socket.emit('send_message', { message: 'hello' })
  await lab.until(() => user.got.length > 0)
  const [[, message]] = user.got as [[string, Record<string, unknown>]]
  return message
}

test('S44 publish() is not awaited: when Redis is away, the program ends', async () => {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  proxy.onEvent = (event) => {
    // The program says by this that all is well. Redis goes away for good.
    if (event.what !== 'command' || event.name.toUpperCase() !== 'PING') return
    proxy.refuse()
    proxy.cut()
  }
  const { code, stderr } = await runModule(
    `import { createClient } from 'redis'
     // By default a command waits five seconds. Here it waits less, for the test.
     const options = { url: process.env.REDIS_URL, commandOptions: { timeout: 200 } }
     const publisher = createClient(options)
     publisher.on('error', () => {})
     await publisher.connect()
     publisher.on('reconnecting', () => { publisher.publish('news', 'hello') })
     publisher.ping().catch(() => {})`,
    proxy.url,
  )
  expect(code).toBe(1)
  // Nobody has caught what the promise of publish() rejects with.
  expect(stderr).toMatch(/TimeoutError|ECONNRESET|Socket closed/)
})

test('S45 a browser that sends no payload ends the server', async () => {
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

test('S47 n joins make n copies: three users get nine, and one who joins five times gets five', async () => {
  const { lab, channels, server, publisher } = await openChat()
  const users = [await visitor(lab, server), await visitor(lab, server), await visitor(lab, server)]
  await join(lab, server, users, 'kitchen')
  const [one] = [await visitor(lab, server)]
  await join(lab, server, [one, one, one, one, one], 'bath')
  expect(await publisher.publish(channels.room('kitchen'), '"hello"')).toBe(1)
  expect(await publisher.publish(channels.room('bath'), '"hello"')).toBe(1)
  await publisher.publish(channels.broadcast, '"end"')
  await lab.until(() => copiesOf([...users, one], 'end') === 4)
  expect(copiesOf(users, 'hello')).toBe(9)
  expect(copiesOf([one], 'hello')).toBe(5)
})

test('S48 a join is not acknowledged: who has joined may miss what is published right afterwards', async () => {
  const lab = openLab()
  const channels = tutorialChannels(lab)
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  const server = await tutorialServer(lab, channels, proxy.url)
  const publisher = await client(lab)
  const user = await visitor(lab, server)
  // What the server sends to Redis takes its time.
  proxy.stall()
  user.socket.emit('join_room', 'kitchen')
  await lab.until(() => server.subscribing.length === 1)
  expect(await publisher.publish(channels.room('kitchen'), '"lost"')).toBe(0)
  proxy.resume()
  await Promise.all(server.subscribing)
  expect(await publisher.publish(channels.room('kitchen'), '"end"')).toBe(1)
  await lab.until(() => copiesOf([user], 'end') === 1)
  expect(user.got).toEqual([['room_message', 'end']])
})

test('S49 it never unsubscribes: all have left, and every channel is still there', async () => {
  const { lab, channels, server, subscribers } = await openChat()
  const users = [await visitor(lab, server), await visitor(lab, server)]
  for (const room of ['kitchen', 'bath', 'hall']) await join(lab, server, users, room)
  for (const { socket } of users) socket.disconnect()
  // Who comes later shows that the server has seen them go.
  await visitor(lab, server)
  for (const room of ['kitchen', 'bath', 'hall']) expect(await subscribers(channels.room(room))).toBe(1)
})

test('S50 any id makes a room, also one that is no text', async () => {
  const { lab, channels, server, subscribers } = await openChat()
  const user = await visitor(lab, server)
  for (const id of [{ not: 'a name' }, null, '', 'x'.repeat(10_000)]) await join(lab, server, [user], id)
  for (const name of ['[object Object]', 'null', '', 'x'.repeat(10_000)]) {
    expect(await subscribers(channels.room(name))).toBe(1)
  }
})

test('S51 a second server behind a round-robin balancer: by default nobody gets in, by WebSocket everybody', async () => {
  const { lab, servers } = await openChat(2)
  const url = await roundRobin(
    lab,
    servers.map((server) => server.url),
  )
  expect(await connects(lab, url, 10, ['polling', 'websocket'])).toBe(0)
  expect(await connects(lab, url, 10, ['websocket'])).toBe(10)
})
