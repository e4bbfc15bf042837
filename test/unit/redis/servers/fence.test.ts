import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { expect, onTestFinished, test } from 'vitest'
import { RedisProxy } from '#shared/redis/proxy.ts'
import { start } from '#shared/redis/start.ts'
import { ask, environment, needsProgram, own } from './support.ts'

/** A client behind a proxy that keeps it to names of `wb:1:`. */
async function fenced(url: string): Promise<{ client: Redis; proxy: RedisProxy }> {
  const proxy = await RedisProxy.open(url, 'wb:1:')
  const client = new Redis(proxy.url)
  onTestFinished(async () => {
    client.disconnect()
    await proxy.close()
  })
  return { client, proxy }
}

test.each([
  'FLUSHALL',
  'FLUSHDB',
  'SWAPDB 0 1',
  'CONFIG SET maxmemory 1',
  'SCRIPT FLUSH',
  'DEBUG SLEEP 1',
  'REPLICAOF 127.0.0.1 1',
  'CLIENT KILL TYPE normal',
  'SHUTDOWN NOSAVE',
])('on a server that is not ours, %s is refused by the workbook', async (line) => {
  const theirs = await own()
  await ask(theirs.url, ['SET', 'theirs', '1'])
  const { client } = await fenced(theirs.url)
  const [name, ...args] = line.split(' ')
  await expect(client.call(name!, ...args)).rejects.toThrow(
    `NOPERM the workbook refused ${name}: others may be using this Redis`,
  )
  expect(await ask(theirs.url, ['GET', 'theirs'])).toBe('1')
})

test('names of others are refused, those of the run are not, and faults come and go', async () => {
  const theirs = await own()
  const { client, proxy } = await fenced(theirs.url)
  const refused = /the workbook refused \w+: on this Redis, names have to begin with wb:1:/
  await expect(client.set('theirs', '2')).rejects.toThrow(refused)
  await expect(client.publish('theirs', 'm')).rejects.toThrow(refused)
  await expect(client.subscribe('wb:1:a', 'theirs')).rejects.toThrow(refused)
  await expect(client.psubscribe('*')).rejects.toThrow(refused)
  proxy.restore()
  await expect(client.del('theirs')).rejects.toThrow(refused)
  expect(await client.set('wb:1:a', '1')).toBe('OK')
  expect(await client.get('theirs')).toBe(null)
  expect(await client.publish('wb:1:a', 'm')).toBe(0)
  expect(await client.psubscribe('wb:1:*')).toBe(1)
  // With characters escaped that need it, and that don't.
  expect(await client.psubscribe('wb\\:1\\:a\\*')).toBe(2)
  await expect(client.psubscribe('wb\\:2:*')).rejects.toThrow(refused)
})

test('by the address of IPv6 both clients get a URL that they can read', async (context) => {
  needsProgram(context)
  const theirs = await own({ config: { requirepass: 'pass word' } })
  await ask(theirs.url, ['CONFIG', 'SET', 'bind', '127.0.0.1 ::1'])
  const { port, password } = new URL(theirs.url)
  const server = await start({ env: environment({ REDIS_URL: `redis://:${password}@[::1]:${port}/1` }) })
  onTestFinished(() => server.stop())
  expect(server.label).toContain(`redis://:***@[::1]:${port}/1`)
  const node = await createClient({ url: server.url }).connect()
  const io = new Redis(server.url)
  onTestFinished(() => {
    node.destroy()
    io.disconnect()
  })
  expect(await node.set(`${server.namespace}a`, '1')).toBe('OK')
  expect(await io.get(`${server.namespace}a`)).toBe('1')
})
