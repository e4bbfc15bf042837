import { randomBytes } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import { displayWidth } from '#shared/core/terminal.mjs'
import type { Server } from '#shared/redis/server.ts'
import type { GatewayContract } from '../../lessons/03-socket-io/contract.ts'
import {
  classicAdapter,
  shardedAdapter,
  streamsAdapter,
} from '../../lessons/03-socket-io/workbook/compare/adapters.ts'
import { bridge } from '../../lessons/03-socket-io/workbook/compare/bridge.ts'
import { rowsOf } from '../../lessons/03-socket-io/workbook/compare/rows.ts'
import { playStory } from '../../lessons/03-socket-io/workbook/compare/story.ts'
import { type Row, tableText } from '../../lessons/03-socket-io/workbook/compare/table.ts'
import type { Transport } from '../../lessons/03-socket-io/workbook/compare/transport.ts'
import { lesson } from '../../lessons/03-socket-io/workbook/lesson.ts'
import * as ioredis from '../../solutions/02-patterns/ioredis.ts'
import * as nodeRedis from '../../solutions/02-patterns/node-redis.ts'
import { attach } from '../../solutions/03-socket-io/gateway.ts'

const PORTS = { 'node-redis': nodeRedis, ioredis }

function play(transport: Transport, client: Client) {
  const redis = inject('server')
  const namespace = `${redis.namespace}compare-${randomBytes(3).toString('hex')}:`
  return playStory({ redis, namespace, client, transport })
}

for (const client of CLIENTS) {
  const { connect } = PORTS[client]
  const solution = bridge('solution', { attach, connect })

  for (const transport of [solution, classicAdapter, shardedAdapter]) {
    test(`${transport.name} loses what is sent in the cut, and nothing else (${client})`, async () => {
      const counts = await play(transport, client)
      // Gina, Hugo and Iris get none of the three broadcasts, and Gina and Hugo none of the three to the garden.
      expect(counts).toMatchObject({ missing: 15, missingInTheCut: 15, twice: 0, leftOver: 0, troubles: [] })
      expect(counts.delivered).toBe(counts.due - 15)
    })
  }

  test(`${streamsAdapter.name} loses nothing (${client})`, async () => {
    const counts = await play(streamsAdapter, client)
    expect(counts).toMatchObject({ missing: 0, twice: 0, leftOver: 0, connections: 9, troubles: [] })
    expect(counts.delivered).toBe(counts.due)
  })
}

test('a handler for each join, as many write it, is counted', async () => {
  const counts = await play(
    bridge('naive', { attach: aHandlerForEachJoin, connect: nodeRedis.connect }),
    'node-redis',
  )
  expect(counts.twice).toBeGreaterThan(0)
  expect(counts.leftOver).toBeGreaterThan(0)
})

test('hands a message of a room to fewer servers than redis-adapter does', async () => {
  const own = await play(bridge('solution', { attach, connect: nodeRedis.connect }), 'node-redis')
  const theirs = await play(classicAdapter, 'node-redis')
  expect(own.sent).toBe(theirs.sent)
  expect(own.handedOut).toBeLessThan(theirs.handedOut)
})

test('what never ends, and what fails at the end, is said', async () => {
  const { connect } = nodeRedis
  const deaf: GatewayContract['attach'] = async () => ({ notify: async () => 0, close: async () => {} })
  await expect(play(bridge('deaf', { attach: deaf, connect }), 'node-redis')).rejects.toThrow(
    /received no acknowledgement of join_room/,
  )
  const cannotClose: GatewayContract['attach'] = async (options) => ({
    ...(await attach(options)),
    close: () => Promise.reject(new Error('I stay')),
  })
  const counts = await play(bridge('stays', { attach: cannotClose, connect }), 'node-redis')
  expect(counts.troubles.join()).toContain('I stay')
})

test('on a Redis before 7, the sharded mode is not played, and the table says why', async () => {
  const server: Server = {
    ...inject('server'),
    kind: 'url',
    version: '6.2.14',
    can: new Set(),
    async stop() {},
  }
  const extra = { lesson, area: 'solutions', clients: CLIENTS, own: false, server, words: [] } as const
  const rows = await rowsOf(extra, 'node-redis')
  const played = rows.filter(({ result }) => 'counts' in result).map(({ name }) => name)
  expect(played).toEqual(["the solution's gateway", 'redis-adapter', 'redis-streams-adapter'])
  expect(tableText(rows)).toMatch(/redis-adapter, sharded +○ needs Redis 7/)
  expect(tableText(rows)).toContain('This is Redis 6.2.14')
})

test('no line of the table is wider than the terminal', async () => {
  const counts = await play(classicAdapter, 'node-redis')
  const rows: Row[] = [
    { name: classicAdapter.name, result: { counts, remarks: classicAdapter.remarks(counts) } },
    {
      name: 'your gateway',
      result: { short: 'task 03.1 is open', why: 'It is not done yet.', failed: false },
    },
  ]
  for (const width of [40, 60, 80, 100]) {
    const lines = tableText(rows, width).split('\n')
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width)
  }
  expect(tableText(rows, 100)).toMatch(/delivered +missing +twice/)
  expect(tableText(rows, 100)).toContain('○ task 03.1 is open')
})

/** One subscription handler for each join, and none is ever taken away. */
const aHandlerForEachJoin: GatewayContract['attach'] = async ({ io, pubsub, namespace, identify }) => {
  io.use(async (socket, next) => {
    socket.data.user = (await identify(socket.handshake))!
    next()
  })
  await pubsub.subscribe(`${namespace}broadcast`, (text) => void io.emit('message', JSON.parse(text)))
  io.on('connection', (socket) => {
    const message = (text: string) => ({ from: socket.data.user, text, sentAt: new Date().toISOString() })
    socket.on('join_room', async (room, acknowledge) => {
      await socket.join(room)
      await pubsub.subscribe(
        `${namespace}room:${room}`,
        (text) => void io.to(room).emit('room_message', JSON.parse(text)),
      )
      acknowledge?.({ ok: true })
    })
    socket.on('leave_room', async (room, acknowledge) => {
      await socket.leave(room)
      acknowledge?.({ ok: true })
    })
    socket.on('send_message', async ({ text }, acknowledge) => {
      await pubsub.publishJson(`${namespace}broadcast`, message(text))
      acknowledge?.({ ok: true })
    })
    socket.on('send_room_message', async ({ room, text }, acknowledge) => {
      await pubsub.publishJson(`${namespace}room:${room}`, { room, ...message(text) })
      acknowledge?.({ ok: true })
    })
  })
  return { notify: async () => 0, close: () => pubsub.unsubscribeAll() }
}
