import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WHILE_LOADING, WRITES } from '#shared/redis/proxy-trouble.ts'
import type { OwnServer } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import { HAS_PROGRAM, ProxyFixture, SERVERS } from '../../unit/redis/proxy/proxy-fixture.ts'
import { until } from '../../unit/redis/proxy/until.ts'

const told = (error: Error & { previousErrors?: Error[] }) => [
  error.name,
  wording(error),
  error.previousErrors?.map(wording),
]
/** Valkey names itself; and a script's hash, and where in it, are of no interest. */
const wording = ({ message }: Error) =>
  message.replace('Valkey is loading', 'Redis is loading').replace(/ script: [0-9a-f]{40}.*$/, ' script: …')

const settled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(settled)
  return value instanceof Error ? told(value) : value
}

/** Runs one after the other; gives what each has resolved or rejected with. */
async function outcomes(calls: readonly (() => Promise<unknown>)[]): Promise<unknown[]> {
  const seen: unknown[] = []
  for (const call of calls) seen.push(await call().then(settled, told))
  return seen
}

describe.skipIf(!HAS_PROGRAM)('beside a real server', () => {
  let server: OwnServer
  beforeAll(async () => {
    server = await startOwn({
      prefer: 'server',
      config: { save: '3600 1', 'key-load-delay': '4000', 'loading-process-events-interval-bytes': '1024' },
    })
  })
  afterAll(() => server.stop())

  test('the commands that write, and those that run while data are loaded, are those that it names', async () => {
    const fixture = await ProxyFixture.open(server.url)
    try {
      type Info = [string, number, string[], ...unknown[]]
      const infos = (await fixture.direct().call('COMMAND')) as Info[]
      const known = new Map(infos.map(([name, , flags]) => [name.toUpperCase(), flags]))
      const flagged = (flag: string) =>
        [...known]
          .filter(([name, flags]) => /^[A-Z-]+$/.test(name) && flags.includes(flag))
          .map(([name]) => name)
      // Of these, subcommands carry the flags.
      const containers = ['XGROUP', 'ACL', 'CLIENT', 'CONFIG', 'LATENCY', 'PUBSUB', 'SLOWLOG']
      const ours = (names: ReadonlySet<string>) =>
        [...names].filter((name) => known.has(name) && !containers.includes(name))
      expect(ours(WRITES).sort()).toEqual(flagged('write').sort())
      expect(ours(WHILE_LOADING).sort()).toEqual(flagged('loading').sort())
    } finally {
      await fixture.close()
    }
  })

  describe.each([2, 3] as const)('over RESP%i', (protocol) => {
    /** What both clients see of a server that becomes a replica while they are connected. */
    async function demoted(how: 'really' | 'simulated'): Promise<unknown[]> {
      const fixture = await ProxyFixture.open(server.url)
      const direct = fixture.direct()
      try {
        const io = fixture.ioredis({ protocol })
        const node = await fixture.nodeRedis({ ...(protocol === 2 && { RESP: 2 as never }) })
        const reader = fixture.ioredis({ protocol, retryStrategy: () => null })
        const subscriber = fixture.ioredis({ protocol })
        const got: unknown[] = []
        subscriber.on('message', (channel, message) => got.push([channel, message]))
        subscriber.on('pmessage', (...message) => got.push(message))
        await subscriber.subscribe('demoted:a')
        await subscriber.psubscribe('demoted:*')
        await direct.flushall()
        await direct.xgroup('CREATE', 's', 'g', '$', 'MKSTREAM')
        const blocked = reader
          .xreadgroup('GROUP', 'g', 'c', 'BLOCK', 0, 'STREAMS', 's', '>')
          .then(settled, told)
        const isBlocked = () =>
          fixture.events.some((event) => event.what === 'command' && event.name === 'XREADGROUP')
        await until('the blocked reader', isBlocked)
        if (how === 'really')
          await until('Redis has it', async () => /cmd=xreadgroup/.test(await clients(direct)))

        const demotion = how === 'simulated' ? fixture.proxy.demote() : undefined
        if (how === 'really') await direct.call('REPLICAOF', '127.0.0.1', '1')
        const seen: unknown[] = [await blocked]
        await until('the end of the reader', () => reader.told.includes('end'))
        const read = "return redis.call('GET', KEYS[1])"
        const write = "return redis.call('SET', KEYS[1], 'x')"
        seen.push(
          ...(await outcomes([
            () => io.set('k', 'v'),
            () => io.get('k'),
            () => io.xadd('s', '*', 'f', 'v'),
            () => io.xreadgroup('GROUP', 'g', 'c', 'BLOCK', 1, 'STREAMS', 's', '>'),
            () => io.eval(read, 1, 'k'),
            () => io.eval(write, 1, 'k'),
            () => io.multi().get('k').set('k', 'v').exec(),
            () => io.publish('demoted:c', 'three'),
            () => io.publish('demoted:a', 'one'),
            () => node.publish('demoted:b', 'two'),
            () => node.set('k', 'v', { NX: true }),
            () => node.multi().get('k').set('k', 'v').exec(),
            () => node.xAck('s', 'g', '1-1'),
            () => node.eval(write, { keys: ['k'] }),
            async () => /role:\w+/.exec(await io.info('replication'))?.[0],
            async () => ((await io.role()) as unknown[])[0],
          ])),
        )
        await until('the messages', () => got.length === 4)
        // A replica that has no link yet says so.
        demotion?.stop()
        if (how === 'really') await direct.call('REPLICAOF', 'NO', 'ONE')
        seen.push(got, await io.set('k', 'again'))
        return seen
      } finally {
        await fixture.close()
      }
    }
    const clients = async (direct: ReturnType<ProxyFixture['direct']>) => String(await direct.client('LIST'))

    test('clients notice no difference to a server that has become a replica', async () => {
      const [real, simulated] = [await demoted('really'), await demoted('simulated')]
      expect(simulated).toEqual(real)
      expect(JSON.stringify(real)).toContain('READONLY')
      expect(JSON.stringify(real)).toContain('UNBLOCKED')
    })

    test('clients notice no difference to a server that loads its data', async () => {
      const fixture = await ProxyFixture.open(server.url)
      try {
        const direct = fixture.direct()
        await direct.flushall()
        const filling = direct.pipeline()
        for (let i = 0; i < 2000; i++) filling.set(`k${i}`, 'some value')
        await filling.exec()
        const story = async (c: string, url?: string) => {
          const io = fixture.ioredis({ protocol, enableReadyCheck: false }, url)
          const node = await fixture.nodeRedis({
            ...(url !== undefined && { url }),
            ...(protocol === 2 && { RESP: 2 as never }),
          })
          const got: unknown[] = []
          return [
            await outcomes([
              async () => /loading:\d/.exec(await io.info())?.[0],
              () => io.get('k1'),
              () => io.subscribe(c),
              () => io.unsubscribe(c),
              () => io.publish(c, 'm'),
              () => io.multi().get('k1').exec(),
              () => node.set('k1', 'v'),
              () => node.subscribe(c, (message) => void got.push(message)),
              () => node.publish(c, 'm'),
              () => node.xAdd('s', '*', { f: 'v' }),
            ]),
            got,
          ]
        }
        const restarted = server.restart()
        await until('the server that loads', () =>
          fixture
            .ioredis({ enableReadyCheck: false, maxRetriesPerRequest: 0 }, server.url)
            .ping()
            .then(
              () => false,
              (error) => /^LOADING/.test(error.message),
            ),
        )
        const real = await story('c1', server.url)
        // It would take eight seconds to load them all, so that a busy machine gets its story told.
        await fixture.ioredis({ enableReadyCheck: false }, server.url).config('SET', 'key-load-delay', '0')
        await restarted
        const loading = fixture.proxy.loading()
        const simulated = await story('c2')
        loading.stop()
        expect(simulated).toEqual(real)
        expect(JSON.stringify(real)).toContain('loading:1')
        expect(await fixture.ioredis().get('k1')).toBe('some value')
      } finally {
        await fixture.close()
      }
    })
  })
})

