import { describe, expect, test } from 'vitest'
import {
  encodeCommand,
  type Frame,
  ProtocolError,
  plain,
  RespError,
  RespReader,
  type RespValue,
  type Side,
  textOf,
} from '#shared/redis/resp.ts'
import { generator } from './random.ts'

function readAll(bytes: string | Buffer, side: Side = 'replies'): Frame[] {
  return [...new RespReader(side).read(Buffer.from(bytes))]
}

function onlyValue(bytes: string): RespValue {
  const frames = readAll(bytes)
  expect(frames).toHaveLength(1)
  expect(frames[0]!.end).toBe(Buffer.byteLength(bytes))
  return frames[0]!.value
}

describe('values', () => {
  const table: [name: string, bytes: string, value: unknown][] = [
    ['status', '+OK\r\n', 'OK'],
    ['empty status', '+\r\n', ''],
    ['error', '-ERR no such thing\r\n', new RespError('ERR no such thing')],
    ['integer', ':1000\r\n', 1000],
    ['negative integer', ':-5\r\n', -5],
    ['integer beyond what a number holds', ':9223372036854775807\r\n', 9223372036854775807n],
    ['blob', '$5\r\nhello\r\n', Buffer.from('hello')],
    ['empty blob', '$0\r\n\r\n', Buffer.alloc(0)],
    ['blob with line ends in it', '$6\r\na\r\nb\r\n\r\n', Buffer.from('a\r\nb\r\n')],
    ['null blob', '$-1\r\n', null],
    ['array', '*2\r\n:1\r\n+a\r\n', [1, 'a']],
    ['empty array', '*0\r\n', []],
    ['null array', '*-1\r\n', null],
    ['nested arrays', '*2\r\n*1\r\n:1\r\n*2\r\n*0\r\n:2\r\n', [[1], [[], 2]]],
    ['null inside an array', '*3\r\n$1\r\na\r\n$-1\r\n_\r\n', [Buffer.from('a'), null, null]],
    ['null', '_\r\n', null],
    ['true', '#t\r\n', true],
    ['false', '#f\r\n', false],
    ['double', ',1.5\r\n', 1.5],
    ['double with an exponent', ',1e-7\r\n', 1e-7],
    ['infinity', ',inf\r\n', Number.POSITIVE_INFINITY],
    ['minus infinity', ',-inf\r\n', Number.NEGATIVE_INFINITY],
    ['not a number', ',nan\r\n', Number.NaN],
    [
      'big number',
      '(3492890328409238509324850943850943825024385\r\n',
      3492890328409238509324850943850943825024385n,
    ],
    ['blob error', '!9\r\nERR a\r\nb!\r\n', new RespError('ERR a\r\nb!')],
    ['verbatim string', '=8\r\ntxt:some\r\n', Buffer.from('some')],
    ['set', '~2\r\n:1\r\n:2\r\n', new Set([1, 2])],
    [
      'map',
      '%2\r\n+a\r\n:1\r\n+b\r\n*1\r\n:2\r\n',
      new Map<string, RespValue>([
        ['a', 1],
        ['b', [2]],
      ]),
    ],
    ['empty map', '%0\r\n', new Map()],
    ['push', '>2\r\n+a\r\n:1\r\n', ['a', 1]],
    ['attribute before a value', '|1\r\n+ttl\r\n:3600\r\n:7\r\n', 7],
    ['attribute within an array', '*2\r\n:1\r\n|1\r\n+a\r\n*1\r\n:9\r\n:2\r\n', [1, 2]],
    ['attribute within an attribute', '|1\r\n+a\r\n|1\r\n+b\r\n:1\r\n:2\r\n:3\r\n', 3],
    ['empty attribute', '|0\r\n:3\r\n', 3],
  ]
  test.each(table)('%s', (_name, bytes, value) => {
    expect(onlyValue(bytes)).toEqual(value)
  })

  test('bytes that are no UTF-8 stay what they are', () => {
    const content = Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0xfe])
    const bytes = Buffer.concat([Buffer.from('$5\r\n'), content, Buffer.from('\r\n')])
    expect(readAll(bytes)[0]!.value).toEqual(content)
  })

  test('a push is told from an array by its type', () => {
    const types = readAll('>1\r\n+a\r\n*1\r\n+a\r\n').map((frame) => frame.type)
    expect(types).toEqual(['>', '*'])
  })

  test('a message in the middle of another reply is a frame of its own', () => {
    const frames = readAll('*2\r\n>3\r\n+message\r\n+c\r\n+m\r\n:1\r\n:2\r\n')
    expect(frames.map(({ value, nested }) => ({ value, nested }))).toEqual([
      { value: ['message', 'c', 'm'], nested: true },
      { value: [1, 2], nested: false },
    ])
  })

  test('an acknowledgement in the middle of another reply is one of its items', () => {
    const frames = readAll('*2\r\n>3\r\n+subscribe\r\n+c\r\n:1\r\n:2\r\n')
    expect(frames.map((frame) => frame.value)).toEqual([[['subscribe', 'c', 1], 2]])
  })

  test('an aggregate may be very deep', () => {
    const depth = 100_000
    expect(readAll(`${'*1\r\n'.repeat(depth)}:1\r\n`)).toHaveLength(1)
  })
})

