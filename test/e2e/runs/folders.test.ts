import { describe, expect, test } from 'vitest'
import { run } from './command.ts'
import { freshCopy } from './workbook-copy.ts'

/** What learners type, from npm on. */
const NPM = { npm: true }

describe('the workbook in a folder', { timeout: 240_000 }, () => {
  test.each(['lessons', 'two words', 'Übung'])('named %s', async (folder) => {
    const copy = freshCopy(folder)
    const tested = await run(copy, ['test', 'solutions/01', 'node-redis'], NPM)
    expect(tested.code, tested.stdout + tested.stderr).toBe(0)
    expect(tested.stdout).toMatch(/^Total: \d+ passed, 0 failed$/m)
    const played = await run(copy, ['lesson', '01', 'solution', 'node-redis'], NPM)
    expect(played.code, played.stdout + played.stderr).toBe(0)
    expect(tested.stderr + played.stderr).toBe('')
  })

  test.each(['a#b', '100%'])('named %s plays lessons, and says that it cannot test there', async (folder) => {
    const copy = freshCopy(folder)
    const tested = await run(copy, ['test', 'solutions/01', 'node-redis'], NPM)
    expect(tested.code).toBe(2)
    expect(tested.stdout).toBe('')
    expect(tested.stderr).toMatch(
      /^Vitest can't load files from a folder with #, % or \? in its name, .*\nMove it to another folder\.\n$/,
    )
    expect(tested.stderr).toContain(copy.root)
    const played = await run(copy, ['lesson', '01', 'solution', 'node-redis'], NPM)
    expect(played.code, played.stdout + played.stderr).toBe(0)
    expect(played.stderr).toBe('')
  })

  test('with a question mark: each command says in one sentence that it cannot run there', async (context) => {
    if (process.platform === 'win32') context.skip('Windows allows no question mark in a name')
    const copy = freshCopy('why?')
    for (const typed of [['lesson', '01'], ['docs']] as const) {
      const { code, stdout, stderr } = await run(copy, typed, NPM)
      expect(code, stderr).toBe(2)
      expect(stdout).toBe('')
      expect(stderr).toBe(
        `The compiler can't load files from a folder with ? in its name, and this workbook is in ${copy.root}. Move it to another folder.\n`,
      )
    }
  })
})
