import { stripVTControlCharacters } from 'node:util'
import { expect, test } from 'vitest'
import type { TestModule } from 'vitest/node'
import { ownTests } from '../../shared/checks/report/own-tests.ts'
import { ROOT } from '../../shared/workbook/folders.mjs'

/** What Vitest reports of a file in which the hook of a suite has failed: its tests are skipped, without an error. */
const skipped = { fullName: 'a suite > a test', result: () => ({ state: 'skipped' }) }
const suite = {
  errors: () => [{ name: 'Error', message: 'the hook failed', stack: 'Error: the hook failed' }],
}
const module = {
  moduleId: `${ROOT}test/some.test.ts`,
  children: { allTests: () => [skipped], allSuites: () => [suite] },
  errors: () => [],
  diagnostic: () => ({ duration: 0 }),
} as unknown as TestModule

test('a file whose hook failed is marked as failed, with the error', () => {
  const text = stripVTControlCharacters(ownTests([module]))
  expect(text).toContain('✗ test/some.test.ts')
  expect(text).toContain('Error: the hook failed')
})
