import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Ended, run } from './command.ts'
import { copyWith, replace, solved } from './workbook-copy.ts'

const FILE = 'lessons/01-basic-pubsub/node-redis.ts'
const PUBLISH = 'return publisher.publish(channel, text)'
const CALL_HANDLER = 'await handler(message, channel)'

/** Code of a learner that does what no program should do. */
interface Misbehaviour {
  readonly name: string
  /** The code, and what it stands before; nothing: it stands at the end of the file. */
  readonly code: string
  readonly before?: string
  /** What stands beneath the mark, for both commands. The line of the code is added. */
  readonly says: readonly (string | RegExp)[]
  /**
   * The task that it is told under by `npm test`, as a pattern: checks run side by side. Default: the file cannot be
   * loaded.
   */
  readonly task?: string
  /** Where the file waits isn't known. */
  readonly placeless?: boolean
}

const LOOP = 'The code has kept Node busy for more than 3 seconds without a pause: an infinite loop?'

const cases: Misbehaviour[] = [
  { name: 'an infinite loop in a call', code: 'for (;;) {}', before: PUBLISH, says: [LOOP], task: '01.1' },
  {
    name: 'an infinite loop in a handler',
    code: 'for (;;) {}',
    before: CALL_HANDLER,
    says: [LOOP],
    task: '01.[2-5]',
  },
  { name: 'an infinite loop while the file is loaded', code: 'for (;;) {}', says: [LOOP] },
  {
    name: 'process.exit in a call',
    code: 'process.exit(0)',
    before: PUBLISH,
    says: [/Error: process\.exit/],
    task: '01.1',
  },
  { name: 'process.exit while the file is loaded', code: 'process.exit(0)', says: [/Error: process\.exit/] },
  {
    name: 'process.kill of itself in a call',
    code: 'process.kill(process.pid)',
    before: PUBLISH,
    says: [/Error: process\.kill/],
    task: '01.1',
  },
  {
    name: 'a timer of Node that is replaced',
    code: 'globalThis.setTimeout = (() => 0) as never',
    says: ['setTimeout cannot be replaced'],
  },
  {
    name: 'Promise that is replaced',
    code: 'globalThis.Promise = class {} as never',
    says: ['Promise cannot be replaced'],
  },
  {
    name: 'a wait outside any function that never ends',
    code: 'await new Promise(() => {})',
    says: [/The file was not loaded within \d+(\.\d+)? s/],
    placeless: true,
  },
  { name: 'a syntax error', code: 'const one = (1', before: PUBLISH, says: [/expected/i] },
  {
    name: 'a throw while the file is loaded',
    code: "throw new Error('too early')",
    says: ['Error: too early'],
  },
  {
    name: 'an unhandled rejection in a call',
    code: "void Promise.reject(new Error('nobody'))",
    before: PUBLISH,
    says: ['a promise was rejected and nothing handles it: Error: nobody'],
    task: '01.1',
  },
  {
    name: 'an unhandled rejection while the file is loaded',
    code: "void Promise.reject(new Error('nobody'))",
    says: ['a promise was rejected and nothing handles it: Error: nobody'],
    task: '01.1',
  },
  {
    name: 'a timer that throws later',
    code: "setTimeout(() => { throw new Error('later') }, 5)",
    before: PUBLISH,
    says: ['an exception was thrown and nothing catches it: Error: later'],
    task: '01.1',
  },
]

function withCode({ code, before }: Misbehaviour): string {
  const solution = solved('node-redis')
  return before ? replace(solution, before, `${code}\n${before}`) : `${solution}\n${code}\n`
}

function lineOf(text: string, code: string): number {
  return text.slice(0, text.indexOf(code)).split('\n').length
}

/** What is the same for everything that goes wrong in a learner's code. */
function expectPlainWords({ stdout, stderr }: Ended): void {
  expect(stderr).toBe('')
  // No stack of the workbook or of a library, and no colours: this is no terminal.
  expect(stdout).not.toMatch(/shared\/|node_modules|node:internal|\.mjs/)
  expect(stripVTControlCharacters(stdout)).toBe(stdout)
}

