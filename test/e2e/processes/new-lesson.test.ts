import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { unfilledPlaces } from '#shared/authoring/new-lesson/unfilled.ts'
import { starterProblems } from '#shared/authoring/starter-problems.ts'
import { structureProblems } from '#shared/authoring/structure.ts'
import { npmRun } from '../../unit/run.ts'
import { type Copy, freshCopy } from '../runs/workbook-copy.ts'

const FOLDER = '99-two-words'

describe('npm run new-lesson', { timeout: 120_000 }, () => {
  let copy: Copy
  let written: string[]

  beforeAll(async () => {
    copy = freshCopy()
    const { code, stdout, stderr } = await newLesson('99', 'two-words')
    expect(code, stderr).toBe(0)
    written = [...stdout.matchAll(/^written (.*)$/gm)].flatMap(([, path]) => path ?? [])
  })

  const newLesson = (...words: string[]) => npmRun(copy, ['new-lesson', ...words])

  /** Runs a tool of the packages in the copy. */
  const tool = (script: string, ...args: string[]) =>
    execFileSync(process.execPath, [join(copy.root, 'node_modules', script), ...args], { cwd: copy.root })

  test('writes a lesson that has the right structure and up-to-date starters', async () => {
    expect(written).toContain(`lessons/${FOLDER}/contract.ts`)
    expect(await structureProblems(copy.root)).toEqual([])
    expect(await starterProblems(copy.root)).toEqual([])
  })

  test('writes code that is typed, formatted, and free of lint', () => {
    const code = written.filter((path) => path.endsWith('.ts'))
    expect(code.length).toBeGreaterThan(10)
    const config = { extends: './tsconfig.json', include: code }
    writeFileSync(join(copy.root, 'tsconfig.new.json'), JSON.stringify(config))
    tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.new.json')
    tool('@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '--vcs-enabled=false', ...code)
  })

  test('marks what is left to fill in, in the order in which to write it', async () => {
    const files = (await unfilledPlaces(copy.root)).map((place) => place.split(':')[0]!)
    expect([...new Set(files)].map((path) => path.replace(`${FOLDER}/`, ''))).toEqual([
      'lessons/contract.ts',
      'solutions/ioredis.ts',
      'solutions/node-redis.ts',
      'lessons/workbook/lesson.ts',
      'lessons/workbook/hints.md',
      'lessons/workbook/checks.ts',
      'test/mutants/99.1.diff',
      'lessons/workbook/predictions.ts',
      'lessons/workbook/scenario.ts',
      'lessons/README.md',
      'solutions/README.md',
    ])
  })

  test('writes a solution that passes the check', async () => {
    const { code, stdout, stderr } = await npmRun(copy, ['test', 'solutions/99'])
    expect(code, stdout + stderr).toBe(0)
    expect(stdout).toMatch(/^Total: 2 passed, 0 failed$/m)
  })

  test.each([
    [['99', 'another'], `That lesson exists: lessons/${FOLDER}.`],
    [['77', 'two-words'], `That lesson exists: lessons/${FOLDER}.`],
    [['7', 'seven'], 'A lesson has two digits and a slug of lower-case words, such as: 10 counters'],
    [[], 'A lesson has two digits'],
    [['77', '../seven'], 'npm run new-lesson does not know "../seven".'],
  ])('refuses %j in one sentence', async (words, sentence) => {
    const { code, stdout, stderr } = await newLesson(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})
