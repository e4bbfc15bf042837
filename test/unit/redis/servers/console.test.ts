import { describe, expect, test } from 'vitest'
import { refusal } from '#shared/cli/console/refuse.ts'
import { formatReply } from '#shared/redis/format-reply.ts'
import { RespError, type RespValue } from '#shared/redis/resp.ts'
import { BadLine, splitLine } from '#shared/redis/split-line.ts'

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
