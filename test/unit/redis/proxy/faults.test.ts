import net from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { subscribedTo, subscribers } from '#shared/redis/proxy.ts'
import type { Server } from '#shared/redis/server.ts'
import { start } from '#shared/redis/start.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { HAS_PROGRAM, type IORedis, ProxyFixture, SERVERS } from './proxy-fixture.ts'
import { until } from './until.ts'

describe.each(SERVERS)('faults on the way to the %s', (prefer) => {
  let server: Server
  let fixture: ProxyFixture
  /** Goes past the proxy. */
  let direct: IORedis
  beforeAll(async () => {
    server = await start({ prefer })
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    fixture = await ProxyFixture.open(server.url)
    direct = fixture.direct()
  })
  afterEach(() => fixture.close())

  /** A subscriber of ioredis and what it gets. */
  async function listening(channel: string) {
    const client = fixture.ioredis()
    const got: string[] = []
    client.on('message', (_channel, message) => got.push(message))
    await client.subscribe(channel)
    client.told.length = 0
    return { client, got }
  }

  /** A subscriber of node-redis and what it gets. */
  async function listeningNode(channel: string) {
    const client = await fixture.nodeRedis()
    const got: string[] = []
    await client.subscribe(channel, (message) => void got.push(message))
    client.told.length = 0
    return { client, got }
  }

  const subscribed = (channel: string) =>
    until(`a subscription to ${channel}`, () => [...fixture.proxy.links].some(subscribedTo(channel)))

  /** Waits until a client of ioredis is back: it leaves a rejection behind when it is ended while it subscribes. */
  async function back(client: IORedis) {
    await until('the client is back', () => client.told.includes('ready'))
    await client.ping()
  }

  describe('cut', () => {
    test('by FIN: ioredis tells no error, and is back with its subscription', async () => {
      const { client, got } = await listening('a')
      expect(fixture.proxy.cut(subscribers, 'fin')).toBe(1)
      expect(fixture.proxy.links.size).toBe(0)
      await until('the client knows', () => client.told.includes('reconnecting'))
      await subscribed('a')
      expect(client.told.slice(0, 4)).toEqual(['close', 'reconnecting', 'connect', 'ready'])
      expect(await direct.publish('a', 'again')).toBe(1)
      await until('the message', () => got.includes('again'))
    })

    test('by RST: ioredis tells an error, and is back', async () => {
      const { client, got } = await listening('a')
      fixture.proxy.cut(subscribers, 'rst')
      await until('the client knows', () => client.told.includes('reconnecting'))
      await subscribed('a')
      expect(client.told.slice(0, 3)).toEqual(['error ECONNRESET', 'close', 'reconnecting'])
      await direct.publish('a', 'again')
      await until('the message', () => got.includes('again'))
    })

    test.each([
      ['fin', 'error'],
      ['rst', 'error ECONNRESET'],
    ] as const)('by %s: node-redis tells an error, and is back', async (how, error) => {
      const { client, got } = await listeningNode('a')
      fixture.proxy.cut(subscribers, how)
      await until('the client knows', () => client.told.includes('reconnecting'))
      await subscribed('a')
      expect(client.told.slice(0, 2)).toEqual([error, 'reconnecting'])
      await direct.publish('a', 'again')
      await until('the message', () => got.includes('again'))
    })

    test('a bare client sees what was meant', async () => {
      for (const how of ['fin', 'rst'] as const) {
        const client = await fixture.raw()
        client.send('PING\r\n')
        await client.reply(1)
        fixture.proxy.cut(undefined, how)
        await until(how, () => client.ended !== undefined)
        expect(client.ended).toBe(how)
      }
      expect(fixture.seen('closed').every((event) => event.by === 'fault')).toBe(true)
    })

    test('only the chosen connection', async () => {
      const a = await listening('a')
      const b = await listening('b')
      const publisher = fixture.ioredis()
      await publisher.ping()
      publisher.told.length = 0
      expect(fixture.proxy.cut(subscribedTo('b'))).toBe(1)
      await until('b is back', () => b.client.told.includes('ready'))
      await subscribed('b')
      for (const channel of ['a', 'b']) expect(await publisher.publish(channel, 'hi')).toBe(1)
      await until('both messages', () => a.got.length + b.got.length === 2)
      expect([a.client.told, publisher.told]).toEqual([[], []])
    })

    test('Redis has forgotten the subscriptions once it is settled', async () => {
      const client = await fixture.raw()
      client.send('SUBSCRIBE gone\r\n')
      await client.reply(1)
      fixture.proxy.cut()
      await fixture.proxy.settled()
      expect(await direct.publish('gone', 'anybody?')).toBe(0)
    })

    test.each(['fin', 'rst'] as const)('by a listener, at the third message (%s)', async (how) => {
      const client = await fixture.raw()
      client.send('SUBSCRIBE a\r\n')
      await client.reply(1)
      fixture.proxy.onEvent = (event) => {
        if (event.what === 'delivered' && event.message === '3') fixture.proxy.cut(subscribers, how)
      }
      const burst = direct.pipeline()
      for (const message of ['1', '2', '3', '4']) burst.publish('a', message)
      await burst.exec()
      await until('the end', () => client.ended !== undefined)
      expect(client.replies.slice(1)).toEqual([
        ['message', 'a', '1'],
        ['message', 'a', '2'],
      ])
    })

    test('by a listener, before a command reaches Redis', async () => {
      const { got } = await listening('a')
      const publisher = fixture.ioredis({ retryStrategy: null as never })
      await publisher.ping()
      fixture.proxy.onEvent = (event) => {
        if (event.what === 'command' && event.args[1] === 'two') {
          fixture.proxy.cut((link) => link.id === event.connection)
        }
      }
      const sent = await Promise.allSettled(['one', 'two', 'three'].map((m) => publisher.publish('a', m)))
      expect(sent.slice(1).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      await direct.publish('a', 'sentinel')
      await until('the sentinel', () => got.includes('sentinel'))
      expect(got).toEqual(['one', 'sentinel'])
    })
  })

  describe('stall', () => {
    test('PUBLISH counts the subscriber, which gets nothing until it is resumed, and then all in order', async () => {
      const { client, got } = await listening('a')
      const node = await listeningNode('a')
      expect(fixture.proxy.stall(subscribers)).toBe(2)
      const sent = Array.from({ length: 100 }, (_, i) => String(i))
      for (const message of sent) expect(await direct.publish('a', message)).toBe(2)
      expect(await fixture.ioredis().ping()).toBe('PONG')
      expect([got, node.got, client.told, node.client.told, fixture.seen('delivered')]).toEqual([
        [],
        [],
        [],
        [],
        [],
      ])
      fixture.proxy.resume()
      await until('all messages', () => got.length + node.got.length === 200)
      expect([got, node.got]).toEqual([sent, sent])
    })

    test('a command waits, and runs when it is resumed', async () => {
      const { got } = await listening('a')
      const publisher = fixture.ioredis()
      await publisher.ping()
      fixture.proxy.stall((link) => link.commands.has('PING'))
      const published = publisher.publish('a', 'late')
      expect(await direct.publish('a', 'early')).toBe(1)
      await until('the early one', () => got.length === 1)
      fixture.proxy.resume()
      expect(await published).toBe(1)
      await until('the late one', () => got.length === 2)
      expect(got).toEqual(['early', 'late'])
    })

    test('by a listener: it takes effect with the very message', async () => {
      const { got } = await listening('a')
      fixture.proxy.onEvent = (event) => {
        if (event.what === 'delivered' && (event.message === '2' || event.message === '4'))
          fixture.proxy.stall()
      }
      const burst = direct.pipeline()
      for (const message of ['1', '2', '3', '4', '5']) burst.publish('a', message)
      await burst.exec()
      await until('the first', () => got.length === 1)
      await direct.ping()
      expect(got).toEqual(['1'])
      fixture.proxy.resume()
      await until('up to the next stall', () => got.length === 3)
      fixture.proxy.resume()
      await until('the rest', () => got.length === 5)
      expect(got).toEqual(['1', '2', '3', '4', '5'])
    })

    test('a listener may change its mind', async () => {
      const { got } = await listening('a')
      fixture.proxy.onEvent = (event) => {
        if (event.what !== 'delivered') return
        fixture.proxy.stall()
        fixture.proxy.resume()
      }
      const burst = direct.pipeline()
      for (const message of ['1', '2', '3']) burst.publish('a', message)
      await burst.exec()
      await until('all', () => got.length === 3)
      expect(got).toEqual(['1', '2', '3'])
    })

    test('what a client sends before it leaves arrives, when it is resumed', async () => {
      const { got } = await listening('a')
      const client = await fixture.raw()
      client.send('PING\r\n')
      await client.reply(1)
      fixture.proxy.stall((link) => link.commands.has('PING'))
      client.send('PUBLISH a last-words\r\n')
      client.end()
      await direct.publish('a', 'meanwhile')
      await until('the message in between', () => got.length === 1)
      fixture.proxy.resume()
      await until('the last words', () => got.length === 2)
      expect(got).toEqual(['meanwhile', 'last-words'])
      await until('the end', () => client.ended === 'fin')
      await fixture.proxy.settled()
    })

    test('it can be cut', async () => {
      const { client } = await listening('a')
      fixture.proxy.stall()
      fixture.proxy.cut()
      await back(client)
      await fixture.proxy.settled()
      await subscribed('a')
      expect(await direct.publish('a', 'hi')).toBe(1)
    })
  })

  describe('freeze', () => {
    test('PUBLISH counts the subscriber, nothing arrives, and nobody is told', async () => {
      const { client, got } = await listening('a')
      const node = await listeningNode('a')
      expect(fixture.proxy.freeze(subscribers)).toBe(2)
      expect(await direct.publish('a', 'lost')).toBe(2)
      fixture.proxy.resume()
      expect(await fixture.ioredis().ping()).toBe('PONG')
      expect([got, node.got, client.told, node.client.told]).toEqual([[], [], [], []])
      fixture.proxy.cut()
      await until('both are back', () => [client, node.client].every(({ told }) => told.includes('ready')))
      await until('both listen', () => [...fixture.proxy.links].filter(subscribers).length === 2)
      await fixture.proxy.settled()
      expect(await direct.publish('a', 'new')).toBe(2)
      await until('the new one', () => got.length + node.got.length === 2)
      expect([got, node.got]).toEqual([['new'], ['new']])
    })

    test.each(['end', 'reset'] as const)('Redis is not told that the client has gone (%s)', async (leave) => {
      const client = await fixture.raw()
      client.send('SUBSCRIBE a\r\n')
      await client.reply(1)
      fixture.proxy.freeze()
      client[leave]()
      await until('the client has gone', () => fixture.seen('closed').length === 1)
      expect(fixture.seen('closed')).toEqual([{ what: 'closed', connection: 1, by: 'client' }])
      const second = await listening('a')
      expect(await direct.publish('a', 'hi')).toBe(2)
      await until('the message', () => second.got.length === 1)
      fixture.proxy.restore()
      await fixture.proxy.settled()
      expect(await direct.publish('a', 'hi')).toBe(1)
    })

    test('the client is not told that Redis has gone', async () => {
      const client = await fixture.raw()
      client.send('CLIENT ID\r\n')
      const [id] = await client.reply(1)
      fixture.proxy.freeze()
      await direct.client('KILL', 'ID', String(id))
      await until('Redis has gone', () => fixture.seen('closed').length === 1)
      expect(fixture.seen('closed')).toEqual([{ what: 'closed', connection: 1, by: 'redis' }])
      await (await fixture.raw()).reply(0)
      expect(client.ended).toBe(undefined)
      fixture.proxy.restore()
      await until('the cut', () => client.ended === 'rst')
    })

    test('restore cuts it', async () => {
      const { client } = await listening('a')
      fixture.proxy.freeze()
      fixture.proxy.restore()
      await back(client)
    })
  })

  describe('refuse', () => {
    test('new connections are reset, existing ones stay', async () => {
      const existing = fixture.ioredis()
      await existing.ping()
      fixture.proxy.refuse()
      const late = fixture.ioredis()
      await until('several attempts', () => fixture.seen('refused').length > 1)
      expect(late.told.includes('ready')).toBe(false)
      expect(late.told.includes('error ECONNRESET')).toBe(true)
      expect(await existing.ping()).toBe('PONG')
      fixture.proxy.accept()
      expect(await late.ping()).toBe('PONG')
    })

    test('with a cut, Redis is away for a while', async () => {
      const { client, got } = await listeningNode('a')
      fixture.proxy.refuse()
      fixture.proxy.cut()
      await until('several attempts', () => fixture.seen('refused').length > 2)
      expect(await direct.publish('a', 'nobody hears')).toBe(0)
      fixture.proxy.restore()
      await until('the client is back', () => client.told.includes('ready'))
      await subscribed('a')
      await direct.publish('a', 'back')
      await until('the message', () => got.length === 1)
      expect(got).toEqual(['back'])
    })
  })

  describe('a held reply', () => {
    test('is delivered, but the publisher waits', async () => {
      const { got } = await listening('a')
      const publisher = fixture.ioredis()
      await publisher.ping()
      const held = fixture.proxy.holdReply((link) => !subscribers(link), 'publish')
      expect([held.command, held.state, held.link]).toEqual(['PUBLISH', 'armed', undefined])
      let settled = 0
      const count = () => {
        settled += 1
      }
      const first = publisher.publish('a', 'hi').finally(count)
      const second = publisher.ping('behind').finally(count)
      expect((await held.caught).id).toBe(held.link?.id)
      await until('the message', () => got.length === 1)
      await until('the reply behind', () => fixture.seen('reply').at(-1)?.value === 'behind')
      expect([settled, held.state]).toEqual([0, 'caught'])
      const replies = fixture.seen('reply').slice(-2)
      expect(replies.map((event) => [event.value, event.held])).toEqual([
        [1, true],
        ['behind', true],
      ])
      held.release()
      expect(await Promise.all([first, second])).toEqual([1, 'behind'])
      expect(held.state).toBe('released')
      expect(await publisher.publish('a', 'next')).toBe(1)
    })

    test('then cut: ioredis publishes again, so that it is delivered twice', async () => {
      const { got } = await listening('a')
      const publisher = fixture.ioredis()
      await publisher.ping()
      const held = fixture.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const published = publisher.publish('a', 'hi')
      const link = await held.caught
      fixture.proxy.cut((other) => other === link)
      expect(await published).toBe(1)
      await direct.publish('a', 'sentinel')
      await until('the sentinel', () => got.includes('sentinel'))
      expect(got).toEqual(['hi', 'hi', 'sentinel'])
    })

    test('then cut: node-redis rejects, though it was delivered', async () => {
      const { got } = await listening('a')
      const publisher = await fixture.nodeRedis()
      const held = fixture.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const published = publisher.publish('a', 'hi').then(String, () => 'rejected')
      const link = await held.caught
      fixture.proxy.cut((other) => other === link)
      expect(await published).toBe('rejected')
      await direct.publish('a', 'sentinel')
      await until('the sentinel', () => got.includes('sentinel'))
      expect(got).toEqual(['hi', 'sentinel'])
    })

    test('messages pass it on the same connection', async () => {
      const { client, got } = await listening('a')
      const held = fixture.proxy.holdReply(subscribers, 'PUBLISH')
      const published = client.publish('a', 'to myself')
      await held.caught
      await direct.publish('a', 'from another')
      await until('both', () => got.length === 2)
      held.release()
      expect(await published).toBe(1)
    })

    test('dropped: no later reply passes, messages do', async () => {
      const client = await fixture.raw()
      client.send('HELLO 3\r\nSUBSCRIBE a\r\n')
      await client.reply(2)
      const held = fixture.proxy.holdReply(subscribers, 'PUBLISH')
      held.drop()
      client.send('PUBLISH a 1\r\nPING\r\n')
      await held.caught
      expect(held.state).toBe('dropped')
      await direct.publish('a', '2')
      await until('both messages', () => client.replies.length === 4)
      expect(client.replies.slice(2)).toEqual([
        ['message', 'a', '1'],
        ['message', 'a', '2'],
      ])
      fixture.proxy.restore()
      await until('restore cuts it', () => client.ended === 'rst')
    })

    test('of SUBSCRIBE: the acknowledgement waits, and with it the messages', async () => {
      const client = fixture.ioredis()
      const order: string[] = []
      client.on('message', (_channel, message) => order.push(message))
      const held = fixture.proxy.holdReply(subscribedTo('a'), 'SUBSCRIBE')
      const subscribing = client.subscribe('a').then(() => order.push('acknowledged'))
      await held.caught
      expect(await direct.publish('a', 'hi')).toBe(1)
      await until('the message at the proxy', () => fixture.seen('delivered').length === 1)
      expect(order).toEqual([])
      expect(fixture.seen('acknowledged').map((event) => event.held)).toEqual([true])
      held.release()
      await subscribing
      await until('the message', () => order.length === 2)
      // A promise settles after the messages of the same chunk have been handed out.
      expect(order.sort()).toEqual(['acknowledged', 'hi'])
    })

    test('on the wire, the acknowledgement comes first', async () => {
      const client = await fixture.raw()
      const held = fixture.proxy.holdReply(() => true, 'SUBSCRIBE')
      client.send('SUBSCRIBE a\r\n')
      await held.caught
      await direct.publish('a', 'hi')
      await until('the message at the proxy', () => fixture.seen('delivered').length === 1)
      expect(client.bytes).toBe('')
      held.release()
      expect(await client.reply(2)).toEqual([
        ['subscribe', 'a', 1],
        ['message', 'a', 'hi'],
      ])
    })

    test('only the next one is held', async () => {
      const client = fixture.ioredis()
      const held = fixture.proxy.holdReply(() => true, 'GET')
      const first = client.get('nothing')
      const link = await held.caught
      held.release()
      expect(await first).toBe(null)
      expect(await client.get('nothing')).toBe(null)
      expect(held.link).toBe(link)
    })

    test('two of them are released on their own', async () => {
      const client = await fixture.raw()
      const first = fixture.proxy.holdReply(() => true, 'GET')
      const second = fixture.proxy.holdReply(() => true, 'GET')
      client.send('GET none\r\nPING 1\r\nGET none\r\nPING 2\r\n')
      await Promise.all([first.caught, second.caught])
      first.release()
      expect(await client.reply(2)).toEqual([null, '1'])
      second.release()
      expect(await client.reply(4)).toEqual([null, '1', null, '2'])
    })

    test('released before there is one, it holds nothing', async () => {
      const client = fixture.ioredis()
      fixture.proxy.holdReply(() => true, 'GET').release()
      expect(await client.get('nothing')).toBe(null)
    })

    test('one of many chunks is held as a whole', async () => {
      const value = 'x'.repeat(300_000)
      await direct.set('long', value)
      const client = await fixture.raw()
      const held = fixture.proxy.holdReply(() => true, 'GET')
      client.send('PING 1\r\nGET long\r\nPING 2\r\n')
      await held.caught
      await until('the reply before', () => client.bytes.length > 0)
      expect(client.replies).toEqual(['1'])
      held.release()
      expect(await client.reply(3)).toEqual(['1', value, '2'])
      await direct.del('long')
    })

    test('restore releases it', async () => {
      const client = fixture.ioredis()
      const held = fixture.proxy.holdReply(() => true, 'GET')
      const got = client.get('nothing')
      await held.caught
      fixture.proxy.restore()
      expect(await got).toBe(null)
    })

    test('released during a stall, it passes when that ends', async () => {
      const client = await fixture.raw()
      const held = fixture.proxy.holdReply(() => true, 'PING')
      client.send('PING\r\n')
      await held.caught
      fixture.proxy.stall()
      held.release()
      expect(await direct.ping()).toBe('PONG')
      expect(client.bytes).toBe('')
      fixture.proxy.resume()
      expect(await client.reply(1)).toEqual(['PONG'])
    })
  })

  test('all faults at once, undone by one restore', async () => {
    const clients = await Promise.all(['a', 'b', 'c'].map((channel) => listening(channel)))
    fixture.proxy.stall(subscribedTo('a'))
    fixture.proxy.freeze(subscribedTo('b'))
    fixture.proxy.cut(subscribedTo('c'), 'fin')
    fixture.proxy.refuse()
    const held = fixture.proxy.holdReply(() => true, 'PUBLISH')
    fixture.proxy.restore()
    expect(held.state).toBe('released')
    await Promise.all(['a', 'b', 'c'].map(subscribed))
    const publisher = fixture.ioredis()
    for (const channel of ['a', 'b', 'c']) await publisher.publish(channel, channel)
    await until('every message', () => clients.every(({ got }) => got.length === 1))
    expect(clients.map(({ got }) => got)).toEqual([['a'], ['b'], ['c']])
  })
})

// The embedded server has no limit for output buffers.
describe.skipIf(!HAS_PROGRAM)('a slow subscriber (needs redis-server on the PATH)', () => {
  test.each(['stall', 'freeze'] as const)(
    '%s: Redis feels it, and cuts the subscriber off',
    async (fault) => {
      const server = await start({
        prefer: 'server',
        config: { 'client-output-buffer-limit': 'pubsub 1mb 0 0' },
      })
      const fixture = await ProxyFixture.open(server.url)
      try {
        const client = fixture.ioredis({ retryStrategy: null as never })
        const got: string[] = []
        client.on('message', (_channel, message) => got.push(message))
        await client.subscribe('flood')
        fixture.proxy[fault](subscribers)
        const direct = fixture.direct()
        const payload = 'x'.repeat(100_000)
        let sent = 0
        await until('nobody is counted any more', async () => {
          sent += 1
          return (await direct.publish('flood', payload)) === 0
        })
        expect(client.told.includes('close')).toBe(false)
        if (fault === 'freeze') return
        const closed = (event: WireEvent) => event.what === 'closed'
        fixture.proxy.resume()
        await until('the client gets what was on its way, and the end', () => client.told.includes('end'))
        expect(fixture.events.some(closed)).toBe(true)
        expect(got.length).toBeLessThan(sent - 1)
      } finally {
        await fixture.close()
        await server.stop()
      }
    },
  )
})

test('a reply whose beginning has passed is not held, and the next one is', async () => {
  let redis: net.Socket | undefined
  const fake = net.createServer((socket) => {
    redis = socket
    socket.on('error', () => {}).resume()
  })
  await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
  const fixture = await ProxyFixture.open(`redis://127.0.0.1:${(fake.address() as net.AddressInfo).port}`)
  try {
    const client = await fixture.raw()
    client.send('GET 1\r\nGET 2\r\n')
    await until('both commands', () => fixture.seen('command').length === 2)
    redis!.write('$5\r\nhe')
    await until('the beginning', () => client.bytes === '$5\r\nhe')
    const held = fixture.proxy.holdReply(() => true, 'GET')
    redis!.write('llo\r\n$3\r\ntwo\r\n')
    await held.caught
    expect(await client.reply(1)).toEqual(['hello'])
    expect(fixture.seen('reply').map((event) => event.held)).toEqual([false, true])
    held.release()
    expect(await client.reply(2)).toEqual(['hello', 'two'])
  } finally {
    await fixture.close()
    fake.close()
  }
})

// The embedded server does not tell how much it holds for a client.
test.skipIf(!HAS_PROGRAM)(
  'what a client does not read stays in Redis (needs redis-server on the PATH)',
  async () => {
    const server = await start({ prefer: 'server' })
    const fixture = await ProxyFixture.open(server.url)
    try {
      const direct = fixture.direct()
      await direct.set('long', 'x'.repeat(1_000_000))
      const client = await fixture.raw()
      client.stopReading()
      client.send('GET long\r\n'.repeat(60))
      await until('Redis holds most of it', async () => {
        const clients = String(await direct.client('LIST'))
        return [...clients.matchAll(/ omem=(\d+)/g)].some(([, bytes]) => Number(bytes) > 40_000_000)
      })
    } finally {
      await fixture.close()
      await server.stop()
    }
  },
)