describe('what is not RESP', () => {
  const table: [name: string, bytes: string][] = [
    ['another protocol', 'HTTP/1.1 400 Bad Request\r\n'],
    ['a length that is no number', '$five\r\nhello\r\n'],
    ['a length that is empty', '*\r\n'],
    ['a streamed string', '$?\r\n;4\r\nHell\r\n'],
    ['a blob that is longer than it says', '$3\r\nhello\r\n'],
    ['a blob beyond all bounds', '$99999999999\r\n'],
    ['a line that ends with LF alone', '+OK\n'],
    ['a boolean that is neither', '#x\r\n'],
    ['a number that is none', ':1x\r\n'],
    ['a double that is none', ',\r\n'],
    ['an empty line', '\r\n'],
  ]
  test.each(table)('%s', (_name, bytes) => {
    expect(() => readAll(bytes)).toThrow(ProtocolError)
  })

  test('a line without an end is given up', () => {
    const reader = new RespReader()
    const chunk = Buffer.alloc(64 * 1024, 'a')
    expect(() => {
      for (let i = 0; i < 100; i += 1) for (const _frame of reader.read(chunk)) expect.unreachable()
    }).toThrow(ProtocolError)
  })

  test('the frames before it are read', () => {
    const reader = new RespReader()
    const seen: RespValue[] = []
    expect(() => {
      for (const frame of reader.read(Buffer.from(':1\r\n:2\r\nwhat\r\n'))) seen.push(frame.value)
    }).toThrow(ProtocolError)
    expect(seen).toEqual([1, 2])
  })
})

describe('commands', () => {
  const words = (bytes: string) =>
    readAll(bytes, 'commands').map((frame) => (frame.value as RespValue[]).map(textOf))

  test('as clients send them', () => {
    expect(words('*2\r\n$3\r\nGET\r\n$1\r\na\r\n*1\r\n$4\r\nPING\r\n')).toEqual([['GET', 'a'], ['PING']])
  })

  test('inline, as people type them', () => {
    expect(words('PING\r\n')).toEqual([['PING']])
    expect(words('  SET  a   "b c"\n')).toEqual([['SET', 'a', 'b c']])
    expect(words("SET a 'b c'\r\n\r\nGET a\r\n")).toEqual([['SET', 'a', 'b c'], [], ['GET', 'a']])
  })

  test('an empty one is no error', () => {
    expect(readAll('*0\r\n*-1\r\n', 'commands').map((frame) => frame.value)).toEqual([[], null])
  })

  test('one whose items are not blobs is not RESP', () => {
    expect(() => readAll('*1\r\n:1\r\n', 'commands')).toThrow(ProtocolError)
    expect(() => readAll('*1\r\n*1\r\n$1\r\na\r\n', 'commands')).toThrow(ProtocolError)
  })

  test('what encodeCommand writes is read back', () => {
    const args = ['SET', '', 'a\r\nb', 'ünï', '$3']
    expect(words(encodeCommand(args).toString())).toEqual([args])
  })
})

