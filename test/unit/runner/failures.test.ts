import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { captureUnhandled } from '#shared/checks/capture-unhandled.ts'
import type { CheckContext, CheckEnvironment } from '#shared/checks/check-context.ts'
import { codeFrame } from '#shared/checks/code-frame.ts'
import { describe as describeError } from '#shared/checks/failure.ts'
import { loadErrorText } from '#shared/checks/load-error.ts'
import type { TimelineEvent } from '#shared/checks/outcome.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { onOneLine } from '#shared/checks/show.ts'
import { frameOf, placeOf } from '#shared/checks/stack.ts'
import { short } from '#shared/checks/wire-text.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { decisive } from '#shared/runner/report/decisive.ts'
import { painted } from '#shared/runner/report/event-kinds.ts'
import { explain, printed } from '#shared/runner/report/explain.ts'

const lesson = await loadLesson('01-basic-pubsub')
// Of these checks none asks for anything.
const nothing = { server: { namespace: '' }, bound: 200 } as unknown as CheckEnvironment

async function told(run: (context: CheckContext) => unknown): Promise<string> {
  const check = {
    id: '01.1-x',
    task: '01.1',
    title: 'a title',
    run: async (context: CheckContext) => void (await run(context)),
  }
  const outcome = await runCheck(check, async () => ({}), nothing)
  expect(outcome.status).toBe('failed')
  const of = { lesson, area: 'lessons', clients: [], results: [], starters: new Map() } as const
  return explain({ check, client: 'ioredis', outcome }, of)
}

const compared = (got: unknown, expected: unknown) =>
  told((context) => context.equal('the value', got, expected))

test('what is short is shown as it is', async () => {
  const text = await compared(['hello', 'hello'], ['hello', 'end'])
  expect(text).toContain('\n  the value\n    expected  ["hello","end"]\n    received  ["hello","hello"]\n')
})

test('what is long is shown as a diff, without what is equal', async () => {
  const entry = (id: number, state = 'new') => ({ id, user: 'anna', text: `a message for room ${id}`, state })
  const expected = Array.from({ length: 20 }, (_, id) => entry(id))
  const text = await compared(expected.with(9, entry(9, 'old')), expected)
  expect(text).toMatch(/^ {4}- {5}"state": "new"$/m)
  expect(text).toMatch(/^ {4}\+ {5}"state": "old"$/m)
  expect(text).not.toContain('room 2"')
  expect(text).not.toContain('room 15')
})

test('one message too many in a long list is one line', async () => {
  const expected = Array.from({ length: 40 }, (_, n) => `message ${n}`)
  const text = await compared(expected.toSpliced(20, 0, 'message 19'), expected)
  expect(text.split('\n').filter((line) => /^ {4}[-+] /.test(line))).toEqual([
    '    - expected  + received',
    '    +   "message 19",',
  ])
})

test('another order of properties is no difference', async () => {
  const expected = { a: 'x'.repeat(40), b: 'y'.repeat(40), c: 1 }
  const text = await compared({ c: 2, b: expected.b, a: expected.a, d: undefined }, expected)
  expect(text).not.toMatch(/^ {4}[-+] {3}"[abd]"/m)
  expect(text).toMatch(/^ {4}- {3}"c": 1$/m)
  expect(text).toMatch(/^ {4}\+ {3}"c": 2$/m)
})

test('of two long strings the place is shown where they begin to differ', async () => {
  const long = 'lorem ipsum '.repeat(40)
  const text = await compared(`${long}a${long}`, `${long}b${long}`)
  const [expected = '', received = '', caret = ''] = text.split('\n').slice(3, 6)
  const at = caret.indexOf('^')
  expect([expected[at], received[at]]).toEqual(['b', 'a'])
})

test.each<[unknown, string]>([
  [undefined, 'undefined'],
  [[Number.NaN, undefined, null, -0], '[NaN,undefined,null,0]'],
  [{ kind: 'payload', error: new TypeError('no') }, '{"kind":"payload","error":[TypeError: no]}'],
  [{ a: undefined }, '{"a":undefined}'],
  [new Map([['a', 1]]), 'Map {"a":1}'],
  [new Set(['a']), 'Set {"a"}'],
  [new Date(0), '[Date 1970-01-01T00:00:00.000Z]'],
  [10n, '10n'],
  [Buffer.from('ab'), '<Buffer 61 62>'],
  [Promise.resolve(), 'Promise {}'],
  [{}, '{}'],
  [() => 1, '[function]'],
  ['{"a":1}', `'{"a":1}'`],
  [new AggregateError([new Error('refused')]), '[AggregateError: Error: refused]'],
])('a value is shown as it is: %s', (value, text) => {
  expect(onOneLine(value, 100)).toBe(text)
})

