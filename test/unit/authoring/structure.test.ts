import { afterAll, describe, expect, test } from 'vitest'
import { starterProblems } from '#shared/authoring/starter-problems.ts'
import { structureProblems } from '#shared/authoring/structure.ts'
import type { Workbook } from '../fixture.ts'
import { removeWorkbooks, smallWorkbook } from '../fixture.ts'

afterAll(removeWorkbooks)

const MANIFEST = 'lessons/01-letters/workbook/lesson.ts'
const CHECKS = 'lessons/01-letters/workbook/checks.ts'
const MUTANTS = 'test/mutants/01-letters/01.1.diff'

test('a workbook in order has no problems', async () => {
  const { root } = await smallWorkbook()
  expect(await structureProblems(root)).toEqual([])
  expect(await starterProblems(root)).toEqual([])
})

/** A workbook in which a text of one file is replaced. */
async function changed(path: string, text: string, by: string): Promise<Workbook> {
  const change = (workbook: Workbook) => {
    const before = workbook.read(path)
    expect(before).toContain(text)
    workbook.write(path, before.replace(text, by))
  }
  // A starter is there only later, a manifest is loaded only once.
  if (!path.startsWith('lessons/01-letters/stamps')) return smallWorkbook({}, change)
  const workbook = await smallWorkbook()
  change(workbook)
  return workbook
}

describe('structure:', () => {
  test.each([
    'lessons/01-letters/README.md',
    'lessons/01-letters/contract.ts',
    'lessons/01-letters/stamps.ts',
    'lessons/01-letters/workbook/scenario.ts',
    'lessons/01-letters/workbook/checks.test.ts',
    'solutions/01-letters/README.md',
    'solutions/01-letters/solution.test.ts',
    'solutions/01-letters/stamps.ts',
  ])('%s is missing', async (path) => {
    const workbook = await smallWorkbook()
    workbook.remove(path)
    expect(await structureProblems(workbook.root)).toEqual([`${path} is missing.`])
  })

  test.each([
    ['an id of another form', MANIFEST, "'01.4'", "'01.x'", /"01\.x" isn't a task's id/],
    ['an id of another lesson', MANIFEST, "'01.4'", "'02.4'", /"02\.4" isn't a task's id/],
    ['an id twice', MANIFEST, "id: '01.4'", "id: '01.3'", /two tasks are called 01\.3/],
    ['an empty hint', MANIFEST, "'calls of 2'", "' '", /task 01\.2 has 2 hints; three are needed/],
    ['a fourth hint', MANIFEST, "'code of 2'", "'code', 'more'", /task 01\.2 has 4 hints/],
    ['no title', MANIFEST, "'seal it'", "''", /task 01\.4 has no title/],
    [
      'a need that comes later',
      MANIFEST,
      "['01.1']",
      "['01.3']",
      /task 01\.2 needs 01\.3, which isn't an earlier task/,
    ],
    [
      'a manifest in the wrong folder',
      MANIFEST,
      "'letters'",
      "'parcels'",
      /says that it is 01-parcels, but its folder is 01-letters/,
    ],
    ['a manifest that does not load', MANIFEST, 'export const', 'export cost', /lesson\.ts cannot be loaded/],
    [
      'a manifest without an export',
      MANIFEST,
      'export const lesson',
      'export const other',
      /exports no `lesson`/,
    ],
    [
      'a check of an unknown task',
      CHECKS,
      "'01.4'",
      "'01.9'",
      /check 01\.9-works is of task 01\.9, which the lesson does not have/,
    ],
    ['a task without a check', CHECKS, ", '01.4'", '', /task 01\.4 has no check/],
    [
      'a check with a bad id',
      CHECKS,
      '}-works',
      '}_works',
      /check "01\.1_works" is of task 01\.1; its id has the form 01\.1-word/,
    ],
    ['a check twice', CHECKS, "'01.4'", "'01.4', '01.4'", /two checks are called 01\.4-works/],
    ['a check without a title', CHECKS, "'it works'", "''", /needs a title/],
    [
      'a check without a mutant',
      MUTANTS,
      ', 01.3-works',
      '',
      /^test\/mutants\/01-letters: the check 01\.3-works has no mutant that it must reject/,
    ],
    ['checks that do not load', CHECKS, 'export const', 'export cost', /checks\.ts cannot be loaded/],
    [
      'a mutant for a check that does not exist',
      MUTANTS,
      '01.2-works',
      '01.2-workz',
      /01\.1\.diff:1: never-sent: there is no check "01\.2-workz". Did you mean "01\.2-works"\?/,
    ],
    [
      'a mutant of a solution that has changed',
      MUTANTS,
      'sent with',
      'sent by',
      /01\.1\.diff:1: never-sent: "return 'sent by ioredis'" is found nowhere in ioredis\.ts\./,
    ],
    [
      'a first line that does not say whose it is',
      'lessons/01-letters/stamps.ts',
      '// Yours.',
      '//',
      /stamps\.ts:1: the first line/,
    ],
  ])('%s', async (_, path, text, by, problem) => {
    const { root } = await changed(path, text, by)
    expect(await structureProblems(root)).toContainEqual(expect.stringMatching(problem))
  })

  test('a file on top that nobody listed, a solution and mutants without a lesson', async () => {
    const { root } = await smallWorkbook({
      'lessons/01-letters/parcels.ts': '',
      'solutions/09-gone/README.md': '',
      'test/mutants/09-gone/x.ts': '',
    })
    expect(await structureProblems(root)).toEqual([
      'solutions/09-gone belongs to no lesson: lessons/09-gone is missing.',
      'test/mutants/09-gone belongs to no lesson: lessons/09-gone is missing.',
      'lessons/01-letters/parcels.ts is not among the files in the manifest.',
    ])
  })

  test('no mutants at all', async () => {
    const { root } = await smallWorkbook({ [MUTANTS]: null })
    expect(await structureProblems(root)).toHaveLength(4)
  })
})

describe('starters:', () => {
  test('one that differs is named with its first differing line', async () => {
    const workbook = await changed('lessons/01-letters/stamps.ts', 'return todo', 'return  todo')
    expect(await starterProblems(workbook.root)).toEqual([
      'lessons/01-letters/stamps.ts:7: differs from what the solution gives; npm run starters writes it again from the solution.',
    ])
  })

  test('one that is longer, cut off or missing', async () => {
    const workbook = await smallWorkbook()
    const path = 'lessons/01-letters/stamps.ts'
    const whole = workbook.read(path)
    workbook.write(path, `${whole}// more\n`)
    expect(await starterProblems(workbook.root)).toEqual([expect.stringContaining('stamps.ts:14: differs')])
    workbook.write(path, whole.slice(0, whole.indexOf('\n')))
    expect(await starterProblems(workbook.root)).toEqual([expect.stringContaining('stamps.ts:2: differs')])
    workbook.remove(path)
    expect(await starterProblems(workbook.root)).toEqual([expect.stringContaining('stamps.ts is missing')])
  })

  test('a mistake in a solution is the one problem of its lesson', async () => {
    const workbook = await changed('solutions/01-letters/stamps.ts', '01.4-seal', '01.8-seal')
    expect(await starterProblems(workbook.root)).toEqual([
      'solutions/01-letters/stamps.ts: region "01.8-seal" belongs to task 01.8, which lesson 01 does not have.',
    ])
  })
})
