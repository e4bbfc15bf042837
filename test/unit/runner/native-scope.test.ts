import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'

const FOLDER = join(ROOT, '.workbook', 'built', 'native-scope')
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

/** Loads a file that stands for a learner's. */
function load(name: string, code: string): Promise<Record<string, unknown>> {
  const file = join(FOLDER, `${name}.ts`)
  writeAtomically(file, code)
  return import(file)
}

test.each<[string, string, RegExp]>([
  ['require', "const fs = require('node:fs')\nexport { fs }", /require is not defined/],
  ['dirname', 'export const here: string = __dirname', /__dirname is not defined/],
  ['shorthand', 'export const here = { __filename }', /__filename is not defined/],
  ['exports', 'exports.connect = () => 1', /exports is not defined/],
  ['module', 'module.exports = { connect: 1 }', /module is not defined/],
  ['env', 'export const url: string = import.meta.env.REDIS_URL', /Cannot read properties of undefined/],
])('what Node cannot run is not green in a test: %s', async (name, code, message) => {
  await expect(load(name, code)).rejects.toThrow(message)
})

test('what Node can run goes on as before', async () => {
  const code = `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
export const { sep } = require('node:path')
export const commonjs = typeof __dirname
export const names = { module: 'm', exports: 'e', require: 'r' }
export const dirname = import.meta.dirname
export const other = names.module + 'require __dirname'
`
  const loaded = await load('fine', code)
  expect(loaded).toMatchObject({ commonjs: 'undefined', other: 'mrequire __dirname', dirname: FOLDER })
  expect(loaded.sep).toBeTypeOf('string')
})
