import { createClient, defineScript } from 'redis'
import { expect, test } from 'vitest'
import { cacheNodeRedisClasses } from '#shared/checks/node-redis-class-cache.ts'

cacheNodeRedisClasses()

const URLS = ['redis://127.0.0.1:7001', 'redis://:secret@127.0.0.1:7002/3'] as const

/** The class of a client: it is made by `Object.create` of an instance. */
function classOf(client: object): unknown {
  return Object.getPrototypeOf(Object.getPrototypeOf(client)).constructor
}

test('clients of several URLs are of one class, and keep what is theirs', () => {
  const [one, other] = URLS.map((url) => createClient({ url, name: url.slice(-4) }))
  expect(classOf(one!)).toBe(classOf(other!))
  expect(one!.options).toMatchObject({ socket: { port: 7001 }, name: '7001' })
  expect(other!.options).toMatchObject({
    socket: { port: 7002 },
    name: '02/3',
    password: 'secret',
    database: 3,
  })
})

test('the version of the protocol and the modules make a class of their own', () => {
  const module = { greet: { parseCommand() {}, transformReply: undefined as unknown as () => string } }
  const clients = [
    createClient({ url: URLS[0], RESP: 2 }),
    createClient({ url: URLS[0], RESP: 3 }),
    createClient({ url: URLS[0], modules: { house: module } }),
  ]
  expect(new Set(clients.map(classOf)).size).toBe(3)
  expect(classOf(createClient({ url: URLS[1], RESP: 2 }))).toBe(classOf(clients[0]!))
  expect(clients.map((client) => 'house' in client)).toEqual([false, false, true])
})

test('scripts are left to node-redis', () => {
  const script = (answer: number) =>
    defineScript({
      SCRIPT: `return ${answer}`,
      NUMBER_OF_KEYS: 0,
      parseCommand() {},
      transformReply: (reply: number) => reply,
    })
  const plain = createClient({ url: URLS[0] })
  const one = createClient({ url: URLS[0], scripts: { one: script(1) } })
  const two = createClient({ url: URLS[1], scripts: { two: script(2) } })
  expect('one' in one && 'two' in two).toBe(true)
  expect('two' in one || 'one' in two || 'one' in plain).toBe(false)
})
