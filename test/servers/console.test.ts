import { Redis } from 'ioredis'
import { describe, expect, test } from 'vitest'
import { RespError, type RespValue } from '../../shared/redis/resp.ts'
import { formatReply } from '../../shared/workbook/console/format-reply.ts'
import { refusal } from '../../shared/workbook/console/refuse.ts'
import { BadLine, splitLine } from '../../shared/workbook/console/split-line.ts'
import { ask, environment, needsProgram, own, startScript, until } from './support.ts'

const COMMAND = 'shared/workbook/commands/redis.ts'

describe('a typed line', () => {
  test.each([
    ['', []],
    ['   ', []],
    ['SET a 1', ['SET', 'a', '1']],
    ['  SET\ta   1 ', ['SET', 'a', '1']],
    ['SET a "b c"', ['SET', 'a', 'b c']],
    ['SET a \'b "c"\'', ['SET', 'a', 'b "c"']],
    ['SET a ""', ['SET', 'a', '']],
    ['SET a "1\\n2\\t\\"\\\\\\q"', ['SET', 'a', '1\n2\t"\\q']],
    ["SET a 'it\\'s \\n'", ['SET', 'a', "it's \\n"]],
    ['SET a "\\xc3\\xa9 é 👍"', ['SET', 'a', 'é é 👍']],
    ['SET key"with quotes"', ['SET', 'keywith quotes']],
  ])('%j', (line, words) => {
    expect(splitLine(line)).toEqual(words)
  })

  test.each(['SET a "b', "SET a 'b", 'SET "a"b', "SET 'a'b", 'SET a "b\\'])('%j is refused', (line) => {
    expect(() => splitLine(line)).toThrow(BadLine)
  })
})

describe('a reply', () => {
  const blob = (text: string) => Buffer.from(text)
  test.each<[RespValue, string]>([
    ['OK', 'OK'],
    [1, '(integer) 1'],
    [10n ** 20n, '(integer) 100000000000000000000'],
    [1.5, '(double) 1.5'],
    [true, '(true)'],
    [null, '(nil)'],
    [blob('a "b"\n\\ é'), '"a \\"b\\"\\n\\\\ é"'],
    [Buffer.from([0x61, 0xff, 0x00, 0x1b]), '"a\\xff\\x00\\x1b"'],
    [new RespError('ERR no'), '(error) ERR no'],
    [[], '(empty array)'],
    [[blob('a'), 2, null], '1) "a"\n2) (integer) 2\n3) (nil)'],
    [[[blob('a'), [blob('b')]], blob('c')], '1) 1) "a"\n   2) 1) "b"\n2) "c"'],
    [
      Array.from({ length: 10 }, () => 1),
      `${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ` ${n}) (integer) 1`).join('\n')}\n10) (integer) 1`,
    ],
    [new Map<RespValue, RespValue>([[blob('a'), 1]]), '1# "a" => (integer) 1'],
  ])('case %#', (reply, text) => {
    expect(formatReply(reply, ['GET', 'x'])).toBe(text)
  })

  test('a report of many lines is shown as it is', () => {
    expect(formatReply(blob('# Server\r\nversion:7\r\n'), ['info'])).toBe('# Server\r\nversion:7')
    expect(formatReply(blob('id=1\n'), ['CLIENT', 'LIST'])).toBe('id=1')
  })
})

describe('what is refused', () => {
  test.each([
    'FLUSHALL',
    'flushdb async',
    'SWAPDB 0 1',
    'CONFIG SET maxmemory 1',
    'config resetstat',
    'CLIENT KILL ID 3',
    'CLIENT PAUSE 1000',
    'DEBUG SLEEP 1',
    'ACL SETUSER x',
    'SCRIPT FLUSH',
    'FUNCTION DELETE x',
    'REPLICAOF NO ONE',
    'CLUSTER RESET',
    'MODULE LOAD x',
    'BGREWRITEAOF',
  ])('%s, on a server given by URL only', (line) => {
    expect(refusal(line.split(' '), false)).toMatch(/^[A-Z ]+ is not sent to a server given by URL/)
    expect(refusal(line.split(' '), true)).toBeUndefined()
  })

  test.each([
    'SHUTDOWN',
    'SUBSCRIBE a',
    'psubscribe a*',
    'SSUBSCRIBE a',
    'UNSUBSCRIBE',
    'MONITOR',
    'CLIENT REPLY OFF',
    'SYNC',
  ])('%s, anywhere', (line) => {
    expect(refusal(line.split(' '), true)).toBeDefined()
    expect(refusal(line.split(' '), false)).toBeDefined()
  })

  test.each([
    'GET a',
    'CONFIG GET save',
    'CLIENT LIST',
    'CLIENT',
    'ACL WHOAMI',
    'CLUSTER INFO',
    'DEL FLUSHALL',
    'PUBLISH a b',
    'SET config set',
  ])('%s is not', (line) => {
    expect(refusal(line.split(' '), false)).toBeUndefined()
  })
})

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
