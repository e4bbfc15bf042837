import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { ownTests } from '#shared/runner/report/own-tests.ts'

/** What Vitest reports of a file in which the hook of a suite has failed: its tests are skipped, without an error. */
const skipped = { fullName: 'a suite > a test', result: () => ({ state: 'skipped' }) }
const suite = {
  errors: () => [{ name: 'Error', message: 'the hook failed', stack: 'Error: the hook failed' }],
}
const late = {
  name: 'Error',
  message: 'Test timed out in 60000ms.',
  stack: 'Error: STACK_TRACE_ERROR\n    at some.test.ts:3:1',
}
const timedOut = { fullName: 'a slow test', result: () => ({ state: 'failed', errors: [late] }) }
const module = {
  moduleId: `${ROOT}test/some.test.ts`,
  children: { allTests: () => [skipped, timedOut], allSuites: () => [suite] },
  errors: () => [],
  diagnostic: () => ({ duration: 0 }),
} as unknown as TestModule

test('a file whose hook failed is marked as failed, with the error', () => {
  const text = stripVTControlCharacters(ownTests([module]))
  expect(text).toContain('✗ test/some.test.ts')
  expect(text).toContain('Error: the hook failed')
})

test('a test that timed out says so', () => {
  const text = stripVTControlCharacters(ownTests([module]))
  expect(text).toMatch(/✗ a slow test\n +Test timed out in 60000ms\.\n +at some\.test\.ts:3:1/)
})
