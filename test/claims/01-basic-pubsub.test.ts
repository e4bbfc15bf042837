/**
 * Proves the findings in `findings/01-basic-pubsub.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { describe, expect, test, vi } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { connect as connectIoredis } from '../../solutions/01-basic-pubsub/ioredis.ts'
import { connect as connectNodeRedis } from '../../solutions/01-basic-pubsub/node-redis.ts'
import { closeLater, ioredis, nodeRedis, redisUrl, unconnected, unique } from './clients.ts'
import { runFile, runModule } from './program.ts'

const WAIT = { timeout: 5000, interval: 5 }

describe('What is Pub/Sub', () => {
  test('S5 neither SELECT nor a key prefix separates channels', async () => {
    const news = unique('news')
    const got: string[] = []
    const subscriber = ioredis()
    subscriber.on('message', (channel: string, text: string) => got.push(`${channel} ${text}`))
    await subscriber.subscribe(news)

    expect(await ioredis({ db: 1 }).publish(news, 'from database 1')).toBe(1)
    expect(await ioredis({ keyPrefix: 'prefix:' }).publish(news, 'with a prefix')).toBe(1)
    await vi.waitFor(() => expect(got).toEqual([`${news} from database 1`, `${news} with a prefix`]), WAIT)
  })
})

describe('Basic example', () => {
  const REQUIRE = 'const fs = require("node:fs")\n'
  const IMPORT = 'import fs from "node:fs"\n'
  const TOP_LEVEL_AWAIT = 'await fs.promises.stat(".")\n'
  const RAN = 'console.log("ran")'

  test.each(['example.js', 'example.mjs', 'example.cjs'])(
    'S12 Node.js refuses require with a top-level await in %s',
    async (name) => {
      const { code, stdout, stderr } = await runFile(name, REQUIRE + TOP_LEVEL_AWAIT + RAN)
      expect(code).toBe(1)
      expect(stdout).toBe('')
      expect(stderr).toMatch(name.endsWith('.cjs') ? /^SyntaxError\b/m : /^ReferenceError\b/m)
    },
  )

  test.each([
    ['example.cjs', REQUIRE + RAN],
    ['example.mjs', IMPORT + TOP_LEVEL_AWAIT + RAN],
  ])('S12 Node.js runs each of the two alone in %s', async (name, program) => {
    expect(await runFile(name, program)).toMatchObject({ code: 0, stdout: 'ran\n' })
  })

  test('S14 without an error listener, a lost connection crashes a process with node-redis', async () => {
    const proxy = await openProxy()
    const program = runModule(
      `import { createClient } from 'redis'
       const client = await createClient({ url: process.env.REDIS_URL }).connect()
       client.on('ready', () => client.destroy())
       await client.subscribe('${unique('news')}', () => {})`,
      proxy.url,
    )
    await subscribed(proxy)
    proxy.cut()
    const { code, stderr } = await program
    expect(code).toBe(1)
    expect(stderr).toMatch(/ECONNRESET|Socket closed unexpectedly/)
  })

  test('S14 without an error listener, a process with ioredis survives a lost connection', async () => {
    const proxy = await openProxy()
    const program = runModule(
      `import { Redis } from 'ioredis'
       const client = new Redis(process.env.REDIS_URL)
       let times = 0
       client.on('ready', async () => {
         times += 1
         if (times < 2) return
         // Wait until ioredis has resubscribed: disconnecting before that causes an unhandled rejection.
         await client.ping()
         console.log('connected again')
         client.disconnect()
       })
       await client.subscribe('${unique('news')}')
       console.log('subscribed')`,
      proxy.url,
      // Not earlier: if a reset arrives together with a reply, Node.js reports a clean close.
      (said) => said === 'subscribed\n' && proxy.cut(),
    )
    const { code, stdout, stderr } = await program
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'subscribed\nconnected again\n' })
    expect(stderr).toContain('Unhandled error event')
  })

  test.each([
    ['rst', ['error', 'close', 'reconnecting', 'ready']],
    ['fin', ['close', 'reconnecting', 'ready']],
  ] as const)(
    'S14 ioredis emits error for a reset connection, but not for one that is closed cleanly (%s)',
    async (how, events) => {
      const proxy = await openProxy()
      const client = ioredis({}, proxy.url)
      await client.subscribe(unique('news'))
      const told: string[] = []
      for (const event of ['error', 'close', 'reconnecting', 'ready'])
        client.on(event, () => told.push(event))
      proxy.cut(() => true, how)
      await vi.waitFor(() => expect(told).toContain('ready'), WAIT)
      // ioredis resubscribes by itself and handles no error while doing so. Wait for that before the client is closed.
      await client.ping()
      expect(told).toEqual(events)
    },
  )

  test('S15 before node-redis connects, publish() rejects', async () => {
    await expect(unconnected().publish(unique('news'), 'too soon')).rejects.toThrow('closed')
  })

  test('S15 before node-redis connects, subscribe() stays pending', async () => {
    const news = unique('news')
    let settled = false
    const settle = () => {
      settled = true
    }
    unconnected()
      .subscribe(news, () => {})
      .then(settle, settle)
    // Meanwhile, a client that is connected can do both.
    const other = await nodeRedis()
    await other.subscribe(news, () => {})
    expect(await other.publish(news, 'only one subscription')).toBe(1)
    expect(settled).toBe(false)
  })

  test('S15 ioredis connects by itself', async () => {
    expect(await ioredis().publish(unique('news'), 'hello')).toBe(0)
  })

  test('S16 ioredis calls the function given to subscribe() with the reply, never with a message', async () => {
    const news = unique('news')
    const subscriber = ioredis()
    const replies: unknown[][] = []
    const got: string[] = []
    subscriber.on('message', (_channel: string, text: string) => got.push(text))
    await subscriber.subscribe(news, (...reply: unknown[]) => replies.push(reply))
    const publisher = ioredis()
    expect(await publisher.publish(news, 'one')).toBe(1)
    await publisher.publish(news, 'end')
    await vi.waitFor(() => expect(got).toEqual(['one', 'end']), WAIT)
    // No error, and a total of one subscription.
    expect(replies).toEqual([[null, 1]])
  })

  const EXAMPLE = `
    import { createClient } from 'redis'
    const channel = ${JSON.stringify('CHANNEL')}
    const [publisher, subscriber] = await Promise.all(
      [1, 2].map(() => createClient({ url: process.env.REDIS_URL }).on('error', console.error).connect()))
    const arrived = new Promise((resolve) => subscriber.subscribe(channel, (text) => {
      console.log('Received:', text)
      resolve()
    }).then(() => publisher.publish(channel, 'hello')))
    await arrived`

  test('S18 the example prints its message once', async () => {
    const code = EXAMPLE.replace('CHANNEL', unique('news'))
    const { code: exit, stdout } = await runModule(
      `${code}\nawait publisher.close()\nawait subscriber.close()`,
    )
    expect(stdout).toBe('Received: hello\n')
    expect(exit).toBe(0)
  })

  test('S19 open connections keep the process running', async () => {
    const code = EXAMPLE.replace('CHANNEL', unique('news'))
    const { code: exit, stdout } = await runModule(`${code}
      const open = process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap')
      console.log('still open:', open.length)
      await publisher.close()
      await subscriber.close()`)
    expect(stdout).toBe('Received: hello\nstill open: 2\n')
    // The process exits once they are closed.
    expect(exit).toBe(0)
  })

  test('S20 with RESP3, the default in both clients, a subscribed connection can run other commands', async () => {
    const [one, other] = [await nodeRedis(), ioredis()]
    await one.subscribe(unique('news'), () => {})
    await other.subscribe(unique('news'))
    for (const client of [one, other]) {
      const key = unique('key')
      await client.set(key, 'value')
      expect(await client.get(key)).toBe('value')
      expect(await client.publish(unique('other'), 'hello')).toBe(0)
      await client.del([key])
    }
  })

  test('S21 with RESP2, Redis refuses other commands of node-redis, and ioredis refuses them itself', async () => {
    const news = unique('news')
    const one = await nodeRedis({ RESP: 2 })
    await one.subscribe(news, () => {})
    await expect(one.get(unique('key'))).rejects.toThrow(/^ERR Can't execute 'get'/i)

    const other = ioredis({ protocol: 2 })
    await other.subscribe(news)
    await expect(other.get(unique('key'))).rejects.toThrow('Connection in subscriber mode')
  })

  test('S21 on a single RESP3 connection, the handler runs before publish() resolves', async () => {
    const order: string[] = []
    const news = unique('news')
    const one = await nodeRedis()
    await one.subscribe(news, () => order.push('node-redis: handler'))
    await one.publish(news, 'hello').then((count) => order.push(`node-redis: count ${count}`))

    const other = ioredis()
    other.on('message', () => order.push('ioredis: handler'))
    await one.unsubscribe(news)
    await other.subscribe(news)
    await other.publish(news, 'hello').then((count) => order.push(`ioredis: count ${count}`))
    expect(order).toEqual([
      'node-redis: handler',
      'node-redis: count 1',
      'ioredis: handler',
      'ioredis: count 1',
    ])
  })
})

describe('Publishing messages', () => {
  test('S22 strings arrive unchanged with both clients', async () => {
    const news = unique('news')
    const got: string[] = []
    const subscriber = ioredis()
    subscriber.on('message', (_channel: string, text: string) => got.push(text))
    await subscriber.subscribe(news)
    const strings = ['hello', '', ' two\r\nlines ', 'naïve 好 🙂', '{"a":1}']
    const other = await nodeRedis()
    for (const string of strings) await other.publish(news, string)
    for (const string of strings) await subscriber.publish(news, string)
    await vi.waitFor(() => expect(got).toEqual([...strings, ...strings]), WAIT)
  })

  test('S22 node-redis rejects other types, and ioredis converts them to strings', async () => {
    const news = unique('news')
    const got: string[] = []
    const subscriber = ioredis()
    subscriber.on('message', (_channel: string, text: string) => got.push(text))
    await subscriber.subscribe(news)
    // As in JavaScript: the types of both clients don't allow it.
    const values = [{ a: 1 }, 5, undefined] as unknown as string[]
    const one = await nodeRedis()
    for (const value of values) await expect(one.publish(news, value)).rejects.toThrow(TypeError)
    for (const value of values) expect(await subscriber.publish(news, value)).toBe(1)
    await vi.waitFor(() => expect(got).toEqual(['[object Object]', '5', '']), WAIT)
  })

  test('S23 JSON loses parts of JavaScript values', async () => {
    const value = { gone: undefined, number: Number.NaN, date: new Date(0), map: new Map([['a', 1]]) }
    for (const connect of [connectNodeRedis, connectIoredis]) {
      const got: unknown[] = []
      const pubsub = await connect({ url: redisUrl(), namespace: '', report: () => {} })
      closeLater(() => pubsub.close())
      const news = unique('news')
      await pubsub.subscribeJson(news, (message) => void got.push(message))
      await pubsub.publishJson(news, value)
      await vi.waitFor(() => expect(got).toHaveLength(1), WAIT)
      expect(got).toEqual([{ number: null, date: '1970-01-01T00:00:00.000Z', map: {} }])
      expect(got[0]).not.toHaveProperty('gone')
    }
  })

  test('S24 a connection with the channel and two matching patterns counts as 3', async () => {
    const news = unique('news')
    const got: string[] = []
    const subscriber = await nodeRedis()
    await subscriber.subscribe(news, () => got.push('channel'))
    await subscriber.pSubscribe(`${news}*`, () => got.push('pattern'))
    await subscriber.pSubscribe(`*${news.slice(1)}`, () => got.push('other pattern'))
    expect(await ioredis().publish(news, 'hello')).toBe(3)
    await vi.waitFor(() => expect([...got].sort()).toEqual(['channel', 'other pattern', 'pattern']), WAIT)
  })

  test('S25 a subscriber with a stalled connection counts as 1', async () => {
    const proxy = await openProxy()
    const news = unique('news')
    const got: string[] = []
    const subscriber = ioredis({}, proxy.url)
    subscriber.on('message', (_channel: string, text: string) => got.push(text))
    await subscriber.subscribe(news)
    const witness = ioredis()
    const seen: string[] = []
    witness.on('message', (_channel: string, text: string) => seen.push(text))

    proxy.stall()
    expect(await ioredis().publish(news, 'one')).toBe(1)
    await witness.subscribe(news)
    expect(await ioredis().publish(news, 'two')).toBe(2)
    await vi.waitFor(() => expect(seen).toEqual(['two']), WAIT)
    expect(got).toEqual([])
  })
})

describe('Subscribing to channels', () => {
  test('S27 node-redis passes the message first, and the message event of ioredis the channel', async () => {
    const [news, chat] = [unique('news'), unique('chat')]
    const got: string[][] = []
    const subscriber = ioredis()
    subscriber.on('message', (...args: string[]) => got.push(args))
    await subscriber.subscribe(news, chat)
    const other = await nodeRedis()
    const otherGot: string[][] = []
    await other.subscribe(news, (...args) => otherGot.push(args))

    await other.publish(news, 'one')
    await other.publish(chat, 'two')
    await vi.waitFor(() => expect(got).toHaveLength(2), WAIT)
    expect(got).toEqual([
      [news, 'one'],
      [chat, 'two'],
    ])
    expect(otherGot).toEqual([['one', news]])
  })

  test('S27b if a handler throws, node-redis emits error and loses the messages behind it', async () => {
    const news = unique('news')
    const got: string[] = []
    const errors: unknown[] = []
    const failure = new Error('thrown by a handler')
    const proxy = await openProxy()
    const subscriber = await nodeRedis({ url: proxy.url })
    subscriber.on('error', (error: unknown) => errors.push(error))
    await subscriber.subscribe(news, (text) => {
      got.push(text)
      if (text === 'bad') throw failure
    })
    const witness = await nodeRedis()
    const seen: string[] = []
    await witness.subscribe(news, (text) => seen.push(text))
    // Hold all of them back, so that the client reads them in one chunk.
    proxy.stall()
    for (const text of ['good', 'bad', 'behind it']) await witness.publish(news, text)
    await vi.waitFor(() => expect(seen).toHaveLength(3), WAIT)
    proxy.resume()
    await vi.waitFor(() => expect(errors).toEqual([failure]), WAIT)
    await witness.publish(news, 'later')
    await vi.waitFor(() => expect(got).toContain('later'), WAIT)
    expect(got).toEqual(['good', 'bad', 'later'])
  })

  const FAILS = {
    'ioredis: a handler that throws': `
      const client = new Redis(process.env.REDIS_URL)
      client.on('message', () => { throw new Error('from the handler') })
      await client.subscribe(channel)`,
    'ioredis: a handler that rejects': `
      const client = new Redis(process.env.REDIS_URL)
      client.on('message', async () => { throw new Error('from the handler') })
      await client.subscribe(channel)`,
    'node-redis: a handler that rejects': `
      const client = await createClient({ url: process.env.REDIS_URL }).on('error', () => {}).connect()
      await client.subscribe(channel, async () => { throw new Error('from the handler') })`,
  }
  test.each(Object.entries(FAILS))('S27b the process crashes: %s', async (_name, code) => {
    const { code: exit, stderr } = await runModule(`
      import { Redis } from 'ioredis'
      import { createClient } from 'redis'
      const channel = '${unique('news')}'
      ${code}
      await new Redis(process.env.REDIS_URL).publish(channel, 'hello')`)
    expect(stderr).toContain('from the handler')
    expect(exit).toBe(1)
  })

  test('S28 after a second subscription to the same channel, the count is 1 and both handlers run', async () => {
    const chat = unique('chat')
    const got: string[] = []
    const subscriber = await nodeRedis()
    await subscriber.subscribe(chat, (text) => got.push(`first ${text}`))
    await subscriber.subscribe(chat, (text) => got.push(`second ${text}`))
    const publisher = await nodeRedis()
    expect(await publisher.publish(chat, 'hello')).toBe(1)
    await publisher.publish(chat, 'end')
    await vi.waitFor(() => expect(got).toContain('second end'), WAIT)
    expect(got).toEqual(['first hello', 'second hello', 'first end', 'second end'])
  })

  test('S29 both clients accept several channels in one call', async () => {
    const channels = [unique('chat'), unique('notifications')]
    const got: string[] = []
    const one = await nodeRedis()
    await one.subscribe(channels, (text, channel) => got.push(`${channel} ${text}`))
    expect(await ioredis().subscribe(...channels)).toBe(2)
    for (const channel of channels) expect(await one.publish(channel, 'hello')).toBe(2)
    await vi.waitFor(() => expect(got).toEqual(channels.map((channel) => `${channel} hello`)), WAIT)
  })

  test("S30 with node-redis, unsubscribe(channel) removes all of the channel's handlers", async () => {
    const [chat, end] = [unique('chat'), unique('end')]
    const got: string[] = []
    const subscriber = await nodeRedis()
    await subscriber.subscribe(chat, () => got.push('first'))
    await subscriber.subscribe(chat, () => got.push('second'))
    await subscriber.subscribe(end, () => got.push('end'))
    await subscriber.unsubscribe(chat)
    expect(await subscriber.publish(chat, 'hello')).toBe(0)
    await subscriber.publish(end, 'end')
    await vi.waitFor(() => expect(got).toEqual(['end']), WAIT)
  })

  test('S30 with ioredis, unsubscribe(channel) keeps the message listener', async () => {
    const chat = unique('chat')
    const subscriber = ioredis()
    const got: string[] = []
    subscriber.on('message', (_channel: string, text: string) => got.push(text))
    await subscriber.subscribe(chat)
    await subscriber.unsubscribe(chat)
    expect(await subscriber.publish(chat, 'while away')).toBe(0)
    await subscriber.subscribe(chat)
    await subscriber.publish(chat, 'again')
    await vi.waitFor(() => expect(got).toEqual(['again']), WAIT)
  })

  test('S31 with node-redis, unsubscribe() leaves patterns active', async () => {
    const [chat, pattern] = [unique('chat'), unique('p')]
    const got: string[] = []
    const subscriber = await nodeRedis()
    await subscriber.subscribe(chat, () => {})
    await subscriber.pSubscribe(`${pattern}*`, (text) => got.push(text))
    await subscriber.unsubscribe()
    const publisher = await nodeRedis()
    expect(await publisher.publish(chat, 'hello')).toBe(0)
    expect(await publisher.publish(`${pattern}1`, 'hello')).toBe(1)
    await vi.waitFor(() => expect(got).toEqual(['hello']), WAIT)
  })

  test('S31 with ioredis, unsubscribe() stays pending while a pattern is active', async () => {
    const [chat, pattern] = [unique('chat'), unique('p')]
    const got: string[] = []
    const subscriber = ioredis()
    subscriber.on('pmessage', (_pattern: string, _channel: string, text: string) => got.push(text))
    await subscriber.subscribe(chat)
    await subscriber.psubscribe(`${pattern}*`)
    let settled = false
    subscriber.unsubscribe().then(
      () => {
        settled = true
      },
      () => {},
    )
    const publisher = ioredis()
    await vi.waitFor(async () => expect(await publisher.publish(chat, 'hello')).toBe(0), WAIT)
    // Redis has replied to UNSUBSCRIBE before this message, on the same connection.
    await publisher.publish(`${pattern}1`, 'end')
    await vi.waitFor(() => expect(got).toEqual(['end']), WAIT)
    expect(settled).toBe(false)
  })
})

async function openProxy(): Promise<RedisProxy> {
  const proxy = await RedisProxy.open(redisUrl(), '')
  closeLater(() => proxy.close())
  return proxy
}

/** Waits until a process has subscribed through the proxy. */
async function subscribed(proxy: RedisProxy): Promise<void> {
  await vi.waitFor(() => expect([...proxy.links].some((link) => link.subscribed.size > 0)).toBe(true), {
    ...WAIT,
    timeout: 10_000,
  })
}