describe('chunks', () => {
  const MANY = [
    '+OK\r\n',
    '$12\r\nhello\r\nworld\r\n',
    '%2\r\n$1\r\na\r\n*2\r\n:1\r\n_\r\n$1\r\nb\r\n~1\r\n,0.5\r\n',
    '|1\r\n+a\r\n+b\r\n>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$0\r\n\r\n',
    '*2\r\n>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\n1\r\n:1\r\n$-1\r\n',
    '-ERR a\r\n',
    '*0\r\n',
    '!3\r\nERR\r\n',
  ].join('')

  test('every way to cut in two gives the same', () => {
    const whole = readAll(MANY).map(({ type, value, nested }) => ({ type, value, nested }))
    const bytes = Buffer.from(MANY)
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const reader = new RespReader()
      const frames = [...reader.read(bytes.subarray(0, cut)), ...reader.read(bytes.subarray(cut))]
      expect(frames.map(({ type, value, nested }) => ({ type, value, nested }))).toEqual(whole)
    }
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('random values in random chunks (seed %i)', (seed) => {
    const random = generator(seed)
    const values = Array.from({ length: 200 }, () => random.reply(3))
    const bytes = Buffer.concat(values.map((value) => value.bytes))
    const reader = new RespReader()
    const read: RespValue[] = []
    for (let at = 0; at < bytes.length; ) {
      const size = random.below(5) === 0 ? random.below(400) : random.below(7)
      const chunk = bytes.subarray(at, at + size)
      let end = 0
      for (const frame of reader.read(chunk)) {
        expect(frame.end).toBeGreaterThan(end)
        expect(frame.end).toBeLessThanOrEqual(chunk.length)
        end = frame.end
        read.push(frame.value)
      }
      at += size
    }
    expect(read).toEqual(values.map(({ value }) => value))
  })

  test('`end` says where each frame ends, so that a caller can leave and come back', () => {
    const bytes = Buffer.from(MANY)
    const reader = new RespReader()
    const read: RespValue[] = []
    let rest = bytes
    while (rest.length > 0) {
      const [frame] = reader.read(rest)
      read.push(frame!.value)
      rest = rest.subarray(frame!.end)
    }
    expect(read).toEqual(readAll(MANY).map((frame) => frame.value))
  })

  test('64 MB in chunks of 64 KB are copied once, not once per chunk', () => {
    const size = 64 * 1024 * 1024
    const reader = new RespReader()
    const chunk = Buffer.alloc(64 * 1024, 'x')
    const concat = Buffer.concat
    let copied = 0
    Buffer.concat = (list, total) => {
      const joined = concat(list as Buffer[], total)
      copied += joined.length
      return joined
    }
    try {
      const frames = [...reader.read(Buffer.from(`$${size}\r\n`))]
      for (let sent = 0; sent < size; sent += chunk.length) frames.push(...reader.read(chunk))
      frames.push(...reader.read(Buffer.from('\r\n')))
      expect(frames).toHaveLength(1)
      expect((frames[0]!.value as Buffer).length).toBe(size)
      expect(copied).toBeLessThan(1.1 * size)
    } finally {
      Buffer.concat = concat
    }
  })
})

describe('plain', () => {
  test('gives what a reader of a timeline expects', () => {
    const map = new Map<RespValue, RespValue>([
      [Buffer.from('a'), new Set<RespValue>([Buffer.from('b'), 1])],
      ['c', [null, true]],
    ])
    expect(plain(map)).toEqual({ a: ['b', 1], c: [null, true] })
  })

  test('keeps an error an error', () => {
    expect(plain([new RespError('ERR a')])).toEqual([new RespError('ERR a')])
  })
})
