import { delimiter, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { installHint } from '#shared/redis/install-hint.ts'
import { findPrograms } from '#shared/redis/programs.ts'
import { RedisUnavailable, type Server, type StartOptions } from '#shared/redis/server.ts'
import { start, startOwn } from '#shared/redis/start.ts'
import { ask, environment, folderWith, NEUTRAL, needsProgram, needsUnix, own } from './support.ts'

async function started(options: StartOptions): Promise<Server> {
  const server = await start(options)
  onTestFinished(() => server.stop())
  return server
}

/** The program of the system, for scripts that stand in front of it. */
const program = () => findPrograms(process.env)[0]!.file

/** What a program of that version does when it is started, and when it is asked for its version. */
const announcing = (version: string) => `#!/bin/sh
if [ "$1" = --version ]; then echo "Redis server v=${version} sha=00000000:0"; exit 0; fi
echo "7:C 01 Jan 2026 00:00:00.000 # Redis version=${version}, bits=64, commit=00000000, modified=0, pid=7, just started"
exec sleep 60
`

describe('what decides', () => {
  test('a redis-server on the PATH, when nothing is asked for', async (context) => {
    needsProgram(context)
    const server = await started({ env: NEUTRAL })
    expect(server).toMatchObject({ kind: 'server', namespace: '' })
    expect(server.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(server.label).toMatch(
      /^(redis|valkey)-server [\d.]+ from your PATH, started for this run on 127\.0\.0\.1:\d+ \(nothing is stored\)$/,
    )
    expect(await ask(server.url, ['PING'])).toBe('PONG')
    expect([...server.can].sort()).toEqual(
      ['acl', 'introspection', 'output-buffer-limit', 'persistence', 'restart'].sort(),
    )
  })

  test('the embedded server, when there is none on the PATH', async () => {
    const server = await started({ env: environment({ PATH: await folderWith() }) })
    expect(server).toMatchObject({ kind: 'embedded', namespace: '' })
    expect(server.label).toContain('because there is no redis-server or valkey-server on your PATH')
    expect(await ask(server.url, ['PING'])).toBe('PONG')
    expect([...server.can]).toEqual(['restart'])
  })

  test('the embedded server, when there is no room for the files of a redis-server', async (context) => {
    needsProgram(context)
    needsUnix(context)
    const folder = await folderWith({ file: '' })
    vi.stubEnv('TMPDIR', join(folder, 'file'))
    const server = await started({ env: NEUTRAL }).finally(() => vi.unstubAllEnvs())
    expect(server.kind).toBe('embedded')
    expect(server.label).toContain(
      `has no folder to run in: ${join(folder, 'file')} cannot be written to (ENOTDIR)`,
    )
  })

  test('a valkey-server, when there is no redis-server', async (context) => {
    needsProgram(context)
    needsUnix(context)
    const folder = await folderWith({ 'valkey-server': `#!/bin/sh\nexec ${program()} "$@"\n` })
    const server = await started({ env: environment({ PATH: `${await folderWith()}${delimiter}${folder}` }) })
    expect(server.kind).toBe('server')
    expect(server.label).toMatch(/^valkey-server /)
  })

  test('WORKBOOK_REDIS before REDIS_URL, and the caller before both', async () => {
    const elsewhere = 'redis://127.0.0.1:1'
    const forced = await started({ env: environment({ WORKBOOK_REDIS: 'embedded', REDIS_URL: elsewhere }) })
    expect(forced.kind).toBe('embedded')
    expect(forced.label).toContain('because WORKBOOK_REDIS asks for it')
    const preferred = await started({
      prefer: 'embedded',
      env: environment({ WORKBOOK_REDIS: 'server', REDIS_URL: elsewhere }),
    })
    expect(preferred.kind).toBe('embedded')
  })

  test.each(['REDIS_URL', 'WORKBOOK_REDIS'])('a URL in %s', async (variable) => {
    const theirs = await own({ prefer: 'embedded' })
    const server = await started({ env: environment({ [variable]: ` ${theirs.url} ` }) })
    expect(server).toMatchObject({ kind: 'url', url: theirs.url })
    expect(server.label).toContain(`from ${variable}`)
    expect(server.namespace).toMatch(/^wb:[0-9a-f]{8}:$/)
  })

  test('an empty variable counts as not set', async () => {
    const env = environment({ PATH: await folderWith(), REDIS_URL: '', WORKBOOK_REDIS: ' ' })
    expect((await started({ env })).kind).toBe('embedded')
  })

  test('a second server of ours, whatever URL is given', async () => {
    const env = environment({ PATH: await folderWith(), REDIS_URL: 'redis://127.0.0.1:1' })
    expect((await own({ env })).kind).toBe('embedded')
  })
})

describe('a program that will not do', () => {
  test.each([
    ['too old', announcing('6.0.16'), 'is 6.0.16, older than 6.2'],
    [
      'so old that it does not understand our configuration',
      '#!/bin/sh\nif [ "$1" = --version ]; then echo "Redis server v=3.0.6 sha=0:0"; exit 0; fi\necho "*** FATAL CONFIG FILE ERROR ***" >&2\nexit 1\n',
      'is 3.0.6, older than 6.2',
    ],
    ['broken', '#!/bin/sh\necho "cannot allocate" >&2\nexit 1\n', 'ended at once (cannot allocate)'],
    ['no program at all', '#!/no/such/interpreter\n', 'could not be run (ENOENT)'],
  ])('%s: passed over with the reason', async (_, script, reason) => {
    const folder = await folderWith({ 'redis-server': script })
    const server = await started({ env: environment({ PATH: folder }) })
    expect(server.kind).toBe('embedded')
    expect(server.label).toContain(`redis-server on your PATH ${reason}`)
  })

  test('a port that somebody took meanwhile: the next one', async (context) => {
    needsProgram(context)
    needsUnix(context)
    const folder = await folderWith()
    const script = `#!/bin/sh
if [ -e ${folder}/tried ]; then exec ${program()} "$@"; fi
touch ${folder}/tried
echo "7:M 01 Jan 2026 00:00:00.000 # Redis version=7.0.15, bits=64"
echo "7:M 01 Jan 2026 00:00:00.000 # Could not create server TCP listening socket 127.0.0.1:1: bind: Address already in use"
exit 1
`
    const server = await started({ env: environment({ PATH: await folderWith({ 'redis-server': script }) }) })
    expect(server.kind).toBe('server')
    expect(await ask(server.url, ['PING'])).toBe('PONG')
  })
})

describe('what cannot be had is told in one sentence', () => {
  async function sentence(promise: Promise<unknown>): Promise<string> {
    const error = await promise.catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(RedisUnavailable)
    const { message } = error as Error
    expect(message).not.toContain('\n')
    return message
  }

  test('a server program that is not there', async () => {
    const env = environment({ PATH: await folderWith(), WORKBOOK_REDIS: 'server' })
    expect(await sentence(start({ env }))).toBe(
      `WORKBOOK_REDIS asks for a redis-server 6.2 or later, but there is no redis-server or valkey-server on your PATH; install it with: ${installHint()}`,
    )
  })

  test('a configuration without a server program', async () => {
    const config = { appendonly: 'yes' }
    const without = environment({ PATH: await folderWith() })
    expect(await sentence(start({ env: without, config }))).toMatch(
      /^This needs a redis-server .* on your PATH/,
    )
    const forced = environment({ WORKBOOK_REDIS: 'embedded' })
    expect(await sentence(startOwn({ env: forced, config }))).toContain(
      'WORKBOOK_REDIS asks for the embedded server',
    )
  })

  test('a configuration that the server refuses, without the password in it', async (context) => {
    needsProgram(context)
    const config = { 'no-such-thing': 'topsecret', requirepass: 'topsecret' }
    const message = await sentence(startOwn({ env: NEUTRAL, config }))
    expect(message).toContain('no-such-thing')
    expect(message).not.toContain('topsecret')
  })

  test.each(['embeded', 'localhost:6379', 'p4ssw0rd'])('WORKBOOK_REDIS=%s', async (value) => {
    const message = await sentence(start({ env: environment({ WORKBOOK_REDIS: value }) }))
    expect(message).toMatch(/^WORKBOOK_REDIS must be "embedded", "server" or a URL such as redis:/)
    expect(message).not.toContain(value)
  })
})
