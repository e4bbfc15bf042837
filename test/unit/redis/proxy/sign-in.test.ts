import net from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import type { Server } from '#shared/redis/server.ts'
import { addressOf } from '#shared/redis/sign-in.ts'
import { start, startOwn } from '#shared/redis/start.ts'
import { HAS_PROGRAM, ProxyFixture } from './proxy-fixture.ts'
import { until } from './until.ts'

const PASSWORD = 'p@ss:w/rd %&'
const PATTERN = /p@ss|p%40ss/

let fixture: ProxyFixture | undefined
afterEach(async () => {
  await fixture?.close()
  fixture = undefined
})

// The embedded server has no passwords.
describe.skipIf(!HAS_PROGRAM)('a server with a password (needs redis-server on the PATH)', () => {
  let server: Server
  const as = (user: string, password: string, database = '') => {
    const { host } = new URL(server.url)
    return `redis://${user}:${encodeURIComponent(password)}@${host}${database}`
  }
  beforeAll(async () => {
    server = await start({ config: { requirepass: 'secret' } })
    const admin = await ProxyFixture.open(as('', 'secret'))
    await admin
      .ioredis()
      .acl('SETUSER', 'anna', 'on', `>${PASSWORD}`, '+@all', '~*', 'resetchannels', '&news')
    await admin.close()
  })
  afterAll(() => server.stop())

  test.each([
    ['the default user', () => as('', 'secret')],
    ['a user with characters that a URL encodes', () => as('anna', PASSWORD)],
  ])('%s: clients know no password', async (_name, url) => {
    fixture = await ProxyFixture.open(url())
    expect(fixture.proxy.url).toMatch(/^redis:\/\/127\.0\.0\.1:\d+$/)
    const nodeRedis = await fixture.nodeRedis()
    const ioredis = fixture.ioredis()
    expect(await nodeRedis.ping()).toBe('PONG')
    expect(await ioredis.ping()).toBe('PONG')
    const got: string[] = []
    await nodeRedis.subscribe('news', (message) => void got.push(message))
    expect(await ioredis.publish('news', 'hi')).toBe(1)
    await until('the message', () => got.length === 1)
    expect(JSON.stringify(fixture.events)).not.toMatch(PATTERN)
    expect(fixture.events.some((event) => event.what === 'command' && event.name === 'AUTH')).toBe(false)
  })

  test('a channel that the user may not read is refused, and the order of replies stays', async () => {
    fixture = await ProxyFixture.open(as('anna', PASSWORD))
    const client = fixture.ioredis()
    await client.ping()
    const [refused, pong] = await Promise.allSettled([
      client.subscribe('secret-news'),
      client.ping('still here'),
    ])
    expect(refused).toMatchObject({ status: 'rejected', reason: { message: /NOPERM/ } })
    expect(pong).toMatchObject({ value: 'still here' })
    expect(fixture.seen('reply').at(-1)).toMatchObject({ name: 'PING', value: 'still here' })
  })

  test('the database of the URL is selected', async () => {
    fixture = await ProxyFixture.open(as('', 'secret', '/3'))
    await fixture.ioredis().set('where', 'three')
    const direct = fixture.ioredis({ db: 3, password: 'secret' }, server.url.replace(/\/\/.*@/, '//'))
    expect(await direct.get('where')).toBe('three')
  })

  test('a client may sign in by itself; its password is masked', async () => {
    fixture = await ProxyFixture.open(as('', 'secret'))
    const client = fixture.ioredis({ username: 'anna', password: PASSWORD })
    expect(await client.acl('WHOAMI')).toBe('anna')
    expect(JSON.stringify(fixture.events)).not.toMatch(PATTERN)
  })

  test('a wrong password: the client gets what Redis said, without the password', async () => {
    fixture = await ProxyFixture.open(as('', PASSWORD))
    const client = await fixture.raw()
    await until('the end', () => client.ended !== undefined)
    expect(client.bytes).toMatch(/^-WRONGPASS [^\r]*\r\n$/)
    expect(client.bytes).not.toMatch(PATTERN)
    expect(fixture.events.map((event) => event.what)).toEqual(['connected', 'closed'])
  })
})

describe('the address', () => {
  test('is read from a URL', () => {
    expect(addressOf('rediss://u:p%40@[::1]:7000/2')).toEqual({
      host: '::1',
      port: 7000,
      tls: true,
      username: 'u',
      password: 'p@',
      database: 2,
    })
  })

  test.each([
    'http://u:hush@host',
    'redis://u:hu%sh@host',
    'redis://u:hush@host/x',
    'hush',
    'redis://u:hu/sh@host',
  ])('%s is refused with a sentence, without its text', async (url) => {
    const error = await RedisProxy.open(url, '').catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TypeError)
    expect((error as Error).message).toMatch(/^The URL of Redis .*\.$/)
    expect((error as Error).message).not.toMatch(/hu\W*sh/)
  })
})

describe('no Redis', () => {
  test('connections are reset while there is none, and work when it is there', async () => {
    const server = await startOwn({ prefer: 'embedded' })
    try {
      fixture = await ProxyFixture.open(server.url)
      await server.crash()
      const early = await fixture.raw()
      await until('the reset', () => early.ended === 'rst')
      expect(fixture.seen('closed')).toEqual([{ what: 'closed', connection: 1, by: 'redis' }])
      const client = fixture.ioredis()
      await until('several attempts', () => client.told.filter((what) => what === 'reconnecting').length > 1)
      await server.restart()
      expect(await client.ping()).toBe('PONG')
    } finally {
      await server.stop()
    }
  })

  test('a client that was cut before Redis answered leaves nothing behind', async () => {
    const silent = net.createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const { port } = silent.address() as net.AddressInfo
    try {
      fixture = await ProxyFixture.open(`redis://:waiting@127.0.0.1:${port}`)
      const { proxy } = fixture
      const client = await fixture.raw()
      await until('the connection', () => proxy.links.size === 1)
      expect(proxy.cut()).toBe(1)
      await until('the reset', () => client.ended === 'rst')
      await proxy.settled()
      expect(proxy.links.size).toBe(0)
    } finally {
      silent.close()
    }
  })
})