describe.each(SERVERS)('on the way to the %s', (prefer) => {
  let server: OwnServer
  let fixture: ProxyFixture
  beforeAll(async () => {
    server = await startOwn({ prefer })
    fixture = await ProxyFixture.open(server.url)
  })
  afterAll(async () => {
    await fixture.close()
    await server.stop()
  })

  test('a demoted server: nothing is published elsewhere, and what is published elsewhere arrives', async () => {
    const direct = fixture.direct()
    const [inside, outside]: [unknown[], unknown[]] = [[], []]
    const subscriber = fixture.ioredis()
    subscriber.on('message', (_channel, message) => inside.push(message))
    direct.on('message', (_channel, message) => outside.push(message))
    await subscriber.subscribe('a')
    await direct.subscribe('a')
    const demotion = fixture.proxy.demote()
    const publisher = fixture.ioredis()
    expect(await publisher.publish('a', 'behind the proxy')).toBe(1)
    expect(await publisher.publish('b', 'to nobody')).toBe(0)
    await expect(publisher.set('k', 'v')).rejects.toThrow(/^READONLY/)
    expect(demotion.count).toBe(1)
    const elsewhere = fixture.ioredis({}, server.url)
    expect(await elsewhere.publish('a', 'by another')).toBe(2)
    await until('the message', () => inside.length === 2 && outside.length === 1)
    expect(inside).toEqual(['behind the proxy', 'by another'])
    expect(outside).toEqual(['by another'])
    fixture.proxy.restore()
    expect(await publisher.set('k', 'v')).toBe('OK')
    expect(await publisher.publish('a', 'to both')).toBe(2)
  })

  test('EVALSHA of a script that writes is refused, too', async () => {
    const client = fixture.ioredis()
    const sha = (await client.script('LOAD', "return redis.call('set', KEYS[1], 'x')")) as string
    const reading = (await client.script('LOAD', "return redis.call('get', KEYS[1])")) as string
    const demotion = fixture.proxy.demote()
    await expect(client.evalsha(sha, 1, 'evalsha')).rejects.toThrow(/^READONLY/)
    expect(await client.evalsha(reading, 1, 'evalsha')).toBe(null)
    demotion.stop()
    expect(await client.evalsha(sha, 1, 'evalsha')).toBe('OK')
  })

  test('a server that loads: ioredis waits until the data are there', async () => {
    const loading = fixture.proxy.loading()
    const client = fixture.ioredis()
    const value = client.get('no such key')
    await until('its question', () =>
      fixture.seen('reply').some(({ value }) => /loading:1/.test(String(value))),
    )
    expect(client.told).toEqual(['connect'])
    loading.stop()
    expect(await value).toBe(null)
  })
})
