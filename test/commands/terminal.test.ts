import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../../shared/workbook/folders.mjs'
import { columns, displayWidth, hasColours, pad, wrap } from '../../shared/workbook/terminal.mjs'

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

test('lines break between words, keep their indentation and never lose a word', () => {
  expect(wrap('one two three\n  four five six', 9)).toBe('one two\nthree\n  four\n  five\n  six')
  expect(wrap('unbreakable-word', 5)).toBe('unbreakable-word')
  expect(wrap('', 5)).toBe('')
})

describe('plain JavaScript and its declarations have the same exports', () => {
  test.each(['folders', 'terminal', 'words'])('%s', (name) => {
    const exportsOf = (file: string) =>
      [
        ...readFileSync(join(ROOT, 'shared/workbook', file), 'utf8').matchAll(
          /^export (?:async )?(?:const|function|class) (\w+)/gm,
        ),
      ]
        .map(([, symbol]) => symbol)
        .sort()
    expect(exportsOf(`${name}.mjs`)).toEqual(exportsOf(`${name}.d.mts`))
  })
})
