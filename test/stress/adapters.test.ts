import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdapter as createStreamsAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { io as connectBrowser } from 'socket.io-client'
import { afterEach, expect, inject, test } from 'vitest'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import {
  classicAdapter,
  shardedAdapter,
  streamsAdapter,
} from '../../lessons/03-socket-io/workbook/compare/adapters.ts'
import { ChatServer } from '../../lessons/03-socket-io/workbook/compare/chat-server.ts'
import { ChatUser } from '../../lessons/03-socket-io/workbook/compare/chat-user.ts'
import type { Transport } from '../../lessons/03-socket-io/workbook/compare/transport.ts'
import { until } from '../unit/redis/proxy/until.ts'

/** What `npm run lesson 03 compare` says of the adapters, each of it proved. */

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

function freshNamespace(): string {
  return `${inject('server').namespace}adapters-${randomBytes(3).toString('hex')}:`
}

/** Servers that are ready. */
async function open(transport: Transport, client: Client, count: number): Promise<ChatServer[]> {
  const namespace = freshNamespace()
  const servers: ChatServer[] = []
  for (let index = 0; index < count; index++) {
    const options = { redis: inject('server'), namespace, client, transport, report() {} }
    const server = await ChatServer.open(options)
    cleanups.push(() => server.close())
    servers.push(server)
  }
  const { subscriptions, streamReaders } = transport.ready
  await until('the servers are ready', () =>
    servers.every((one) => one.subscriptions.size >= subscriptions && one.streamReaders >= streamReaders),
  )
  return servers
}

/** A user, and what the user has got. */
async function enter(name: string, server: ChatServer): Promise<{ user: ChatUser; got: string[] }> {
  const got: string[] = []
  const user = await ChatUser.connect(name, server.url, (text) => got.push(text))
  cleanups.push(() => user.disconnect())
  return { user, got }
}

for (const client of CLIENTS) {
  test(`without Redis, redis-adapter reaches the users of the same server, and the streams adapter nobody (${client})`, async () => {
    for (const transport of [classicAdapter, streamsAdapter]) {
      const [server] = await open(transport, client, 1)
      const { user, got } = await enter('anna', server!)
      await user.join('room')
      server!.cut()
      await user.sayIn('room', 'alone')
      // It would come by the same connection as this answer, and before it.
      await user.leave('nowhere')
      expect(got).toEqual(transport === classicAdapter ? ['alone'] : [])
      server!.mend()
      await until('the message arrives in the end', () => got.length > 0)
    }
  })

  test(`the sharded mode does not wait for its SSUBSCRIBE, so a message right after a join is missed (${client})`, async () => {
    const [first, second] = await open(shardedAdapter, client, 2)
    const speaker = await enter('anna', first!)
    const joiner = await enter('ben', second!)
    await speaker.user.join('room')
    const before = second!.subscriptions.size
    second!.proxy.stall()
    expect(await joiner.user.join('room')).toEqual({ ok: true })
    const handedOut = first!.handedOut
    await speaker.user.sayIn('room', 'missed')
    await until('Redis has taken it', () => first!.handedOut > handedOut)
    second!.proxy.resume()
    await until('the subscription is there', () => second!.subscriptions.size > before)
    await speaker.user.sayIn('room', 'heard')
    await until('the next one arrives', () => joiner.got.length > 0)
    expect(joiner.got).toEqual(['heard'])
  })

  test(`the adapters ask the sockets of all servers (${client})`, async () => {
    for (const transport of [classicAdapter, shardedAdapter, streamsAdapter]) {
      const servers = await open(transport, client, 2)
      for (const server of servers) await enter('anna', server)
      expect(await servers[0]!.io.fetchSockets()).toHaveLength(2)
      const heard: string[] = []
      // The chat has no events between servers.
      const [first, second] = servers.map(({ io }) => io as unknown as Server)
      second!.on('hello', (text: string) => heard.push(text))
      first!.serverSideEmit('hello', transport.name)
      await until('the other server hears it', () => heard.length > 0)
      expect(heard).toEqual([transport.name])
    }
  })
}

test('redis-adapter with node-redis: a publish that fails is an unhandled rejection', async () => {
  const [server] = await open(classicAdapter, 'node-redis', 1)
  const { user } = await enter('anna', server!)
  await user.join('room')
  const rejected: unknown[] = []
  const onRejection = (error: unknown) => rejected.push(error)
  process.on('unhandledRejection', onRejection)
  cleanups.push(() => process.off('unhandledRejection', onRejection))
  const held = server!.proxy.holdReply((link) => link.commands.has('PUBLISH'), 'PUBLISH')
  expect(await user.sayIn('room', 'hello')).toEqual({ ok: true })
  await held.caught
  server!.cut()
  await until('the rejection', () => rejected.length > 0)
  server!.mend()
  await until('it is back', () => server!.subscriptions.size === classicAdapter.ready.subscriptions)
})

test('the streams adapter with connectionStateRecovery: one argument more, and a browser catches up', async () => {
  const client = new Redis(inject('server').url)
  // Not disconnect(): the adapter unsubscribes without waiting for it, and nobody catches what that would reject with.
  cleanups.push(() => client.quit())
  const namespace = freshNamespace()
  const adapter = createStreamsAdapter(client, {
    streamName: `${namespace}stream`,
    channelPrefix: namespace,
    sessionKeyPrefix: `${namespace}session:`,
    blockTimeInMs: 100,
  })
  const http = createServer()
  const server = new Server(http, { adapter, connectionStateRecovery: {}, transports: ['websocket'] })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => server.close())
  server.on('connection', (socket) => void socket.join('room'))
  const { port } = http.address() as AddressInfo

  const browser = connectBrowser(`http://127.0.0.1:${port}`, { transports: ['websocket'] })
  cleanups.push(() => browser.disconnect())
  const got: unknown[][] = []
  browser.on('message', (...args) => got.push(args))
  await until('the browser is connected', () => browser.connected)
  server.to('room').emit('message', 'first')
  await until('the first message', () => got.length > 0)
  expect(got).toEqual([['first', expect.stringMatching(/^\d+-\d+$/)]])

  const gone = new Promise((resolve) => server.sockets.sockets.get(browser.id!)?.once('disconnect', resolve))
  browser.io.engine.close()
  await gone
  server.to('room').emit('message', 'meanwhile')
  await until('the browser is back', () => browser.connected && got.length > 1)
  expect(browser.recovered).toBe(true)
  expect(got[1]?.[0]).toBe('meanwhile')
})
