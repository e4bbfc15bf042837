import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { publishers, subscribedTo, subscribers } from '#shared/redis/proxy.ts'
import type { Server } from '#shared/redis/server.ts'
import { start } from '#shared/redis/start.ts'
import { ProxyFixture, SERVERS } from './proxy-fixture.ts'
import { until } from './until.ts'

describe.each(SERVERS)('through the proxy to the %s', (prefer) => {
  let server: Server
  let fixture: ProxyFixture
  beforeAll(async () => {
    server = await start({ prefer })
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    fixture = await ProxyFixture.open(server.url)
  })
  afterEach(() => fixture.close())

  describe.each([2, 3] as const)('over RESP%i', (protocol) => {
    test('node-redis works as without', async () => {
      // Its types know RESP3 only, as their default.
      const options = { RESP: protocol as 3 }
      const client = await fixture.nodeRedis(options)
      const subscriber = await fixture.nodeRedis(options)
      const got: string[] = []
      await subscriber.subscribe('news', (message, channel) => void got.push(`${channel} ${message}`))
      await subscriber.pSubscribe('n*', (message, channel) => void got.push(`n* ${channel} ${message}`))
      await client.set('key', 'wërt')
      expect(await client.get('key')).toBe('wërt')
      expect(await client.multi().incr('count').publish('news', 'hi').exec()).toEqual([1, 2])
      await expect(client.incr('key')).rejects.toThrow(/not an integer/)
      await until('both messages', () => got.length === 2)
      expect(got.sort()).toEqual(['n* news hi', 'news hi'])
      await subscriber.unsubscribe('news')
      expect([...fixture.proxy.links].map((link) => link.subscribed.size + link.patterns.size)).toEqual([
        0, 1,
      ])
      await client.del(['key', 'count'])
    })

    test('ioredis works as without', async () => {
      const client = fixture.ioredis({ protocol })
      const subscriber = fixture.ioredis({ protocol })
      const got: string[] = []
      subscriber.on('message', (channel, message) => got.push(`${channel} ${message}`))
      subscriber.on('pmessage', (pattern, channel, message) => got.push(`${pattern} ${channel} ${message}`))
      expect(await subscriber.subscribe('news', 'other')).toBe(2)
      expect(await subscriber.psubscribe('n*')).toBe(3)
      await client.set('key', 'wërt')
      expect(await client.get('key')).toBe('wërt')
      expect(await client.multi().incr('count').publish('news', 'hi').exec()).toEqual([
        [null, 1],
        [null, 2],
      ])
      await expect(client.incr('key')).rejects.toThrow(/not an integer/)
      await until('both messages', () => got.length === 2)
      expect(got.sort()).toEqual(['n* news hi', 'news hi'])
      expect(await subscriber.unsubscribe('news')).toBe(2)
      await client.del('key', 'count')
    })

    test('bytes stay what they are', async () => {
      const client = fixture.ioredis({ protocol })
      const payload = Buffer.from(Array.from({ length: 1024 }, (_, i) => i % 256))
      await client.set('bytes', payload)
      expect(await client.getBuffer('bytes')).toEqual(payload)
      await client.del('bytes')
    })

    test('all is told, in order, with the names of the wire', async () => {
      const client = fixture.ioredis({ protocol, enableReadyCheck: false })
      await client.subscribe('a')
      await client.psubscribe('?')
      await fixture.direct().publish('a', 'hi')
      await until('both deliveries', () => fixture.seen('delivered').length === 2)
      await client.unsubscribe('a')
      client.disconnect()
      await until('the end', () => fixture.seen('closed').length === 1)
      const told = fixture.events.filter(
        (event) => !('name' in event && ['HELLO', 'CLIENT'].includes(event.name ?? '')),
      )
      const connection = 1
      expect(told).toEqual([
        { what: 'connected', connection },
        { what: 'command', connection, name: 'SUBSCRIBE', args: ['a'] },
        { what: 'acknowledged', connection, kind: 'subscribe', name: 'a', count: 1, held: false },
        { what: 'command', connection, name: 'PSUBSCRIBE', args: ['?'] },
        { what: 'acknowledged', connection, kind: 'psubscribe', name: '?', count: 2, held: false },
        { what: 'delivered', connection, channel: 'a', message: 'hi', bytes: 2 },
        { what: 'delivered', connection, channel: 'a', message: 'hi', bytes: 2, pattern: '?' },
        { what: 'command', connection, name: 'UNSUBSCRIBE', args: ['a'] },
        { what: 'acknowledged', connection, kind: 'unsubscribe', name: 'a', count: 1, held: false },
        { what: 'closed', connection, by: 'client' },
      ])
    })
  })

  test('a message is told before the client gets it', async () => {
    const client = fixture.ioredis()
    const order: string[] = []
    fixture.proxy.onEvent = (event) =>
      void (event.what === 'delivered' && order.push(`told ${event.message}`))
    client.on('message', (_channel, message) => order.push(`got ${message}`))
    await client.subscribe('a')
    const publisher = fixture.direct()
    for (const message of ['1', '2', '3']) await publisher.publish('a', message)
    await until('all messages', () => order.filter((line) => line.startsWith('got')).length === 3)
    for (const message of ['1', '2', '3']) {
      expect(order.indexOf(`told ${message}`)).toBeLessThan(order.indexOf(`got ${message}`))
    }
    expect(order.filter((line) => line.startsWith('told'))).toEqual(['told 1', 'told 2', 'told 3'])
  })

  test('a pipeline has its replies told with their commands', async () => {
    const client = fixture.ioredis({ enableReadyCheck: false })
    const pipeline = client.pipeline()
    for (let i = 0; i < 3000; i += 1) pipeline.ping(String(i))
    await pipeline.exec()
    const pongs = fixture.seen('reply').filter((event) => event.name === 'PING')
    expect(pongs).toHaveLength(3000)
    expect(pongs.every((event) => event.args[0] === event.value)).toBe(true)
  })

  test('200 connections at once', async () => {
    const clients = Array.from({ length: 200 }, () => fixture.ioredis())
    const got: string[] = []
    await Promise.all(
      clients.map((client, i) => {
        client.on('message', (channel, message) => got.push(`${i} ${channel} ${message}`))
        return client.subscribe('all', `one:${i}`)
      }),
    )
    expect(fixture.proxy.links.size).toBe(200)
    expect([...fixture.proxy.links].every((link) => link.subscribed.size === 2)).toBe(true)
    const publisher = fixture.direct()
    expect(await publisher.publish('all', 'hi')).toBe(200)
    await Promise.all(clients.map((_, i) => publisher.publish(`one:${i}`, 'you')))
    await until('every message', () => got.length === 400)
    expect(new Set(got).size).toBe(400)
    for (const client of clients) client.disconnect()
    await until('no connections', () => fixture.proxy.links.size === 0)
    await fixture.proxy.settled()
    expect(await publisher.publish('all', 'anybody?')).toBe(0)
  })

  test('a flood arrives whole and in order', async () => {
    const client = fixture.ioredis()
    const got: string[] = []
    client.on('message', (_channel, message) => got.push(message))
    await client.subscribe('flood')
    const publisher = fixture.ioredis()
    const sent = Array.from({ length: 20_000 }, (_, i) => `${i} ${'x'.repeat(i % 97)}`)
    await Promise.all(sent.map((message) => publisher.publish('flood', message)))
    await until('all of it', () => got.length === sent.length)
    expect(got).toEqual(sent)
    expect(fixture.seen('delivered').map((event) => event.message)).toEqual(sent)
  })

  test('the selections', async () => {
    const channel = fixture.ioredis()
    await channel.subscribe('a')
    const pattern = fixture.ioredis()
    await pattern.psubscribe('a')
    const publisher = fixture.ioredis()
    await publisher.publish('nobody', 'hi')
    const both = fixture.ioredis()
    await both.publish('nobody', 'hi')
    await both.subscribe('b')
    const idle = fixture.ioredis()
    await idle.ping()
    const chosen = (which: typeof subscribers) =>
      [...fixture.proxy.links].filter(which).map((link) => link.id)
    expect(chosen(subscribers)).toEqual([1, 2, 4])
    expect(chosen(subscribedTo('a'))).toEqual([1, 2])
    expect(chosen(subscribedTo('b'))).toEqual([4])
    expect(chosen(publishers)).toEqual([3])
  })

  test('inline commands are told too', async () => {
    const client = await fixture.raw()
    client.send('PING\r\nPING "a b"\r\n')
    expect(await client.reply(2)).toEqual(['PONG', 'a b'])
    const asked = fixture.seen('command').map(({ name, args }) => [name, ...args])
    expect(asked).toEqual([['PING'], ['PING', 'a b']])
  })

  test('bytes that are no RESP pass too, and are told no more', async () => {
    const client = await fixture.raw()
    client.send('PING\r\n')
    await client.reply(1)
    client.send('*1\r\n!oops\r\n')
    await until("the server's answer to that", () => client.bytes.includes('-') || client.ended !== undefined)
    expect(fixture.seen('command')).toHaveLength(1)
    const other = fixture.ioredis()
    expect(await other.ping()).toBe('PONG')
  })

  test('MONITOR passes, and is told no more', async () => {
    const client = await fixture.raw()
    client.send('MONITOR\r\n')
    await client.reply(1)
    await fixture.direct().ping('watched')
    await until('the command in the monitor', () => client.bytes.includes('watched'))
    expect([...fixture.proxy.links][0]!.passthrough).toBe(true)
  })

  test('publishing to oneself in a MULTI over RESP3 confuses nothing', async () => {
    const client = await fixture.raw()
    client.send('HELLO 3\r\nSUBSCRIBE me\r\nMULTI\r\nPUBLISH me 1\r\nPUBLISH me 2\r\nEXEC\r\nPING done\r\n')
    await until('the last reply', () => client.bytes.includes('done'))
    expect(fixture.seen('delivered').map(({ message }) => message)).toEqual(['1', '2'])
    const replies = fixture.seen('reply').map(({ name, value }) => [name, value])
    expect(replies.slice(1)).toEqual([
      ['MULTI', 'OK'],
      ['PUBLISH', 'QUEUED'],
      ['PUBLISH', 'QUEUED'],
      ['EXEC', [1, 1]],
      ['PING', 'done'],
    ])
  })

  test('a client that half-closes still gets its replies', async () => {
    const client = await fixture.raw()
    client.send('PING\r\n')
    await client.reply(1)
    client.end()
    await until('the end of the other half', () => client.ended === 'fin')
    expect(fixture.seen('closed')).toEqual([{ what: 'closed', connection: 1, by: 'client' }])
    await until('nothing left', () => fixture.proxy.links.size === 0)
  })

  test('a client that dies is forgotten by Redis', async () => {
    const client = await fixture.raw()
    client.send('SUBSCRIBE orphan\r\n')
    await client.reply(1)
    client.reset()
    await until('the connection is over', () => fixture.proxy.links.size === 0)
    await fixture.proxy.settled()
    expect(await fixture.direct().publish('orphan', 'anybody?')).toBe(0)
  })

  test('a connection that Redis ends is told so', async () => {
    const client = fixture.ioredis({ retryStrategy: null as never })
    const id = await client.client('ID')
    await fixture.direct().client('KILL', 'ID', id)
    await until('the end', () => fixture.seen('closed').length === 1)
    expect(fixture.seen('closed')).toEqual([{ what: 'closed', connection: 1, by: 'redis' }])
    await until('the client knows', () => client.told.includes('end'))
  })
})
