import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isCounted } from '#shared/testbed/counted.ts'

const many = (make: (nth: number) => string) => Array.from({ length: 5 }, (_, index) => make(index + 1))

test('a count is found, alone, behind a word and behind a namespace', () => {
  expect(isCounted(many(String))).toBe(true)
  expect(isCounted(many((nth) => `user-registered-${nth}`))).toBe(true)
  expect(isCounted(many((nth) => String(nth).padStart(12, '0')))).toBe(true)
  expect(
    isCounted(
      many((nth) => `wb:7f:event-${nth}`),
      'wb:7f:',
    ),
  ).toBe(true)
})

test('random ids, and a count behind a random name, are no count', () => {
  const name = randomUUID()
  expect(isCounted(many(() => randomUUID()))).toBe(false)
  expect(isCounted(many((nth) => `${name}-${nth}`))).toBe(false)
  for (let round = 0; round < 1000; round++) {
    expect(isCounted(many(() => randomBytes(16).toString('base64url')))).toBe(false)
    expect(isCounted(many(() => randomBytes(8).toString('hex')))).toBe(false)
  }
  expect(isCounted([])).toBe(false)
})