test('a difference that JSON does not have is shown', async () => {
  expect(await compared([Number.NaN], [null])).toContain('received  [NaN]')
  expect(await compared({ error: new Error('x') }, {})).toContain('received  {"error":[Error: x]}')
})

const HOSTILE = {
  get bomb(): never {
    throw new Error('not for you')
  },
  toString(): never {
    throw new Error('no text')
  },
  toJSON(): never {
    throw new Error('no JSON')
  },
}
const throwing = new Proxy(
  {},
  {
    get: () => expect.unreachable(),
    ownKeys: () => {
      throw new Error('no keys')
    },
    getPrototypeOf: () => {
      throw new Error('no prototype')
    },
  },
)
const withoutEnd: unknown[] = []
withoutEnd.push(withoutEnd)
const deep = Array.from({ length: 5000 }).reduce((inner) => [inner], 1)
const nameless = Object.assign(new Error('x'), { name: HOSTILE, message: HOSTILE, stack: HOSTILE })

test.each<[string, unknown]>([
  ['getters and functions that throw', HOSTILE],
  ['a proxy that throws', throwing],
  ['a circle', withoutEnd],
  ['a deep one', deep],
  ['a long one', Array.from({ length: 1_000_000 }, () => ({ a: 'b' }))],
  ['a long string', 'x'.repeat(5_000_000)],
  ['an error with a long message', new Error('x: 1 '.repeat(1_000_000))],
  ['an error with an odd name and message', nameless],
  ['an object without a prototype', Object.create(null)],
])('any value can be shown, in little time and space: %s', async (_, value) => {
  const began = performance.now()
  expect(short(value).length).toBeLessThanOrEqual(48)
  expect(describeError(value).length).toBeLessThan(1000)
  expect(frameOf(value)).toBeUndefined()
  const text = await told((context) => {
    context.log(short(value))
    throw value
  })
  expect(text.length).toBeLessThan(4000)
  expect(performance.now() - began).toBeLessThan(3000)
})

const at = (...texts: string[]): TimelineEvent[] => texts.map((text, index) => ({ at: index, text }))
const texts = (events: readonly TimelineEvent[], since = 0) =>
  decisive(events, since, { rows: 16 }).lines.map(({ text }) => text)

test('repeats are collapsed', () => {
  expect(texts(at('a', ...Array(14).fill('b'), 'c'))).toEqual(['a', 'b  × 14', 'c'])
  expect(texts(at(...Array(5).fill(['ask', 'answer']).flat(), 'c'))).toEqual([
    'ask',
    'answer',
    '(these 2 lines × 5)',
    'c',
  ])
  expect(texts(at('connection 3 refused', 'connection 4 refused', 'connection 5 refused'))).toEqual([
    'connection 3 refused  × 3',
  ])
})

test('what came before the last step that passed is hidden, except for what is always shown', () => {
  const events = at(...Array.from({ length: 100 }, (_, n) => `old ${n}`), 'new 1', 'new 2', 'new 3')
  const rejected: TimelineEvent = { at: 3, text: 'unsubscribe() rejected', key: true }
  const { hidden, lines } = decisive(events.with(3, rejected), 90, { rows: 16 })
  expect(lines[0]).toMatchObject({ text: 'unsubscribe() rejected' })
  expect(lines[1]).toMatchObject({ text: 'old 90' })
  expect(lines.at(-1)).toMatchObject({ text: 'new 3' })
  expect(hidden).toBe(103 - 1 - 13)
})

test('a few events are shown even if the step that failed saw none, and never too many', () => {
  expect(texts(at('a', 'b'), 2)).toEqual(['a', 'b'])
  const many = at(...Array.from({ length: 500 }, (_, n) => `event ${n}`))
  const { hidden, lines } = decisive(many, 0, { rows: 16 })
  expect(lines).toHaveLength(16)
  expect(hidden).toBe(484)
  const reports = many.map((event) => ({ ...event, key: true }) as const)
  expect(texts(reports)).toHaveLength(16)
})

test('a check shows what happened since its last step, and the call that was rejected long ago', async () => {
  const text = await told(async (context) => {
    const pubsub = context.trackCalls('pubsub', {
      unsubscribe: (_: string) => Promise.reject(new Error('not allowed')),
      close: async () => {},
    })
    await pubsub.unsubscribe('news').catch(() => {})
    for (let n = 0; n < 50; n++) context.log(`event ${n}`)
    context.equal('the count', 1, 1)
    for (let n = 50; n < 60; n++) context.log(`event ${n}`)
    context.fail('it is wrong')
  })
  expect(text).toMatch(
    /51 earlier events hidden\n +\d+ ms {2}pubsub\.unsubscribe\("news"\) rejected with Error: not allowed/,
  )
  expect(text).not.toContain('event 49\n')
  expect(text).toContain('event 50\n')
})

