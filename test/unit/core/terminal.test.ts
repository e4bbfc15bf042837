import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { columns, displayWidth, hasColours, pad, wrap } from '#shared/core/terminal.mjs'

test.each([
  [{ isTTY: true }, {}, true],
  [{ isTTY: false }, {}, false],
  [{}, {}, false],
  [{ isTTY: true }, { NO_COLOR: '1' }, false],
  [{ isTTY: true }, { NO_COLOR: '' }, true],
  [{ isTTY: true }, { TERM: 'dumb' }, false],
  [{ isTTY: false }, { FORCE_COLOR: '1' }, true],
  [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
  [{ isTTY: false }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
])('colours of %o with %o: %s', (stream, env, expected) => {
  expect(hasColours(stream, env)).toBe(expected)
})

test.each([
  ['abc', 3],
  ['✓ ✗ ○', 5],
  ['äöü', 3],
  ['a\u0301', 1],
  ['好', 2],
  ['✅', 2],
  ['👩‍👩‍👧', 2],
  ['\u001b[31mred\u001b[39m', 3],
  ['', 0],
])('display width of %j is %i', (text, width) => {
  expect(displayWidth(text)).toBe(width)
})

test('cells are aligned by what is seen, and lines end without blanks', () => {
  expect(pad('好', 4)).toBe('好  ')
  expect(
    columns(
      [
        ['好', 'b', 'c'],
        ['\u001b[31mabc\u001b[39m', ''],
      ],
      { indent: 1 },
    ),
  ).toBe(' 好   b  c\n \u001b[31mabc\u001b[39m')
})

test('a table fits the terminal: its widest column is wrapped, down to its longest word', () => {
  const rows = [
    ['01', 'one two three', 'x'],
    ['02', 'four', 'y'],
  ]
  expect(columns(rows, { width: 14 })).toBe('01  one two  x\n    three\n02  four     y')
  expect(columns(rows, { width: 12 })).toBe('01  one    x\n    two\n    three\n02  four   y')
  expect(columns(rows, { width: 3 })).toBe('01  one    x\n    two\n    three\n02  four   y')
  expect(columns(rows, { width: 100 })).toBe('01  one two three  x\n02  four           y')
})

test('lines break between words, keep their indentation and never lose a word', () => {
  expect(wrap('one two three\n  four five six', 9)).toBe('one two\nthree\n  four\n  five\n  six')
  expect(wrap('unbreakable-word', 5)).toBe('unbreakable-word')
  expect(wrap('', 5)).toBe('')
  expect(wrap('  ✗ one two three', 9)).toBe('  ✗ one\n    two\n    three')
  expect(wrap('To see it, type: npm run hint 01 2', 26)).toBe('To see it, type:\nnpm run hint 01 2')
  expect(wrap('one two', 5, { hang: 2 })).toBe('one\n  two')
  expect(wrap(`one two${' '.repeat(9)}`, 5)).toBe('one\ntwo')
  expect(wrap('one unbreakable-word', 15, { hang: 2, cut: true })).toBe('one\n  unbreakable-w\n  ord')
})

describe('a process', () => {
  const terminal = JSON.stringify(pathToFileURL(join(ROOT, 'shared/core/terminal.mjs')).href)

  function start(script: string) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    const ended = once(child, 'close').then(([code]) => ({ code, stderr }))
    return { child, ended }
  }

  test('whose reader has gone ends quietly', async () => {
    const { child, ended } = start(`
      import { runCommand } from ${terminal}
      await runCommand(async () => {
        for (;;) {
          console.log('x'.repeat(1000))
          await new Promise(setImmediate)
        }
      })
    `)
    await once(child.stdout, 'data')
    child.stdout.destroy()
    expect(await ended).toEqual({ code: 0, stderr: '' })
  })

  test.each([
    ['Misuse', 2],
    ['BadWorkbook', 1],
  ])('that ends with %s exits %i, with the whole message and no stack', async (name, code) => {
    const { ended } = start(`
      import { ${name}, runCommand } from ${terminal}
      await runCommand(() => { throw new ${name}('long '.repeat(100_000)) })
    `)
    expect(await ended).toEqual({ code, stderr: `${'long '.repeat(100_000)}\n` })
  })

  test('that fails otherwise shows where', async () => {
    const { ended } = start(`
      import { runCommand } from ${terminal}
      await runCommand(() => { throw new TypeError('a bug') })
    `)
    expect(await ended).toEqual({ code: 1, stderr: expect.stringMatching(/TypeError: a bug\n +at /) })
  })
})

describe('plain JavaScript and its declarations have the same exports', () => {
  test.each(['core/lesson-paths', 'core/terminal', 'cli/args'])('%s', (name) => {
    const exportsOf = (file: string) =>
      [
        ...readFileSync(join(ROOT, 'shared', file), 'utf8').matchAll(
          /^export (?:async )?(?:const|function\*?|class) (\w+)/gm,
        ),
      ]
        .map(([, symbol]) => symbol)
        .sort()
    expect(exportsOf(`${name}.mjs`)).toEqual(exportsOf(`${name}.d.mts`))
  })
})
