/** The live view of lesson 07: in a terminal, without one, and on code that does what no program should do. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { loadLesson } from '#shared/core/lessons.ts'
import { folderOf } from '#shared/core/manifest.ts'
import { starterOf } from '#shared/core/starters.ts'
import { startOwn } from '#shared/redis/start.ts'
import { NEUTRAL, needsProgram, needsScript } from '../../unit/redis/servers/support.ts'
import { begin, type Command, type CommandOptions, written } from './command.ts'
import { type Copy, freshCopy, replace } from './workbook-copy.ts'

const lesson = await loadLesson('07-monitoring')
const ENTER = '\u001b[?1049h'
const LEAVE = '\u001b[?25h\u001b[?1049l'
const IN_TERMINAL: CommandOptions = { env: { NO_COLOR: '', TERM: 'xterm-256color' }, terminal: 100 }

function press(command: Command, key: string): void {
  command.child.stdin!.write(key)
}

/** Fails unless the terminal is as it was, and tells what stands in it then. */
function afterwards({ stdout }: Command): string {
  expect(stdout.split(ENTER)).toHaveLength(2)
  expect(stdout.split(LEAVE)).toHaveLength(2)
  const [, after = ''] = stdout.split(LEAVE)
  expect(after).not.toContain('\u001b')
  return after.replaceAll('\r', '')
}

describe('in a terminal', { timeout: 240_000 }, () => {
  test('it shows what happens, and obeys the keys', async (context) => {
    needsScript(context)
    const command = begin(freshCopy(), ['lesson', '07', 'solution', 'live'], IN_TERMINAL)
    await written(command, /orders/)
    await written(command, /up.*, \d+\.\d ms/)
    press(command, 's')
    await written(command, /messages from Redis to the service are blocked/)
    await written(command, /down.*, missing/)
    press(command, 's')
    await written(command, /onChange: from down to/)
    press(command, 'q')
    expect(await command.ended).toBe(0)
    expect(afterwards(command)).toMatch(
      /^The live view has ended\. It showed \d+ canaries; [1-9]\d* of them were missing\.\n$/,
    )
    // Else it would flicker.
    expect(command.stdout.split('\u001b[2J')).toHaveLength(2)
  })

  test('when Redis goes, its end is told where it can be read', async (context) => {
    needsScript(context)
    needsProgram(context)
    const server = await startOwn({ env: NEUTRAL })
    onTestFinished(() => server.stop())
    const env = { ...IN_TERMINAL.env, WORKBOOK_REDIS: '', REDIS_URL: server.url }
    const command = begin(freshCopy(), ['lesson', '07', 'solution', 'live'], { ...IN_TERMINAL, env })
    await written(command, /orders/)
    await server.crash()
    expect(await command.ended).toBe(2)
    expect(afterwards(command)).toMatch(/^Redis disappeared in the middle of the run .*\n$/s)
  })

  test('Ctrl-C ends it', async (context) => {
    needsScript(context)
    const command = begin(freshCopy(), ['lesson', '07', 'solution', 'live', 'ioredis'], IN_TERMINAL)
    await written(command, /on ioredis/)
    press(command, '\u0003')
    expect(await command.ended).toBe(0)
    expect(afterwards(command)).toMatch(/^The live view has ended/)
  })

  test('the story is followed by it, if one likes', async (context) => {
    needsScript(context)
    const copy = freshCopy()
    const [wanted, not] = [0, 1].map(() => begin(copy, ['lesson', '07', 'solution'], IN_TERMINAL))
    for (const command of [wanted!, not!]) await written(command, /Press Enter to open it, or q to leave/)
    press(wanted!, '\r')
    press(not!, 'q')
    await written(wanted!, /orders {3}/)
    press(wanted!, 'q')
    expect(await wanted!.ended).toBe(0)
    expect(await not!.ended).toBe(0)
    afterwards(wanted!)
    expect(not!.stdout).not.toContain(ENTER)
  })
})

describe('without a terminal', { timeout: 240_000 }, () => {
  test('it writes a line each second, until it is asked to end', async () => {
    const command = begin(freshCopy(), ['lesson', '07', 'solution', 'live'])
    await written(command, /up, \d+\.\d ms · canary 1 \(\d+\.\d\/s\).* · patterns 1\n/)
    command.child.kill('SIGINT')
    expect(await command.ended).toBe(0)
    expect(command.stdout).not.toContain('\u001b')
    expect(command.stdout).toMatch(
      /The live view has ended\. It showed [1-9]\d* canaries; 0 of them were missing\.\n$/,
    )
  })

  test('the story ends by itself, and nothing is asked', async () => {
    const command = begin(freshCopy(), ['lesson', '07', 'solution'])
    expect(await command.ended).toBe(0)
    expect(command.stdout).not.toContain('Press Enter')
  })

  test('what is not done yet is pointed to', async () => {
    const command = begin(freshCopy(), ['lesson', '07', 'live'])
    await written(command, /task 07\.1, .* is not done yet\. For a hint type: npm run hint 07 1/)
    await written(command, /task 07\.2, .* is not done yet\. For a hint type: npm run hint 07 2/)
    command.child.kill('SIGINT')
    expect(await command.ended).toBe(0)
  })

  test('an infinite loop is named by its line', async () => {
    const copy = solvedCopy('for (;;) {}\n    ')
    const command = begin(copy, ['lesson', '07', 'live'])
    expect(await command.ended).toBe(1)
    const text = stripVTControlCharacters(command.stdout)
    expect(text).toContain('an infinite loop?')
    expect(text).toMatch(/It is at lessons\/07-monitoring\/monitor\.ts:\d+/)
  })

  test('code that cannot be loaded ends the view, and its file is named', async () => {
    const copy = solvedCopy('')
    writeFileSync(join(copy.root, 'lessons', folderOf(lesson), 'health.ts'), 'const = 1\n')
    const command = begin(copy, ['lesson', '07', 'live'])
    expect(await command.ended).toBe(1)
    expect(command.stdout).toMatch(/The code cannot be loaded\. .*lessons\/07-monitoring\/health\.ts:1/)
  })

  test('a call that never settles ends the view, and is named', async () => {
    const copy = solvedCopy('', 'await new Promise(() => {})\n  ')
    const command = begin(copy, ['lesson', '07', 'live'])
    expect(await command.ended).toBe(1)
    expect(command.stdout).toContain('Task 07.2: startMonitor() has not settled within 10 s.')
  })

  test('process.exit() ends the view with a sentence', async () => {
    const command = begin(solvedCopy('process.exit(3)\n    '), ['lesson', '07', 'live'])
    expect(await command.ended).toBe(1)
    expect(command.stdout).toContain('The code has ended its process (process.exit).')
  })
})

const ARRIVED = 'if (message !== id) return'
const STARTED = 'void run()'

/** A copy in which all of lesson 07 is done, with some code more where a canary arrives, and where a monitor starts. */
function solvedCopy(code: string, atStart = ''): Copy {
  const copy = freshCopy()
  const done = new Set(lesson.tasks.map(({ id }) => id))
  for (const { name } of lesson.files) {
    const text = starterOf(lesson, name, { done })
    const arriving = () => replace(text, ARRIVED, code + ARRIVED)
    const changed = name === 'monitor.ts' ? replace(arriving(), STARTED, atStart + STARTED) : text
    writeFileSync(join(copy.root, 'lessons', folderOf(lesson), name), changed)
  }
  return copy
}
