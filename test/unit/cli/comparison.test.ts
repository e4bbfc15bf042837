import { describe, expect, test } from 'vitest'
import {
  compareLines,
  hunks,
  inOrderOf,
  normalizeSource,
  sideBySide,
  unified,
} from '#shared/cli/comparison.ts'
import { displayWidth } from '#shared/core/terminal.mjs'

describe('the essence of a file', () => {
  test('leaves out what is beside the point, and nothing else', () => {
    const source = `// Yours. Fill in the TODOs, then check: npm test lessons/01

import type { Letters } from './contract.ts'
import { todo } from '../../shared/lesson/todo.ts'
import { Redis } from 'ioredis'


/** Sends. */
function send() {

  // TODO 01.1: send a letter
  // why it is so
  return 1
}
`
    expect(normalizeSource(source.replaceAll('\n', '\r\n'))).toEqual([
      "import { Redis } from 'ioredis'",
      "import type { Letters } from './contract.ts'",
      '',
      '/** Sends. */',
      'function send() {',
      '  // why it is so',
      '  return 1',
      '}',
    ])
  })

  test('of nothing is nothing', () => {
    expect(normalizeSource('')).toEqual([])
    expect(normalizeSource('// only a note\n')).toEqual([])
  })
})

describe('comparing', () => {
  test('spacing, quotes, semicolons and commas at the end make no difference', () => {
    const rows = compareLines(
      ['const a  = "b";', '\tf(', '  x,', ')'],
      ["const a = 'b'", '  f(', '    x', '  )'],
    )
    expect(rows.every(({ same }) => same)).toBe(true)
  })

  test('but a letter does', () => {
    expect(compareLines(['a', 'b', 'c'], ['a', 'B', 'c', 'd'])).toEqual([
      { left: 'a', right: 'a', same: true },
      { left: 'b', right: 'B', same: false },
      { left: 'c', right: 'c', same: true },
      { left: undefined, right: 'd', same: false },
    ])
  })

  test('all of one side is kept when the other is empty', () => {
    expect(compareLines([], ['a', 'b']).map(({ right }) => right)).toEqual(['a', 'b'])
    expect(compareLines(['a', 'b'], []).map(({ left }) => left)).toEqual(['a', 'b'])
  })
})

test('only the differences are shown, with three lines around, in parts', () => {
  const left = Array.from({ length: 30 }, (_, index) => `line ${index}`)
  const right = left.with(5, 'changed').with(25, 'changed too')
  const parts = hunks(compareLines(left, right))
  expect(parts.map((part) => [part[0]!.left, part.at(-1)!.left])).toEqual([
    ['line 2', 'line 8'],
    ['line 22', 'line 28'],
  ])
  expect(unified(compareLines(left, right)).split('\n').slice(0, 6)).toEqual([
    '  line 2',
    '  line 3',
    '  line 4',
    '- line 5',
    '+ changed',
    '  line 6',
  ])
})

test('side by side, nothing is lost and no line is wider than asked for', () => {
  const long = `  const subscriber = await ${'open(url, report), '.repeat(6)}`
  const text = sideBySide(
    compareLines(['same', long, 'x'], ['same', 'short', 'y', `z${'z'.repeat(90)}`]),
    ['left', 'right'],
    80,
  )
  expect(Math.max(...text.split('\n').map(displayWidth))).toBeLessThanOrEqual(80)
  expect(text.match(/open\(url/g)).toHaveLength(6)
  expect(text.replace(/[^z]/g, '')).toHaveLength(91)
  expect(text).toMatch(/^same +│ same$/m)
  expect(text).toMatch(/^x +≠ y$/m)
})

describe('functions that have been moved', () => {
  const helper = (name: string, result = name) => [
    '/** Helps. */',
    `function ${name}() {`,
    `  return ${result}`,
    '}',
    '',
  ]
  const solution = ['const limit = 1', '', ...helper('first'), ...helper('second'), ...helper('third')]
  const changes = (own: readonly string[], ours = solution) =>
    compareLines(inOrderOf(ours, own), ours).filter(({ same }) => !same)

  test('are no difference', () => {
    expect(
      changes(['const limit = 1', '', ...helper('third'), ...helper('first'), ...helper('second')]),
    ).toEqual([])
  })

  test('inside a function or a class, neither', () => {
    const within = (...names: string[]) => [
      'export async function connect() {',
      '  const list = new Map()',
      ...names.flatMap((name) => helper(name).map((line) => line && `  ${line}`)),
      '  return { a, b }',
      '}',
    ]
    expect(changes(within('b', 'a'), within('a', 'b'))).toEqual([])
    const inClass = (...names: string[]) => [
      'class PubSub {',
      ...names.flatMap((name) => [
        `  async ${name}(text: string) {`,
        `    await this.#send(${name})`,
        '  }',
        '',
      ]),
      '}',
    ]
    expect(changes(inClass('b', 'a'), inClass('a', 'b'))).toEqual([])
  })

  test('are compared with the function of the same name', () => {
    const own = [
      'const limit = 1',
      '',
      ...helper('second'),
      ...helper('third', 'nothing'),
      ...helper('first'),
    ]
    expect(changes(own)).toEqual([{ left: '  return nothing', right: '  return third', same: false }])
  })

  test('lose nothing, whatever the code is', () => {
    const odd = ['function a() {}', 'function a() {}', 'x()', '// the end']
    expect(inOrderOf(solution, odd)).toEqual(odd)
    const own = [...helper('own'), 'setup()', ...helper('second'), 'run()', ...helper('first')]
    expect(inOrderOf(solution, own).toSorted()).toEqual(own.toSorted())
  })
})