describe("what a learner's code does ends in a clear message", { timeout: 240_000 }, () => {
  for (const one of cases) {
    const text = withCode(one)
    // A compiler may notice an open parenthesis only on the next line.
    const line = lineOf(text, one.code) + (one.name === 'a syntax error' ? 1 : 0)
    const place = `${FILE}:${line}`

    test(`npm test: ${one.name}`, async () => {
      const ended = await run(
        copyWith('node-redis', () => text),
        ['test', 'lessons/01', 'node-redis'],
      )
      expect(ended.code, ended.stdout).toBe(1)
      expectPlainWords(ended)
      for (const words of one.says) expect(ended.stdout).toMatch(words)
      if (!one.placeless) expect(ended.stdout).toContain(place)
      if (one.task) {
        const [, task] = new RegExp(`^✗ (${one.task}) on node-redis: `, 'm').exec(ended.stdout) ?? []
        expect(task, ended.stdout).toBeDefined()
        expect(ended.stdout).toMatch(new RegExp(`^ {2}${task} .* ✗$`, 'm'))
        expect(ended.stdout).toContain(`npm run hint ${task?.replace('.', ' ')}`)
      } else {
        expect(ended.stdout).toContain(`✗ node-redis: ${FILE} cannot be loaded, so nothing was checked.`)
      }
    })

    test(`npm run lesson: ${one.name}`, async () => {
      const ended = await run(
        copyWith('node-redis', () => text),
        ['lesson', '01', 'node-redis'],
      )
      expect(ended.code, ended.stdout).toBe(1)
      expectPlainWords(ended)
      for (const words of one.says) expect(ended.stdout).toMatch(words)
      if (!one.placeless) expect(ended.stdout).toContain(place)
      expect(ended.stdout).toContain('\n✗ node-redis: ')
    })
  }

  for (const command of ['test', 'lesson'] as const) {
    test(`npm ${command}: an export that is lost`, async () => {
      const lost = (text: string) =>
        replace(text, 'export async function connect(', 'async function connect(')
      const area = command === 'test' ? 'lessons/01' : '01'
      const ended = await run(copyWith('node-redis', lost), [command, area, 'node-redis'])
      expect(ended.code, ended.stdout).toBe(1)
      expectPlainWords(ended)
      expect(ended.stdout).toContain('your code does not export connect. Is "export" missing')
      expect(ended.stdout).not.toContain('TypeError')
    })
  }

  test('npm run lesson: memory that is never given back', async () => {
    const leaking = (text: string) =>
      `${text}\nconst kept: unknown[] = []\nsetInterval(() => void kept.push(new Array(1_000_000).fill(1)), 0)\nawait new Promise((done) => setTimeout(done, 60_000))\n`
    const ended = await run(copyWith('node-redis', leaking), ['lesson', '01', 'node-redis'], {
      env: { WORKBOOK_PATIENCE: '6' },
    })
    expect(ended.code, ended.stdout).toBe(1)
    expect(ended.stdout).toMatch(/^✗ node-redis: The code has used up \d+ MB of memory, so it was stopped/m)
  })

  test('npm test: memory that is never given back', async () => {
    const leaking = (text: string) =>
      `${replace(text, PUBLISH, `setInterval(() => void kept.push(new Array(100_000).fill(1)), 1)\n${PUBLISH}`)}\nconst kept: unknown[] = []\n`
    const ended = await run(copyWith('node-redis', leaking), ['test', 'lessons/01', 'node-redis'], {
      // Using up what a thread has by default would take minutes on a busy machine.
      env: { NODE_OPTIONS: '--max-old-space-size=256' },
    })
    expect(ended.code, ended.stdout).toBe(1)
    expectPlainWords(ended)
    expect(ended.stdout).toMatch(/^✗ 01\.\d on node-redis: /m)
    expect(ended.stdout).toContain('The code has used up the memory of its thread, so it was stopped.')
  })

  test('npm test: a connection that is never closed', async () => {
    const forgotten = (text: string) =>
      replace(text, 'await Promise.all([end(publisher), end(subscriber)])', 'await end(publisher)')
    const ended = await run(copyWith('node-redis', forgotten), ['test', 'lessons/01', 'node-redis'])
    expect(ended.code, ended.stdout).toBe(1)
    expectPlainWords(ended)
    expect(ended.stdout).toContain('\n✗ 01.6 on node-redis: close() leaves no connection')
    expect(ended.stdout).toContain('every connection is closed')
  })

  const printing = (text: string) =>
    replace(
      text,
      PUBLISH,
      `console.log('to log %d\\nin two lines', 5)
      console.error('\\u001b[31mto error\\u001b[39m')
      process.stdout.write('to stdout\\n')
      process.stderr.write('to stderr\\n')
      ${PUBLISH}`,
    )
  const printed = ['to log 5', 'in two lines', 'to error', 'to stdout', 'to stderr']

  test('npm test: what is printed is told with the result', async () => {
    const ended = await run(copyWith('node-redis', printing), ['test', 'lessons/01', 'node-redis'])
    expect(ended.code, ended.stdout).toBe(0)
    expectPlainWords(ended)
    const { stdout } = ended
    expect(stdout).toMatch(/^ {2}Printed by the code:$/m)
    // Of many lines, the first and the last ones are shown.
    for (const words of printed.filter((one) => one !== 'in two lines'))
      expect(stdout.indexOf(words)).toBeGreaterThan(stdout.indexOf('Printed by'))
  })

  test('npm run lesson: what is printed is told where it happened', async () => {
    const ended = await run(copyWith('node-redis', printing), ['lesson', '01', 'node-redis'])
    expect(ended.code, ended.stdout).toBe(0)
    expectPlainWords(ended)
    const first = ended.stdout.slice(ended.stdout.indexOf('\n1  '), ended.stdout.indexOf('\n2  '))
    for (const words of printed.filter((one) => one !== 'in two lines')) {
      expect(first).toContain(`  printed: ${words}\n`)
    }
    expect(first).toContain('\n              in two lines\n')
  })
})
