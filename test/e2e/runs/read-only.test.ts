import { chmodSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, type TestContext, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { type Ended, run, type Typed } from './command.ts'
import { type Copy, copyWith } from './workbook-copy.ts'

/** Root may write everywhere, so as root the commands run as this user. */
const NOBODY = 65534
const isRoot = process.getuid?.() === 0

const elsewhere = folderForAll(realpathSync(tmpdir()))
const copies: Copy[] = []
afterAll(() => {
  for (const { root } of copies) setWritable(root, true)
  rmSync(elsewhere, { recursive: true, force: true })
})

function folderForAll(parent: string): string {
  const folder = mkdtempSync(join(parent, 'workbook-elsewhere-'))
  chmodSync(folder, 0o777)
  return folder
}

/** Runs a command in a copy of the workbook that it has no right to write to. */
async function runWithoutRights(context: TestContext, typed: Typed): Promise<Ended> {
  if (process.platform === 'win32') context.skip('takes the right to write away as Unix does')
  if (isRoot && !isOpenToAll(ROOT)) context.skip(`other users than root may not enter ${ROOT}`)
  const copy = copyWith('node-redis')
  copies.push(copy)
  setWritable(copy.root, false)
  return run(copy, typed, { user: isRoot ? NOBODY : undefined, temporary: folderForAll(elsewhere) })
}

function setWritable(path: string, writable: boolean): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, (stat.isDirectory() ? 0o555 : 0o444) | (writable ? 0o200 : 0))
  if (stat.isDirectory()) for (const name of readdirSync(path)) setWritable(join(path, name), writable)
}

function isOpenToAll(folder: string): boolean {
  const open = (statSync(folder).mode & 0o005) === 0o005
  return open && (folder === dirname(folder) || isOpenToAll(dirname(folder)))
}

describe('in a folder that cannot be written to', { timeout: 240_000 }, () => {
  test('npm test checks all the same, and says that no progress is kept', async (context) => {
    const { code, stdout, stderr } = await runWithoutRights(context, ['test', 'lessons/01', 'node-redis'])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/^Total: \d+ passed, 0 failed$/m)
    expect(stderr).toMatch(/^Your progress could not be stored in .*\n$/)
  })

  test.for([
    ['lesson', '01', 'node-redis'],
    ['lesson', '01', 'predict'],
  ] as const)('npm run %s %s %s works as ever', async (typed, context) => {
    const { code, stdout, stderr } = await runWithoutRights(context, typed)
    expect(code, stdout).toBe(0)
    expect(stderr).toBe('')
  })

  test.for([
    { typed: ['reset', '01'], says: /^Your work could not be copied, so nothing was changed: .+\n$/ },
    { typed: ['docs'], says: /^\S+\.workbook\S* can't be read or written \(E[A-Z]+\)\. Use a copy of .+\n$/ },
  ] as const)('npm run $typed.0 ends with one sentence', async ({ typed, says }, context) => {
    const { code, stdout, stderr } = await runWithoutRights(context, typed)
    expect(code, stdout).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(says)
  })
})
