import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { ask, environment, needsProgram, own, startScript, until } from '../../unit/redis/servers/support.ts'

const COMMAND = 'shared/cli/commands/redis.ts'

describe('npm run redis, piped', () => {
  function typed(lines: readonly string[], env: NodeJS.ProcessEnv = { WORKBOOK_REDIS: 'embedded' }) {
    return startScript(COMMAND, [], { env: environment(env), input: `${lines.join('\n')}\n` })
  }

  test('prints one reply after the other, and nothing else, to stdout', async () => {
    const script = typed(['SET greeting "hello world"', '', 'GET greeting', 'NOPE', '"x', 'GET nothing'])
    expect(await script.ended).toBe(0)
    const [first, second, third, ...rest] = script.stdout.trimEnd().split('\n')
    expect([first, second]).toEqual(['OK', '"hello world"'])
    expect(third).toMatch(/^\(error\) ERR unknown command/)
    expect(rest).toEqual([
      'Commands of this console: help, watch, unwatch, exit.',
      'A " is opened and never closed.',
      '(nil)',
    ])
    expect(script.stderr).toMatch(/^This is the embedded server/)
  })

  test.for(['embedded', 'server'])('watches what is published, on %s', async (kind, context) => {
    if (kind === 'server') needsProgram(context)
    const lines = [
      'watch chat:* news',
      'PUBLISH chat:1 "hi there"',
      'PUBLISH news 1',
      'PUBLISH other 1',
      'unwatch chat:*',
      'PUBLISH chat:1 gone',
      'unwatch',
    ]
    const script = typed(lines, { WORKBOOK_REDIS: kind })
    expect(await script.ended).toBe(0)
    // A reply and a message come on two connections: which is first is not certain.
    const shown = script.stdout.trimEnd().split('\n')
    expect(shown.filter((line) => line.startsWith('»'))).toEqual([
      '» chat:1  "hi there"  (by chat:*)',
      '» news  "1"',
    ])
    expect(shown.filter((line) => !line.startsWith('»'))).toEqual([
      'Watching chat:* news. To stop, type: unwatch',
      '(integer) 1',
      '(integer) 1',
      '(integer) 0',
      'Watching news.',
      '(integer) 0',
      'Watching nothing.',
    ])
  })

  test('exit ends it, and what follows is not run', async () => {
    const script = typed(['help', 'exit', 'SET a 1'])
    expect(await script.ended).toBe(0)
    expect(script.stdout).toContain('WATCH and UNWATCH in capitals')
    expect(script.stdout).not.toContain('OK')
  })

  test('on a server given by URL: a warning, no password, and no command that hurts others', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { requirepass: 's3cr3t' } })
    await ask(theirs.url, ['SET', 'theirs', '1'])
    const script = typed(['FLUSHALL', 'CONFIG SET maxmemory 1', 'SHUTDOWN', 'GET theirs'], {
      REDIS_URL: theirs.url,
    })
    expect(await script.ended).toBe(0)
    expect(script.stdout.trimEnd().split('\n').at(-1)).toBe('"1"')
    expect(script.stdout.match(/is not sent to a server given by URL/g)).toHaveLength(2)
    expect(script.stderr).toContain('Others may be using it')
    expect(script.stdout + script.stderr).not.toContain('s3cr3t')
    expect(await ask(theirs.url, ['GET', 'theirs'])).toBe('1')
  })

  test('a watch that Redis refuses is told, and the earlier one goes on', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { user: 'ann on >one ~* resetchannels &open:* +@all' } })
    const lines = ['watch open:*', 'watch closed:*', 'PUBLISH open:1 hi']
    const script = typed(lines, { REDIS_URL: theirs.url.replace('redis://', 'redis://ann:one@') })
    expect(await script.ended).toBe(0)
    expect(script.stdout).toContain('(error) NOPERM')
    // ACLs want the literal pattern.
    expect(script.stdout).toContain('» open:1  "hi"  (by open:*)')
  })

  test('it stays connected to a server that closes idle connections', async (context) => {
    needsProgram(context)
    const theirs = await own({ config: { timeout: '1' } })
    const script = startScript(COMMAND, [], { env: environment({ REDIS_URL: theirs.url }) })
    const send = (line: string) => script.child.stdin!.write(`${line}\n`)
    send('watch news')
    await until('it watches', () => script.stdout.includes('Watching news'))
    const idle = new Redis(theirs.url, { retryStrategy: () => null })
    idle.on('error', () => {})
    await idle.ping()
    await until('another one was closed for being idle', () => idle.status === 'end')
    send('PUBLISH news hi')
    await until('the message', () => script.stdout.includes('» news'))
    send('exit')
    expect(await script.ended).toBe(0)
  })

  test('a server that goes away ends it with a sentence', async (context) => {
    needsProgram(context)
    const theirs = await own({ prefer: 'server' })
    const script = startScript(COMMAND, [], { env: environment({ REDIS_URL: theirs.url }) })
    script.child.stdin!.write('PING\n')
    await until('it has answered', () => script.stdout.includes('PONG'))
    await theirs.crash()
    expect(await script.ended).toBe(1)
    expect(script.stderr).toContain('The connection to Redis is lost.')
  })

  test('a URL that leads nowhere: one sentence and exit code 2', async () => {
    const script = typed(['PING'], { REDIS_URL: 'redis://:s3cr3t@127.0.0.1:1' })
    expect(await script.ended).toBe(2)
    expect(script.stderr).toMatch(/^redis:\/\/:\*\*\*@127\.0\.0\.1:1 cannot be reached: [^\n]+\n$/)
    expect(script.stdout).toBe('')
  })

  test('words that it does not take: exit code 2', async () => {
    const script = startScript(COMMAND, ['GET'], { input: '' })
    expect(await script.ended).toBe(2)
    expect(script.stderr).toContain('npm run redis')
  })
})
