/** How hints are read, and how they are followed to the letter. */
import { describe, expect, test } from 'vitest'
import { readHints } from '#shared/core/hints.ts'
import { fill } from './fill.ts'

const TASKS = [
  { id: '01.1', title: 'Publish' },
  { id: '01.2', title: 'Close', optional: true },
]
const ts = (...lines: string[]) => `\n\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n`
const hints = (code: string, heading = '## 01.1 Publish') =>
  `# Hints\n\n${heading}\n\n1. Concept.\n\n2. API:\n${ts('1. // no step')}\n3. Code:\n${code}`
const read = (markdown: string) => readHints('hints.md', markdown, TASKS)

describe('hints', () => {
  test('are three steps for each task, the last one with code by its place', () => {
    const { tasks, problems } = read(
      hints(ts('// publish', 'return 1') + ts('// router.ts: route', 'a()', '', 'b()')),
    )
    expect(problems).toEqual([])
    expect(tasks.get('01.1')).toMatchObject({
      steps: [
        'Concept.',
        expect.stringContaining('1. // no step'),
        expect.stringMatching(/^Code:\n[\s\S]*b\(\)\n```$/),
      ],
      code: [
        { name: 'publish', code: 'return 1' },
        { file: 'router.ts', name: 'route', code: 'a()\n\nb()' },
      ],
    })
  })

  test.each([
    ['an unknown task', hints('', '## 01.9 Fly'), 'hints.md:3: "01.9" is not a task of this lesson.'],
    ['another title', hints('', '## 01.1 Send'), 'hints.md:3: the title of task 01.1 is "Publish".'],
    ['a task twice', hints('') + hints(''), 'hints.md:16: task 01.1 has hints already.'],
    [
      'two steps',
      '## 01.1 Publish\n\n1. A.\n2. B.',
      'hints.md:1: task 01.1 has 2 numbered steps instead of 3.',
    ],
    ['code without a place', hints(ts('return 1')), expect.stringContaining('the first line of each block')],
  ])('with %s are refused', (_what, markdown, problem) => {
    expect(read(markdown).problems).toEqual([problem])
  })
})

describe('followed to the letter', () => {
  const SOURCE = `function publish() {
  // #region 01.1-publish
  return 'the solution'
  // #endregion
}
// #region 01.1-helper
//-
const helper = 1
// #endregion
function close() {
  // #region 01.2-close
  //- end()
  return 'closed'
  // #endregion
}`
  const follow = (code: string, own = ['a.ts']) =>
    fill({ tasks: TASKS } as never, new Set(own), new Map([['a.ts', SOURCE]]), read(hints(code)))

  test('they fill the blank starter, and optional tasks stay open', () => {
    const { texts, problems } = follow(ts('// publish', 'if (x) {', '  y()', '}'))
    expect(problems).toEqual([])
    expect(texts.get('a.ts')).toBe(
      'function publish() {\n  if (x) {\n    y()\n  }\n}\nfunction close() {\n  end()\n}',
    )
  })

  test('a file of the other client is that of the solution', () => {
    expect(follow('', []).texts.get('a.ts')).toBe(SOURCE)
  })

  test.each([
    ['a place without a block', '', ['hint 3 of 01.1 has no block for a.ts, 01.1-publish']],
    [
      'a block without a place',
      ts('// publish') + ts('// fly'),
      ['hint 3 of 01.1 fills fly, which no file has'],
    ],
    [
      'a block of another file',
      ts('// publish') + ts('// b.ts: publish'),
      ['hint 3 of 01.1 fills b.ts: publish, which no file has'],
    ],
    [
      'two blocks for a place',
      ts('// publish') + ts('// publish'),
      ['the hints for 01.1 have two blocks for 01.1-publish'],
    ],
    [
      'a block for what the starter hides',
      ts('// publish') + ts('// helper'),
      ['the starter has no place for the block 01.1-helper'],
    ],
  ])('%s is told', (_what, code, problems) => expect(follow(code).problems).toEqual(problems))
})
