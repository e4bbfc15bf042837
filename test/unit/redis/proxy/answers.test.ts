import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allConnections, publishers, subscribedTo } from '#shared/redis/proxy.ts'
import type { Server } from '#shared/redis/server.ts'
import { start } from '#shared/redis/start.ts'
import { HAS_PROGRAM, type IORedis, ProxyFixture, SERVERS } from './proxy-fixture.ts'
import { until } from './until.ts'

const REFUSED = 'NOPERM this user may not do that'

describe.each(SERVERS)('commands refused or left unanswered on the way to the %s', (prefer) => {
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

  describe.each([2, 3] as const)('answer, over RESP%i', (protocol) => {
    test('a refused command reaches nobody, and the ones around it are answered as usual', async () => {
      const client = fixture.ioredis({ protocol })
      await client.set('a', 'before')
      const refusing = fixture.proxy.answer(allConnections, 'set', REFUSED)
      const replies = await Promise.allSettled([client.get('a'), client.set('a', 'after'), client.get('a')])
      expect(replies.map((one) => (one.status === 'fulfilled' ? one.value : one.reason.message))).toEqual([
        'before',
        REFUSED,
        'before',
      ])
      expect(refusing.count).toBe(1)
      refusing.stop()
      expect(await client.set('a', 'after')).toBe('OK')
      expect(refusing.count).toBe(1)
    })

    test('the refusal is told with the command that it is for', async () => {
      const client = fixture.ioredis({ protocol })
      fixture.proxy.answer(allConnections, 'PUBLISH', REFUSED)
      await expect(client.publish('c', 'm')).rejects.toThrow(REFUSED)
      const told = fixture.seen('reply').find(({ name }) => name === 'PUBLISH')
      expect(told).toMatchObject({ args: ['c', 'm'], value: { message: REFUSED } })
    })

    test('in a MULTI it spoils the transaction', async () => {
      const client = fixture.ioredis({ protocol })
      await client.set('a', '1')
      fixture.proxy.answer(allConnections, 'INCR', REFUSED, { times: 1 })
      const error = await client
        .multi()
        .set('a', '2')
        .incr('a')
        .exec()
        .catch((reason) => reason)
      expect(error.message).toMatch(/^EXECABORT/)
      expect(error.previousErrors.map(({ message }: Error) => message)).toEqual([REFUSED])
      expect(await client.get('a')).toBe('1')
      expect(await client.multi().incr('a').exec()).toEqual([[null, 2]])
    })

    test('a refused EXEC leaves no transaction open', async () => {
      const client = fixture.ioredis({ protocol })
      await client.set('a', '1')
      fixture.proxy.answer(allConnections, 'EXEC', REFUSED, { times: 1 })
      await expect(client.multi().set('a', '2').exec()).rejects.toThrow(
        `EXECABORT Transaction discarded because of: ${REFUSED}`,
      )
      expect(await client.get('a')).toBe('1')
      expect(await client.multi().incr('a').exec()).toEqual([[null, 2]])
    })

    test('SUBSCRIBE with several channels gets one error, and none of them; what came before stays', async () => {
      const client = fixture.ioredis({ protocol })
      const got: string[] = []
      client.on('message', (_channel, message) => got.push(message))
      await client.subscribe('a')
      const refusing = fixture.proxy.answer(allConnections, 'SUBSCRIBE', REFUSED)
      await expect(client.subscribe('b', 'c')).rejects.toThrow(REFUSED)
      expect(await direct.publish('b', 'nobody')).toBe(0)
      refusing.stop()
      expect(await client.subscribe('d')).toBe(2)
      await direct.publish('a', 'one')
      await direct.publish('d', 'two')
      await until('both messages', () => got.length === 2)
      expect(got).toEqual(['one', 'two'])
    })

    test('UNSUBSCRIBE on a subscribed connection is refused, and the channel stays', async () => {
      const client = fixture.ioredis({ protocol })
      const got: string[] = []
      client.on('message', (_channel, message) => got.push(message))
      await client.subscribe('a')
      fixture.proxy.answer(allConnections, 'UNSUBSCRIBE', REFUSED, { times: 1 })
      await expect(client.unsubscribe('a')).rejects.toThrow(REFUSED)
      await direct.publish('a', 'still')
      await until('the message', () => got.includes('still'))
      expect(await client.unsubscribe('a')).toBe(0)
    })

    test('node-redis: a refused subscription rejects, the next one holds', async () => {
      const client = await fixture.nodeRedis({ ...(protocol === 2 && { RESP: 2 as never }) })
      const got: string[] = []
      await client.subscribe('a', (message) => void got.push(message))
      const refusing = fixture.proxy.answer(allConnections, 'PSUBSCRIBE', REFUSED)
      await expect(client.pSubscribe('p*', () => {})).rejects.toThrow(REFUSED)
      refusing.stop()
      await client.pSubscribe('p*', (message) => void got.push(message))
      await direct.publish('p1', 'by pattern')
      await direct.publish('a', 'by channel')
      await until('both messages', () => got.length === 2)
    })

    test('a refused resubscription: node-redis tries again until it is accepted', async () => {
      const client = await fixture.nodeRedis({ ...(protocol === 2 && { RESP: 2 as never }) })
      const got: string[] = []
      await client.subscribe('a', (message) => void got.push(message))
      const refusing = fixture.proxy.answer(allConnections, 'SUBSCRIBE', REFUSED)
      fixture.proxy.cut()
      await until('two refusals', () => refusing.count >= 2)
      expect(await direct.publish('a', 'nobody')).toBe(0)
      refusing.stop()
      await until('a subscription', async () => (await direct.publish('a', 'again')) === 1)
      await until('the message', () => got.includes('again'))
    })
  })

  test('only the chosen connections are refused', async () => {
    const [first, second] = [fixture.ioredis(), fixture.ioredis()]
    await first.subscribe('a')
    fixture.proxy.answer(subscribedTo('a'), 'SUBSCRIBE', REFUSED)
    await expect(first.subscribe('b')).rejects.toThrow(REFUSED)
    expect(await second.subscribe('b')).toBe(1)
  })

  test('a publisher is one by its first PUBLISH', async () => {
    fixture.proxy.answer(publishers, 'PUBLISH', REFUSED)
    await expect(fixture.ioredis().publish('a', 'm')).rejects.toThrow(REFUSED)
  })

  test('* refuses every command, and still lets clients connect and leave', async () => {
    const loading = 'LOADING Redis is loading the dataset in memory'
    const refusing = fixture.proxy.answer(allConnections, '*', loading)
    const client = await fixture.nodeRedis()
    await expect(client.get('a')).rejects.toThrow(loading)
    await expect(client.publish('a', 'm')).rejects.toThrow(loading)
    await expect(client.subscribe('a', () => {})).rejects.toThrow(loading)
    expect(refusing.count).toBe(3)
    await client.close()
    const other = fixture.ioredis()
    await expect(other.get('a')).rejects.toThrow(loading)
    expect(await other.quit()).toBe('OK')
  })

  test('times: it ends by itself', async () => {
    const client = fixture.ioredis()
    const refusing = fixture.proxy.answer(allConnections, 'GET', REFUSED, { times: 2 })
    const replies = await Promise.allSettled([client.get('a'), client.get('a'), client.get('a')])
    expect(replies.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(refusing.count).toBe(2)
  })

  test('restore ends it', async () => {
    const client = fixture.ioredis()
    fixture.proxy.answer(allConnections, 'GET', REFUSED)
    fixture.proxy.restore()
    expect(await client.get('no such key')).toBe(null)
  })

  test('however the bytes are cut up, one reply per command, in order', async () => {
    const raw = await fixture.raw()
    fixture.proxy.answer(allConnections, 'GET', REFUSED)
    const command = (...words: string[]) =>
      `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`
    const bytes = [
      command('SET', 'k', 'value'),
      command('GET', 'k'),
      command('PING', 'between'),
      'GET k\r\n',
      command('STRLEN', 'k'),
    ].join('')
    for (const byte of bytes) {
      raw.send(byte)
      await new Promise((resolve) => setImmediate(resolve))
    }
    const replies = await raw.reply(5)
    expect(replies.map((one) => (one instanceof Error ? one.message : one))).toEqual([
      'OK',
      REFUSED,
      'between',
      REFUSED,
      5,
    ])
  })

  test('a command that had begun to pass is not refused', async () => {
    const raw = await fixture.raw()
    raw.send('*2\r\n$4\r\nPING\r\n$5\r\nhe')
    await until('the connection', () => fixture.proxy.links.size === 1)
    raw.send('l')
    const client = fixture.ioredis()
    await client.ping()
    const refusing = fixture.proxy.answer(allConnections, 'PING', REFUSED)
    raw.send('lo\r\n*2\r\n$4\r\nPING\r\n$2\r\nyou\r\n'.replace('$2', '$3'))
    const replies = await raw.reply(2)
    expect(replies[0]).toBe('hello')
    expect((replies[1] as Error).message).toBe(REFUSED)
    expect(refusing.count).toBe(1)
  })

  test('a refusal can be held back like any reply', async () => {
    const client = fixture.ioredis()
    fixture.proxy.answer(allConnections, 'GET', REFUSED)
    const held = fixture.proxy.holdReply(allConnections, 'GET')
    const refused = client.get('a').catch((error) => error.message)
    await held.caught
    held.release()
    expect(await refused).toBe(REFUSED)
  })

  describe('silence', () => {
    test('nothing is answered, and stop lets all go on in order', async () => {
      const { client, got } = await listening('a')
      const publisher = fixture.ioredis()
      await publisher.ping()
      const silence = fixture.proxy.silence()
      const replies = Promise.all([publisher.set('silent', '1'), publisher.incr('silent')])
      await direct.publish('a', 'meanwhile')
      const late = fixture.ioredis()
      const pong = late.ping()
      await until('the new connection', () => silence.count === 3)
      expect(await direct.get('silent')).toBe(null)
      expect(got).toEqual([])
      expect(late.told).toEqual(['connect'])
      expect(fixture.proxy.links.size).toBe(3)
      silence.stop()
      expect(await replies).toEqual(['OK', 2])
      expect(await pong).toBe('PONG')
      await until('the message', () => got.length === 1)
      expect(client.told).toEqual([])
    })

    test('of one command: later ones wait behind it, messages pass', async () => {
      const { client, got } = await listening('a')
      const silence = fixture.proxy.silence(allConnections, 'SUBSCRIBE')
      const reply = client.subscribe('b')
      await until('the silence', () => silence.count === 1)
      await direct.publish('a', 'passes')
      await until('the message', () => got.length === 1)
      expect(await direct.publish('b', 'nobody')).toBe(0)
      silence.stop()
      expect(await reply).toBe(2)
    })

    test('of one command: a client that gives up is gone for Redis, too', async () => {
      const { client } = await listening('a')
      const silence = fixture.proxy.silence(allConnections, 'QUIT')
      const quitting = client.quit().catch((error) => error)
      await until('the silence', () => silence.count === 1)
      client.disconnect()
      await quitting
      await until('the end', () => fixture.proxy.links.size === 0)
      await fixture.proxy.settled()
      expect(await direct.publish('a', 'nobody')).toBe(0)
    })

    test('only the chosen connections', async () => {
      const { client } = await listening('a')
      const other = fixture.ioredis()
      const silence = fixture.proxy.silence(subscribedTo('a'))
      expect(silence.count).toBe(1)
      expect(await other.ping()).toBe('PONG')
      const waiting = client.subscribe('b')
      silence.stop()
      expect(await waiting).toBe(2)
    })

    test('restore ends it', async () => {
      const client = fixture.ioredis()
      await client.ping()
      fixture.proxy.silence()
      const other = client.ping()
      fixture.proxy.restore()
      expect(await other).toBe('PONG')
      expect(await fixture.ioredis().ping()).toBe('PONG')
    })

    test('a silent connection can be cut', async () => {
      const { client } = await listening('a')
      const silence = fixture.proxy.silence()
      expect(fixture.proxy.cut()).toBe(1)
      silence.stop()
      await until('the client is back', () => client.told.includes('ready'))
      await client.ping()
    })
  })

  /** A subscriber of ioredis and what it gets. */
  async function listening(channel: string) {
    const client = fixture.ioredis()
    const got: string[] = []
    client.on('message', (_channel, message) => got.push(message))
    await client.subscribe(channel)
    client.told.length = 0
    return { client, got }
  }
})

describe.skipIf(!HAS_PROGRAM)('beside a real ACL', () => {
  const USER = 'redis://limited:secret@127.0.0.1'
  let server: Server
  beforeAll(async () => {
    server = await start({
      config: { user: 'limited on >secret ~* &* +@all -psubscribe -publish -set -exec' },
    })
  })
  afterAll(() => server.stop())

  /** What both clients tell of refused commands; by an ACL, or by a proxy that repeats what the ACL says. */
  async function story(protocol: 2 | 3, simulated: boolean): Promise<unknown[]> {
    const limited = `${USER}:${new URL(server.url).port}`
    const fixture = await ProxyFixture.open(simulated ? server.url : limited)
    // Servers word it differently, so this one is asked how it does.
    const wording = await fixture.ioredis({}, limited).publish('a', 'm').catch(String)
    const noPermission = (command: string) =>
      String(wording).replace('ReplyError: ', '').replace('publish', command)
    try {
      if (simulated) {
        for (const command of ['psubscribe', 'publish', 'set', 'exec'])
          fixture.proxy.answer(allConnections, command, noPermission(command))
      }
      const io = fixture.ioredis({ protocol })
      const node = await fixture.nodeRedis({ ...(protocol === 2 && { RESP: 2 as never }) })
      const commands = [
        () => io.subscribe('a'),
        () => io.psubscribe('p*', 'q*'),
        () => node.subscribe('a', () => {}),
        () => node.pSubscribe(['p*', 'q*'], () => {}),
        () => io.subscribe('b'),
        () => io.unsubscribe('a', 'b'),
        () => node.unsubscribe(),
        () => io.set('a', '1'),
        () => io.multi().get('a').set('a', '1').exec(),
        () => io.multi().get('a').exec(),
        () => io.publish('a', 'm'),
        () => io.pipeline().get('a').publish('a', 'm').get('a').exec(),
        () => node.multi().get('a').set('a', '1').exec(),
        () => node.multi().get('a').exec(),
        () => node.publish('a', 'm'),
        () => Promise.all([io.get('a'), node.get('a')]),
      ]
      const seen: unknown[] = []
      for (const run of commands) seen.push(await run().then(withoutErrors, told))
      return seen
    } finally {
      await fixture.close()
    }
  }

  const told = (error: Error & { previousErrors?: Error[]; errorIndexes?: number[] }) => [
    error.name,
    error.message,
    error.previousErrors?.map(({ message }) => message),
  ]
  const withoutErrors = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(withoutErrors)
    return value instanceof Error ? told(value) : value
  }

  test.each([2, 3] as const)('over RESP%i the clients notice no difference', async (protocol) => {
    const [real, simulated] = [await story(protocol, false), await story(protocol, true)]
    expect(simulated).toEqual(real)
    expect(JSON.stringify(real)).toContain('NOPERM')
  })
})
