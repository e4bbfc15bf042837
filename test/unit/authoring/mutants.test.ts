import { afterAll, describe, expect, test } from 'vitest'
import { applyDiff } from '#shared/authoring/line-diff.ts'
import { variantsOf } from '#shared/authoring/mutants.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { LESSON, removeWorkbooks, smallWorkbook } from '../fixture.ts'

afterAll(removeWorkbooks)

const SOURCE = `const before = 1
function send() {
  for (const letter of letters) {
    stamp(letter)
    post(letter)
  }
  stamp(letter)
}
`

/** What becomes of the source, or what is wrong with the diff. */
function changed(...diff: string[]): string | readonly string[] {
  const { text, problems } = applyDiff(SOURCE, diff)
  return problems.length > 0 ? problems : text
}

describe('a diff', () => {
  test('replaces lines, which keep their indentation', () => {
    expect(changed('-post(letter)', '+if (letter) {', '+  post(letter)', '+}')).toBe(
      SOURCE.replace('post(letter)', 'if (letter) {\n      post(letter)\n    }'),
    )
  })

  test('removes and adds lines beside others', () => {
    expect(changed('-  post(letter)', ' }')).toBe(SOURCE.replace('    post(letter)\n', ''))
    expect(changed('+stamp(letter)', ' post(letter)', '+', '+end()')).toBe(
      SOURCE.replace('post(letter)', 'stamp(letter)\n    post(letter)\n\n    end()'),
    )
  })

  test('removes all lines between two, up to the first one that is named', () => {
    expect(changed('-for (const letter of letters) {', '-…', '-}', '+letters.forEach(post)')).toBe(
      SOURCE.replace(/ for[^}]*}/, ' letters.forEach(post)'),
    )
  })

  test('has several parts, none of which sees what another one added', () => {
    expect(changed('-post(letter)', '+const before = 1', '…', '-const before = 1', '+const before = 2')).toBe(
      SOURCE.replace('before = 1', 'before = 2').replace('post(letter)', 'const before = 1'),
    )
  })

  test('is the whole text if it only adds lines', () => {
    expect(changed('+send()', '+', '+end()')).toBe('send()\n\nend()\n')
  })

  test.each([
    ['a line that is not there', ['-post(bill)'], '"post(bill)" is found nowhere'],
    ['a part of a line', ['-post'], '"post" is found nowhere'],
    ['a line that is there twice', ['-stamp(letter)'], '"stamp(letter)" is found 2 times'],
    ['lines that do not follow', ['-post(letter)', '-stamp(letter)'], '"post(letter)" is found nowhere'],
    ['other indentation', ['-post(letter)', '-}'], '"post(letter)" is found nowhere'],
    ['no place', ['-post(letter)', '…', '+end()'], '"end()" is added, but not after or before any line'],
    [
      'parts that overlap',
      ['-stamp(letter)', '-post(letter)', '…', '-post(letter)'],
      'two of its parts overlap',
    ],
  ])('with %s is a problem', (_, diff, problem) => {
    expect(changed(...diff)).toEqual([problem])
  })
})

describe('the mutants and alternatives of a lesson', () => {
  const MUTANTS = `test/mutants/${LESSON}/01.1.diff`
  const read = async (mutants: string, files: Record<string, string> = {}) => {
    const { root } = await smallWorkbook({ [MUTANTS]: mutants, ...files })
    return variantsOf(await loadLesson(LESSON, root), root)
  }
  const LOST = `@@ lost: ioredis.ts, rejected by 01.1-a, 01.2-b-c and 01.3-d
It is lost.
-return 'sent with ioredis'
+return 'lost'
`

  test('are the solution with a change, without what is for starters alone', async () => {
    const { mutants, problems } = await read(LOST)
    expect(problems).toEqual([])
    expect(mutants).toMatchObject([
      {
        name: 'lost',
        path: `${MUTANTS}:1`,
        clients: ['ioredis'],
        rejectedBy: ['01.1-a', '01.2-b-c', '01.3-d'],
      },
    ])
    const text = mutants[0]?.texts.get('ioredis.ts')
    expect(text).toContain("return 'lost'")
    expect(text).not.toMatch(/#region|\/\/\?/)
  })

  test('are for both clients if their file is, or for the one that is named', async () => {
    const diff = "It has no stamp.\n-return 'stamped'\n+return ''\n"
    const { mutants } = await read(
      `@@ a: stamps.ts, rejected by 01.3-a\n${diff}\n@@ b: stamps.ts with ioredis, rejected by 01.3-a\n${diff}`,
    )
    expect(mutants.map(({ clients }) => clients)).toEqual([['node-redis', 'ioredis'], ['ioredis']])
  })

  test('can be a whole file, and change one', async () => {
    const { mutants, alternatives, problems } = await read(
      '@@ sealed: stamps.ts of by-hand, rejected by 01.3-a\nIt seals.\n-stamp()\n+seal()\n',
      {
        [`test/alternatives/${LESSON}/by-hand/stamps.ts`]:
          "import '../../../../shared/lesson/todo.ts'\nimport '../../../../solutions/01-letters/ioredis.ts'\nstamp()\n",
      },
    )
    expect(problems).toEqual([])
    const head = "import '../../shared/lesson/todo.ts'\nimport './ioredis.ts'\n"
    expect(alternatives[0]).toMatchObject({ name: 'by-hand', clients: ['node-redis', 'ioredis'] })
    expect(alternatives[0]?.texts).toEqual(new Map([['stamps.ts', `${head}stamp()\n`]]))
    expect(mutants[0]?.texts).toEqual(new Map([['stamps.ts', `${head}seal()\n`]]))
  })

  test.each([
    ['no header', LOST.replace('@@ ', ''), 'a line comes before the first header'],
    [
      'a bad header',
      LOST.replace(':', ''),
      'write a header like "@@ name: node-redis.ts, rejected by 01.1-count"',
    ],
    ['no check', LOST.replace(/,.*/, ''), "lost doesn't name the check that rejects it"],
    ['an unknown file', LOST.replace('ioredis.ts', 'cards.ts'), 'lost: the lesson has no file cards.ts'],
    [
      'an unknown alternative',
      LOST.replace('.ts', '.ts of by-hand'),
      'lost: no alternative "by-hand" has a file ioredis.ts',
    ],
    ['no reason', LOST.replace('It is lost.\n', ''), "lost doesn't say what it does differently"],
    ['the same change', LOST.replace("'lost'", "'sent with ioredis'"), 'lost changes nothing'],
    [
      'a line that the solution does not have',
      LOST.replace('sent with', 'sent by'),
      'lost: "return \'sent by ioredis\'" is found nowhere in ioredis.ts',
    ],
  ])('with %s are named', async (_, mutants, problem) => {
    expect((await read(mutants)).problems[0]).toBe(`${MUTANTS}:1: ${problem}.`)
  })

  test('that share a name are named, and so is an alternative that a check may reject', async () => {
    const { problems } = await read(LOST + LOST, { [`test/alternatives/${LESSON}/small.diff`]: LOST })
    expect(problems).toEqual([
      `test/alternatives/${LESSON}/small.diff:1: lost is an alternative, so no check may reject it.`,
      `${MUTANTS}:5: two are called lost.`,
    ])
  })
})
