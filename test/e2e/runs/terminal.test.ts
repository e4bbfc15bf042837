import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import { displayWidth } from '#shared/core/terminal.mjs'
import { needsScript } from '../../unit/redis/servers/support.ts'
import { begin, type Ended, run, type Typed, written } from './command.ts'
import { copyWith } from './workbook-copy.ts'

/** Not the ones that hide the cursor. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`)
const CLEARS_THE_SCREEN = '\u001b[2J'

/** In a terminal, colours are wanted. */
const colourful = { NO_COLOR: '', TERM: 'xterm-256color' }

describe('colours', { timeout: 240_000 }, () => {
  const commands: Typed[] = [
    ['lesson', '01'],
    ['test', 'lessons/01'],
  ]
  for (const typed of commands) {
    const name = typed.join(' ')

    test(`${name} has colours in a terminal`, async (context) => {
      needsScript(context)
      const { stdout } = await run(copyWith('node-redis'), typed, { env: colourful, terminal: 100 })
      expect(stdout).toMatch(COLOUR)
      expect(stripVTControlCharacters(stdout)).toContain('Lesson 01 · Basic Pub/Sub')
    })

    test(`${name} has none where NO_COLOR is set`, async (context) => {
      needsScript(context)
      const { stdout } = await run(copyWith('node-redis'), typed, {
        env: { ...colourful, NO_COLOR: '1' },
        terminal: 100,
      })
      expect(stdout).not.toMatch(COLOUR)
    })

    test(`${name} has none where there is no terminal`, async () => {
      const ended: Ended = await run(copyWith('node-redis'), typed, { env: colourful })
      expect(ended.stdout + ended.stderr).not.toContain('\u001b')
      expect(ended.stdout).toContain('Lesson 01 · Basic Pub/Sub')
    })
  }

  test('watch clears the screen of a terminal before each run', async (context) => {
    needsScript(context)
    const copy = copyWith('node-redis')
    const command = begin(copy, ['lesson', '01', 'watch'], { env: colourful, terminal: 100 })
    await written(command, /Ctrl-C ends it/)
    expect(command.stdout.split(CLEARS_THE_SCREEN)).toHaveLength(2)
    command.child.stdin!.write('\x03')
    expect(await command.ended).toBe(0)
  })
})

describe('every command of the README fits the terminal', { timeout: 240_000 }, () => {
  const commands: [...Typed][] = [
    ['lesson'],
    ['lesson', '01', 'solution'],
    ['test', 'lessons/01', 'node-redis'],
    ['hint', '01', '2', 'all'],
    ['compare', '01', 'reveal'],
    ['doctor'],
    ['reset', '01'],
  ]
  /** These print the same each time, but for numbers. */
  const isSteady = ([command]: Typed) => command === 'hint' || command === 'compare' || command === 'reset'
  const words = (text: string) => text.replace(/\d+/g, '0').split(/\s+/).toSorted()
  const output = async (typed: Typed, columns: number) => {
    const { stdout } = await run(copyWith('node-redis'), typed, { env: { NO_COLOR: '1' }, terminal: columns })
    return stdout.replaceAll('\r', '')
  }

  for (const typed of commands) {
    test(`npm ${typed[0] === 'test' ? '' : 'run '}${typed.join(' ')}`, async (context) => {
      needsScript(context)
      const whole = isSteady(typed) ? words(await output(typed, 10_000)) : undefined
      for (const columns of [60, 80, 120]) {
        const text = await output(typed, columns)
        expect(text.length).toBeGreaterThan(100)
        expect(text.split('\n').filter((line) => displayWidth(line) > columns)).toEqual([])
        // The same words as on lines of any length: none is broken.
        if (whole) expect(words(text)).toEqual(whole)
      }
    })
  }
})

describe('npm run lesson 01 fits the terminal', { timeout: 240_000 }, () => {
  test.for([60, 120])('of %i columns', async (columns, context) => {
    needsScript(context)
    const { stdout } = await run(copyWith('ioredis'), ['lesson', '01', 'solution'], { terminal: columns })
    const lines = stdout.replaceAll('\r', '').split('\n')
    expect(lines.some((line) => line.includes('Your program connects'))).toBe(true)
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(columns)
    const beside = lines.some((line) => /^ {4}node-redis +ioredis$/.test(line))
    expect(beside).toBe(columns >= 96)
  })
})
