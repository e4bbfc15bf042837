/** How long a lesson is, and what its pages have. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fencesOf } from '#shared/core/fences.ts'
import { lessonFolders, ROOT, solutionFiles } from '#shared/core/lesson-paths.mjs'
import { detailsProblems, readmeProblems } from './readme.ts'

const MOST_LINES = { contract: 120, solution: 200 }

describe.each(lessonFolders())('%s', (folder) => {
  test('its README is short, shows before it asks, and answers its questions', () => {
    expect(readmeProblems(read(`lessons/${folder}/README.md`))).toEqual([])
  })

  test('its contract and its solution are short', () => {
    const lines = (path: string) => read(path).trimEnd().split('\n').length
    expect(lines(`lessons/${folder}/contract.ts`)).toBeLessThanOrEqual(MOST_LINES.contract)
    const tooLong = solutionFiles(folder).filter(
      (file) => lines(`solutions/${folder}/${file}`) > MOST_LINES.solution,
    )
    expect(tooLong).toEqual([])
  })

  test('its solution shows code, wherever the page is read', () => {
    const page = read(`solutions/${folder}/README.md`)
    expect(page).not.toContain('{@includeCode')
    expect(fencesOf(page).filter(({ language }) => language === 'ts').length).toBeGreaterThan(0)
    expect(detailsProblems(page)).toEqual([])
  })
})

describe('a README', () => {
  const ts = '```ts title="a.ts"\nf()\n```\n'
  const answer = '<details>\n<summary>Answer</summary>\n\nYes.\n\n</details>\n'
  const GOOD = `# A\n${ts.repeat(5)}## Predict\n\n**1.** Why?\n\n${answer}## Build\n## Check\n## Compare\n## Go further\n## Questions\n\n1. Why?\n\n${answer}\n2. How?\n\n${answer}## Reading\n`

  test('of the right form has no problems', () => expect(readmeProblems(GOOD)).toEqual([]))

  test.each([
    ['too many words', `${GOOD}${'word '.repeat(1500)}`, /it has 15\d\d words/],
    ['four snippets', GOOD.replace(ts, ''), /it shows 4 snippets/],
    ['a section too few', GOOD.replace('## Check\n', ''), /its sections are Predict, Build, Compare/],
    ['another order', GOOD.replace('## Check\n## Compare', '## Compare\n## Check'), /its sections are/],
    ['an open question', GOOD.replace(`2. How?\n\n${answer}`, '2. How?\n\n'), /question 2 of "Questions"/],
    ['an open prediction', GOOD.replace(answer, ''), /question 1 of "Predict"/],
    ['no question', GOOD.replace('**1.** Why?', 'Why?'), /"Predict" asks no numbered question/],
    ['no summary', GOOD.replace('<summary>Answer</summary>\n', ''), /1 <details> begin without/],
    ['text that GitHub takes for HTML', GOOD.replace('</summary>\n\n', '</summary>\n'), /1 <details> begin/],
    ['an open block', GOOD.replace('</details>', ''), /is not closed/],
  ])('with %s is refused', (_what, markdown, problem) => {
    expect(readmeProblems(markdown)).toContainEqual(expect.stringMatching(problem))
  })

  test('may be as long in its code and its answers as it likes', () => {
    const long = 'word '.repeat(2000)
    const folded = GOOD.replace('Yes.', long).replace('f()', `f() // ${long}`)
    expect(readmeProblems(folded)).toEqual([])
  })
})

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
