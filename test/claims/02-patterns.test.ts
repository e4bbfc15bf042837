/**
 * Proves the findings in `findings/02-patterns.ts`: each test's name begins with the id of its claim.
 *
 * @module
 */
import { describe, expect, test, vi } from 'vitest'
import { ioredis, nodeRedis, unique } from './clients.ts'

const WAIT = { timeout: 5000, interval: 5 }

describe('What is Pub/Sub', () => {
  test('S9 a message arrives once for each pattern that matches', async () => {
    const user = unique('user')
    const subscriber = ioredis()
    const got: string[][] = []
    subscriber.on('pmessage', (...event: string[]) => got.push(event))
    await subscriber.psubscribe(`${user}:*`, `${user}:l*`)
    expect(await ioredis().publish(`${user}:login`, 'Anna')).toBe(2)
    await vi.waitFor(() => expect(got).toHaveLength(2), WAIT)
    expect(got.map(([pattern]) => pattern).sort()).toEqual([`${user}:*`, `${user}:l*`])
  })

  test('S9 NUMSUB and CHANNELS ignore pattern subscriptions', async () => {
    const user = unique('user')
    const [subscriber, other] = [ioredis(), ioredis()]
    await subscriber.psubscribe(`${user}:*`)
    expect(await other.pubsub('NUMSUB', `${user}:login`)).toEqual([`${user}:login`, 0])
    expect(await other.pubsub('CHANNELS', `${user}*`)).toEqual([])
    expect(await other.publish(`${user}:login`, 'Anna')).toBe(1)
  })
})

