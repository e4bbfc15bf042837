import { expect, test } from 'vitest'
import { sameData } from '#shared/checks/same-data.ts'

class User {
  readonly id: string
  readonly tags: string[]

  constructor(id: string, tags: string[] = []) {
    this.id = id
    this.tags = tags
  }
}

function bare(properties: object): object {
  return Object.assign(Object.create(null), properties)
}

const circular = () => {
  const value: Record<string, unknown> = { name: 'a' }
  value.self = value
  return value
}

test.each<[string, unknown, unknown]>([
  ['an instance of a class and a plain object', new User('u1', ['x']), { id: 'u1', tags: ['x'] }],
  ['an object without a prototype and a plain one', { user: bare({ id: 'u1' }) }, { user: { id: 'u1' } }],
  ['another order of keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['undefined and a property that is left out', { a: 1, b: undefined }, { a: 1 }],
  ['NaN', [Number.NaN], [Number.NaN]],
  ['zero with another sign', -0, 0],
  ['dates', { at: new Date(5) }, { at: new Date(5) }],
  [
    'maps in another order',
    new Map([
      ['a', { x: 1 }],
      ['b', { x: 2 }],
    ]),
    new Map([
      ['b', { x: 2 }],
      ['a', { x: 1 }],
    ]),
  ],
  ['sets of objects', new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  ['buffers and arrays of bytes', Buffer.from('ab'), new Uint8Array([97, 98])],
  ['errors', new TypeError('x'), new TypeError('x')],
  ['circles', circular(), circular()],
])('the same data: %s', (_, one, other) => {
  expect(sameData(one, other)).toBe(true)
  expect(sameData(other, one)).toBe(true)
})

test.each<[string, unknown, unknown]>([
  ['another value', new User('u1'), { id: 'u2', tags: [] }],
  ['an additional property', { a: 1, b: null }, { a: 1 }],
  ['an array and an object with the same keys', ['a'], { 0: 'a' }],
  ['an empty array and an empty object', [], {}],
  ['another order of an array', [1, 2], [2, 1]],
  ['a shorter array', [1], [1, undefined]],
  ['a hole and a value', new Array(1), [1]],
  ['a number and a string', 1, '1'],
  ['null and undefined', [null], [undefined]],
  ['NaN and null', [Number.NaN], [null]],
  ['a date and its text', new Date(5), new Date(5).toISOString()],
  ['a date and an empty object', new Date(5), {}],
  ['an error and an empty object', new Error('x'), {}],
  ['another message', new Error('x'), new Error('y')],
  ['what is only inherited', {}, { toString: Object.prototype.toString }],
  ['two members that equal one', new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 1 }, { a: 2 }])],
  ['other bytes', Buffer.from('ab'), Buffer.from('ac')],
  ['two promises', Promise.resolve(1), Promise.resolve(1)],
  ['two functions', () => 1, () => 1],
])('other data: %s', (_, one, other) => {
  expect(sameData(one, other)).toBe(false)
  expect(sameData(other, one)).toBe(false)
})