test('calls for different channels that are rejected are listed one by one', async () => {
  const text = await told(async (context) => {
    const pubsub = context.trackCalls('pubsub', {
      unsubscribe: (_: string) => Promise.reject(new Error('not allowed')),
      close: async () => {},
    })
    await Promise.allSettled(
      ['red', 'green', 'blue'].map((room) => pubsub.unsubscribe(context.channel(room))),
    )
    context.fail('it is wrong')
  })
  for (const room of ['red', 'green', 'blue'])
    expect(text).toContain(`pubsub.unsubscribe("${room}") rejected with Error: not allowed`)
})

test('two of a kind can be told apart', async () => {
  const text = await told(async (context) => {
    const [one, other] = [context.recorder('onChange'), context.recorder('onChange')]
    one('a', 'news')
    other('b', 'news')
    await context.receives(other, ['a', 'b'])
  })
  expect(text).toMatch(/onChange got "a" on news\n.*onChange \(2\) got "b" on news/)
  expect(text).toContain('what onChange (2) received')
})

test('no line of a timeline lists everything', async () => {
  const text = await told((context) => {
    const followed = context.trackCalls('pubsub', { all: (..._: number[]) => {}, close: async () => {} })
    followed.all(...Array.from({ length: 18 }, (_, n) => n))
    context.fail('it is wrong')
  })
  expect(text).toContain('pubsub.all(0, 1, 2, 3, … 14 more)')
})

test('the code is shown in which an exception was thrown', () => {
  const file = 'solutions/01-basic-pubsub/ioredis.ts'
  const code = readFileSync(join(ROOT, file), 'utf8').split('\n')
  const line = code.findIndex((one) => one.startsWith('export async function connect')) + 1
  const error = new Error('x')
  error.stack = `Error: x\n    at JSON.parse (<anonymous>)\n    at run (${ROOT}${file}:${line}:7)`
  expect(placeOf(error)).toMatchObject({ path: file, line, column: 7 })
  const shown = codeFrame(placeOf(error)!).split('\n').slice(2)
  const width = String(line + 1).length
  const row = (number: number, mark = ' ') =>
    `    ${mark} ${String(number).padStart(width)} | ${code[number - 1]!.slice(0, 90)}`.trimEnd()
  expect(shown).toEqual([
    row(line - 2),
    row(line - 1),
    row(line, '>'),
    `      ${' '.repeat(width)} | ${' '.repeat(6)}^`,
    row(line + 1),
  ])
  expect(codeFrame({ path: file, line: 100_000, column: 1 })).toBe('')
  expect(codeFrame({ path: 'solutions', line: 1, column: 1 })).toBe('')
})

test("a place in a solution is shown, but not for the learner's code, which may use that solution", async () => {
  const error = new Error('closed')
  error.stack = `${error}\n    at end (${ROOT}solutions/01-basic-pubsub/ioredis.ts:10:7)`
  const check = { id: '01.1-x', task: '01.1', title: 'a title', run: () => Promise.reject(error) }
  const message = async (learners: boolean) =>
    (await runCheck(check, async () => ({}), nothing, { learners })).message
  expect(await message(false)).toContain('at solutions/01-basic-pubsub/ioredis.ts:10')
  expect(await message(true)).toBe('Error: closed')
})

test('a file that is missing is told as missing', () => {
  const text = (file: string, by: string) =>
    loadErrorText(new Error(`Cannot find module '${ROOT}${file}' imported from ${ROOT}${by}`))
  expect(text('lessons/01-basic-pubsub/node-rdis.ts', 'shared/runner/lesson-checks.ts')).toBe(
    'lessons/01-basic-pubsub/node-rdis.ts is missing. There is node-redis.ts: does one of them have the wrong name?',
  )
  expect(text('lessons/08-multi-service-app/sums.ts', 'lessons/08-multi-service-app/api.ts')).toBe(
    'lessons/08-multi-service-app/api.ts imports lessons/08-multi-service-app/sums.ts, which is missing.',
  )
  // A package, or a file of the workbook's own, is another matter.
  expect(loadErrorText(new Error("Cannot find module 'lodash'"))).toBe("Error: Cannot find module 'lodash'")
})

test("the learner's own exception in close() is told, even if the check itself has passed", async () => {
  const closing = (error: Error) =>
    runCheck(
      {
        id: '01.1-x',
        task: '01.1',
        title: 'a title',
        run: async (context) => void context.trackCalls('pubsub', { close: () => Promise.reject(error) }),
      },
      async () => ({}),
      nothing,
    )
  const own = new TypeError("Cannot read properties of undefined (reading 'quit')")
  own.stack = `${own}\n    at close (${ROOT}solutions/01-basic-pubsub/ioredis.ts:10:7)`
  const { status, message } = await closing(own)
  expect(status).toBe('failed')
  expect(message).toContain("close() failed: TypeError: Cannot read properties of undefined (reading 'quit')")
  expect((await closing(new Error('Connection is closed.'))).status).toBe('passed')
})

