import { readFile } from 'node:fs/promises'
import net from 'node:net'
import { describe, expect, test } from 'vitest'
import { findPrograms } from '#shared/redis/programs.ts'
import type { OwnServer } from '#shared/redis/server.ts'
import { startOwn } from '#shared/redis/start.ts'
import {
  ask,
  isAlive,
  NEUTRAL,
  needsProgram,
  own,
  startScript,
  until,
} from '../../unit/redis/servers/support.ts'

const KINDS = ['embedded', 'server'] as const

const portOf = (server: OwnServer) => Number(new URL(server.url).port)

async function pidOf(server: OwnServer): Promise<number> {
  return Number(/process_id:(\d+)/.exec(String(await ask(server.url, ['INFO', 'server'])))?.[1])
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

describe.each(KINDS)('%s', (kind) => {
  test('restart and crash: the same port, and data that were not stored are gone', async (context) => {
    if (kind === 'server') needsProgram(context)
    const server = await own({ prefer: kind })
    await ask(server.url, ['SET', 'a', '1'])
    await server.restart()
    expect(await ask(server.url, ['GET', 'a'])).toBeNull()

    await ask(server.url, ['SET', 'a', '1'])
    await server.crash()
    expect(await accepts(portOf(server))).toBe(false)
    await server.crash()
    await server.restart()
    expect(await ask(server.url, ['GET', 'a'])).toBeNull()
  })

  test('a crash and a restart cut those who are connected', async (context) => {
    if (kind === 'server') needsProgram(context)
    const server = await own({ prefer: kind })
    for (const hurt of [() => server.crash(), () => server.restart()]) {
      const socket = net.connect({ port: portOf(server), host: '127.0.0.1' })
      socket.on('error', () => {})
      await new Promise((resolve) => socket.once('connect', resolve))
      const cut = new Promise((resolve) => socket.once('close', resolve))
      socket.resume()
      await hurt()
      await cut
      if (!(await accepts(portOf(server)))) await server.restart()
    }
  })

  test('stop ends it with clients connected, twice does no harm, and it does not come back', async (context) => {
    if (kind === 'server') needsProgram(context)
    const server = await own({ prefer: kind })
    const socket = net.connect({ port: portOf(server), host: '127.0.0.1' })
    socket.on('error', () => {})
    await new Promise((resolve) => socket.once('connect', resolve))
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
    expect(await accepts(portOf(server))).toBe(false)
    await expect(server.restart()).rejects.toThrow('has been stopped')
    socket.destroy()
  })

  test('listens on 127.0.0.1 alone', async (context) => {
    if (process.platform !== 'linux') context.skip('reads /proc/net/tcp, which only Linux has')
    if (kind === 'server') needsProgram(context)
    const server = await own({ prefer: kind })
    expect(await listeningOn(portOf(server))).toEqual(['0100007F'])
    await server.restart()
    expect(await listeningOn(portOf(server))).toEqual(['0100007F'])
  })

  test('several at once, each on its own port', async (context) => {
    if (kind === 'server') needsProgram(context)
    const servers = await Promise.all([1, 2, 3, 4].map(() => own({ prefer: kind })))
    expect(new Set(servers.map(portOf)).size).toBe(4)
    await Promise.all(servers.map((server, i) => ask(server.url, ['SET', 'a', String(i)])))
    expect(await Promise.all(servers.map((server) => ask(server.url, ['GET', 'a'])))).toEqual([
      '0',
      '1',
      '2',
      '3',
    ])
  })

  test('does not keep its process alive', async (context) => {
    if (kind === 'server') needsProgram(context)
    const env = { ...NEUTRAL, WORKBOOK_REDIS: kind }
    const script = startScript('test/e2e/processes/fixtures/own-server.ts', [], { env })
    expect(await script.ended).toBe(0)
    expect(JSON.parse(script.stdout).kind).toBe(kind)
  })
})

test('the embedded server outlives a client that breaks off in the middle of a command', async () => {
  const server = await own({ prefer: 'embedded' })
  for (const last of ['*3\r\n$3\r\nSET\r\n', 'BLPOP l 0\r\n', 'SUBSCRIBE a\r\nGET a\r\n']) {
    const socket = net.connect({ port: portOf(server), host: '127.0.0.1' })
    await new Promise<void>((resolve) => socket.write(`PING\r\n${last}`, () => resolve()))
    await new Promise((resolve) => socket.once('data', resolve))
    socket.resetAndDestroy()
  }
  expect(await ask(server.url, ['SET', 'a', '1'], ['GET', 'a'])).toBe('1')
})

describe('with settings of its own', () => {
  test('an append-only file survives a restart and a crash', async (context) => {
    needsProgram(context)
    const server = await own({ config: { appendonly: 'yes', appendfsync: 'always' } })
    await ask(server.url, ['SET', 'a', '1'])
    await server.restart()
    expect(await ask(server.url, ['GET', 'a'])).toBe('1')
    await ask(server.url, ['SET', 'b', '2'])
    await server.crash()
    await server.restart()
    expect(await ask(server.url, ['MGET', 'a', 'b'])).toEqual(['1', '2'])
    expect(server.label).toContain('its data is deleted when the run ends')
  })

  test('a snapshot is written in good order, and not in a crash', async (context) => {
    needsProgram(context)
    const server = await own({ config: { save: '3600 1' } })
    await ask(server.url, ['SET', 'a', '1'])
    await server.restart()
    expect(await ask(server.url, ['GET', 'a'])).toBe('1')
    await ask(server.url, ['SET', 'b', '2'])
    await server.crash()
    await server.restart()
    expect(await ask(server.url, ['MGET', 'a', 'b'])).toEqual(['1', null])
  })

  test('a password with all kinds of characters is in the URL and not in the label', async (context) => {
    needsProgram(context)
    const password = `p@ss/w#rd ?%25"'\\ é`
    const server = await own({ config: { requirepass: password } })
    expect(decodeURIComponent(new URL(server.url).password)).toBe(password)
    expect(await ask(server.url, ['PING'])).toBe('PONG')
    expect(server.label).not.toContain('p@ss')
  })

  test('several lines of one name', async (context) => {
    needsProgram(context)
    const user = ['ann on >one ~* &* +@all', 'bob on >two ~* &* +@all']
    const server = await own({ config: { user } })
    const asBob = server.url.replace('redis://', 'redis://bob:two@')
    expect(await ask(asBob, ['ACL', 'WHOAMI'])).toBe('bob')
  })

  test('address and port stay ours', async (context) => {
    needsProgram(context)
    if (process.platform !== 'linux') context.skip('reads /proc/net/tcp, which only Linux has')
    const server = await own({
      config: { bind: '0.0.0.0', port: '1', 'protected-mode': 'no', loglevel: 'warning' },
    })
    expect(await listeningOn(portOf(server))).toEqual(['0100007F'])
  })
})

test('a restart waits for a port that somebody holds for a moment', async (context) => {
  needsProgram(context)
  const server = await own()
  await server.crash()
  const intruder = net.createServer()
  await new Promise<void>((resolve) => intruder.listen(portOf(server), '127.0.0.1', resolve))
  const restarted = server.restart()
  setTimeout(() => intruder.close(), 200)
  await restarted
  expect(await ask(server.url, ['PING'])).toBe('PONG')
})

test('a server that ended by itself can be started again', async (context) => {
  needsProgram(context)
  const server = await own()
  await ask(server.url, ['SHUTDOWN', 'NOSAVE']).catch(() => {})
  await until('it is gone', async () => !(await accepts(portOf(server))))
  await server.restart()
  expect(await ask(server.url, ['PING'])).toBe('PONG')
})

test('restarts and stops at the same time leave nothing behind', async (context) => {
  needsProgram(context)
  const server = await startOwn({ env: NEUTRAL, prefer: 'server' })
  const first = await pidOf(server)
  const folder = String(((await ask(server.url, ['CONFIG', 'GET', 'dir'])) as string[])[1])
  const calls = [server.restart(), server.crash(), server.restart(), server.stop(), server.restart()]
  const results = await Promise.allSettled(calls)
  expect(results.map((result) => result.status)).toEqual([
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'rejected',
  ])
  expect(await isAlive(first)).toBe(false)
  expect(await accepts(portOf(server))).toBe(false)
  await expect(readFile(`${folder}/redis.conf`)).rejects.toThrow('ENOENT')
})

test('a program is found with its absolute path', () => {
  for (const { file } of findPrograms(process.env)) expect(file).toMatch(/^(\/|[A-Z]:\\)/)
})

/** The addresses, in hexadecimal, on which somebody listens on a port, over IPv4 and IPv6. */
async function listeningOn(port: number): Promise<string[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  )
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return tables
    .join('\n')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => state === '0A' && local?.endsWith(`:${wanted}`))
    .map(([, local]) => local!.split(':')[0]!)
}