describe('Pattern-based subscriptions', () => {
  test('S32 node-redis passes the message and the channel, but not the pattern', async () => {
    const user = unique('user')
    const got: unknown[][] = []
    const subscriber = await nodeRedis()
    await subscriber.pSubscribe(`${user}:*`, (...args: unknown[]) => void got.push(args))
    await ioredis().publish(`${user}:login`, 'Anna')
    await vi.waitFor(() => expect(got).toEqual([['Anna', `${user}:login`]]), WAIT)
  })

  test('S32 the pmessage event of ioredis passes the pattern, the channel and the message', async () => {
    const user = unique('user')
    const got: unknown[][] = []
    const asListener: unknown[][] = []
    const subscriber = ioredis()
    subscriber.on('pmessage', (...args: unknown[]) => got.push(args))
    await subscriber.psubscribe(`${user}:*`, (...args: unknown[]) => void asListener.push(args))
    await ioredis().publish(`${user}:login`, 'Anna')
    await vi.waitFor(() => expect(got).toEqual([[`${user}:*`, `${user}:login`, 'Anna']]), WAIT)
    // The function after the pattern is called with the reply to PSUBSCRIBE.
    expect(asListener).toEqual([[null, 1]])
  })

  test('S33 * matches any string, including the empty one and colons', async () => {
    const user = unique('user')
    const { publish, got } = await subscribed(`${user}:*`)
    for (const end of [':login', ':', ':account:locked', ':a b\n', ':好'])
      expect(await publish(user + end)).toBe(1)
    for (const end of ['', '.created', 's:login']) expect(await publish(user + end)).toBe(0)
    expect(await publish(`${user.toUpperCase()}:login`)).toBe(0)
    await vi.waitFor(() => expect(got).toHaveLength(5), WAIT)
  })

  test('S33 ? matches a byte, [ab] one of its characters, a backslash escapes, and braces are literal', async () => {
    const name = unique('name')
    const cases: [pattern: string, ends: string[], not: string[]][] = [
      ['?', ['a', ':'], ['', 'ab', 'ö']],
      ['??', ['ab', 'ö'], ['a']],
      ['[ab]', ['a', 'b'], ['c', 'A']],
      ['[^a]', ['b'], ['a']],
      ['[!a]', ['!', 'a'], ['b']],
      ['[a-c]', ['b'], ['d']],
      ['\\*', ['*'], ['a']],
      ['{a,b}', ['{a,b}'], ['a', 'b']],
    ]
    for (const [pattern, ends, not] of cases) {
      const { publish, close } = await subscribed(`${name}:${pattern}`)
      for (const end of ends) expect(await publish(`${name}:${end}`), `${pattern} ${end}`).toBe(1)
      for (const end of not) expect(await publish(`${name}:${end}`), `${pattern} ${end}`).toBe(0)
      await close()
    }
  })

  test('S34 user:* matches user:login, user:logout and user:register', async () => {
    const user = unique('user')
    const { publish, got } = await subscribed(`${user}:*`)
    for (const end of ['login', 'logout', 'register']) await publish(`${user}:${end}`)
    await vi.waitFor(
      () => expect(got).toEqual(['login', 'logout', 'register'].map((end) => `${user}:${end}`)),
      WAIT,
    )
  })

  test('S35 chat:room:* matches all rooms, and also chat:room:1:typing', async () => {
    const chat = unique('chat')
    const { publish, got } = await subscribed(`${chat}:room:*`)
    const rooms = ['1', '2', 'lobby', '1:typing'].map((id) => `${chat}:room:${id}`)
    for (const room of rooms) expect(await publish(room)).toBe(1)
    await vi.waitFor(() => expect(got).toEqual(rooms), WAIT)
  })

  test('S36 split() returns only the first part of an ID with a colon', async () => {
    const chat = unique('chat')
    const { publish, got } = await subscribed(`${chat}:room:*`)
    for (const id of ['42', 'eu:42', 'us:42']) await publish(`${chat}:room:${id}`)
    await vi.waitFor(() => expect(got).toHaveLength(3), WAIT)
    const parts = got.map((channel) => `chat${channel.slice(chat.length)}`.split(':')[2])
    expect(parts).toEqual(['42', 'eu', 'us'])
  })

  test('S37 pUnsubscribe() removes exactly the given pattern', async () => {
    const chat = unique('chat')
    const subscriber = await nodeRedis()
    await subscriber.pSubscribe(`${chat}:room:*`, () => {})
    const publisher = ioredis()
    await subscriber.pUnsubscribe(`${chat}:*`)
    expect(await publisher.publish(`${chat}:room:1`, 'hello')).toBe(1)
    await subscriber.pUnsubscribe(`${chat}:room:*`)
    expect(await publisher.publish(`${chat}:room:1`, 'hello')).toBe(0)
  })

  test('S37 unsubscribe() leaves patterns active', async () => {
    const chat = unique('chat')
    const subscriber = await nodeRedis()
    await subscriber.subscribe(`${chat}:room:1`, () => {})
    await subscriber.pSubscribe(`${chat}:room:*`, () => {})
    const publisher = ioredis()
    expect(await publisher.publish(`${chat}:room:1`, 'hello')).toBe(2)
    await subscriber.unsubscribe()
    expect(await publisher.publish(`${chat}:room:1`, 'hello')).toBe(1)
  })

  test("S38 user:* doesn't match user.created", async () => {
    const user = unique('user')
    const { publish } = await subscribed(`${user}:*`)
    expect(await publish(`${user}:created`)).toBe(1)
    expect(await publish(`${user}.created`)).toBe(0)
  })

  test("S38 publishing to a pattern doesn't reach the channels that it matches", async () => {
    const user = unique('user')
    const [subscriber, publisher] = [ioredis(), ioredis()]
    await subscriber.subscribe(`${user}:login`)
    expect(await publisher.publish(`${user}:*`, 'to all of them?')).toBe(0)
  })
})

/** Subscribes to a pattern. `got` collects the channels of its messages. */
async function subscribed(pattern: string) {
  const got: string[] = []
  const [subscriber, publisher] = [ioredis(), ioredis()]
  subscriber.on('pmessage', (_: string, channel: string) => got.push(channel))
  await subscriber.psubscribe(pattern)
  return {
    got,
    publish: (channel: string) => publisher.publish(channel, 'hello'),
    close: () => subscriber.punsubscribe(pattern),
  }
}