/** The lines of a failure that are marked as those that decided. */
const marked = (text: string) => text.split('\n').filter((line) => line.startsWith('>'))

test('the event is marked that the failed assertion is about', async () => {
  const tooMany = await told(async (context) => {
    const handler = context.recorder('handler')
    for (const text of ['one', 'two', 'two', 'end']) handler(text, 'news')
    await context.receives(handler, ['one', 'two', 'end'])
  })
  expect(marked(tooMany)).toEqual([expect.stringMatching(/^> +\d+ ms {2}handler got "two" on news {2}× 2$/)])
  const missing = await told(async (context) => {
    context.log('connection 1 → Redis: PUBLISH news "lost"')
    const [handler, other] = [context.recorder('handler'), context.recorder('other')]
    handler('end', 'news')
    other('lost', 'news')
    await context.receives(handler, ['lost', 'end'])
  })
  expect(marked(missing)).toEqual([expect.stringContaining('PUBLISH news "lost"')])
  const count = await told(async (context) => {
    context.log('pubsub.publish() resolved with 2')
    context.log('pubsub.publish() resolved with 1')
    context.equal('the count', 2, 1)
  })
  expect(marked(count)).toEqual([expect.stringMatching(/resolved with 2$/)])
  const rejection = await told(async (context) => {
    const pubsub = context.trackCalls('pubsub', { publish: async () => 0, close: async () => {} })
    await context.rejects('publish()', pubsub.publish())
  })
  expect(marked(rejection)).toEqual([expect.stringMatching(/pubsub\.publish\(\) resolved with 0$/)])
  expect(rejection).toContain('expected  rejects\n    received  resolves with 0\n')
})

test('no event is marked where it is not known which one it was', async () => {
  const text = await told(async (context) => {
    context.log('handler got 1 on news')
    context.log('pubsub.publish() resolved with 10')
    context.equal('the value', [1, 2], [1, 2, 3])
  })
  expect(marked(text)).toEqual([])
  expect(text).toMatch(/Timeline:\n.* ms {2}✗ the check failed\n/s)
})

test('whatever happened, a failure and what follows it fit a screen of 40 rows', async () => {
  vi.stubEnv('COLUMNS', '80')
  onTestFinished(() => void vi.unstubAllEnvs())
  // Otherwise, what is printed goes past the check.
  onTestFinished(captureUnhandled(() => {}))
  const text = await told(async (context) => {
    for (let n = 0; n < 200; n++)
      context.log(`report: handler on orders: Error: ${'failure '.repeat(n % 30)}${n}`, { key: n % 2 > 0 })
    for (let n = 0; n < 100; n++) console.log(`I am at line ${n}. ${'And so on. '.repeat(20)}`)
    const list = (from: number) => Array.from({ length: 50 }, (_, n) => `message ${from + n}`)
    context.equal('the messages', list(0), list(25), { cause: 'You forget to sort them. '.repeat(8) })
  })
  const rows = text.split('\n')
  expect(text).toContain('I am at line 99.')
  expect(rows.length).toBeLessThanOrEqual(33)
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(80)
})

test('what the code printed is told with its beginning and its end, repeats once', () => {
  const lines = printed([
    'begin',
    ...Array(50).fill('again'),
    ...Array.from({ length: 20 }, (_, n) => `line ${n}`),
  ])
  expect(lines).toEqual([
    '  Printed by the code:',
    '    begin',
    '    … 18 more lines',
    '    line 17',
    '    line 18',
    '    line 19',
  ])
  expect(printed(['a', 'a', 'a', 'b']).slice(1)).toEqual(['    a  × 3', '    b'])
})

test('each kind of event has its colour, and says in words what it is', () => {
  vi.stubEnv('FORCE_COLOR', '1')
  vi.stubEnv('NO_COLOR', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  const kinds = [
    'connection 1 → Redis: PUBLISH news "x"',
    'report: handler on news: Error: x',
    'the check: Redis goes down',
    'handler got "x" on news',
    'pubsub.publish("news", "x")',
    '✗ the check failed',
  ]
  const coloured = kinds.map(painted)
  const esc = String.fromCharCode(27)
  const colours = coloured.map((text) => (text.startsWith(esc) ? text.slice(1, 5) : ''))
  expect(new Set(colours).size).toBe(kinds.length)
  expect(coloured.map((text) => stripVTControlCharacters(text))).toEqual(kinds)
})
