import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { generatedFiles } from '#shared/authoring/fact-check/generated.ts'
import { loadFactCheck } from '#shared/authoring/fact-check/load.ts'
import { factCheckProblems } from '#shared/authoring/fact-check/problems.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { removeWorkbooks, smallWorkbook, type Workbook } from '../fixture.ts'

afterAll(removeWorkbooks)

const CLAIM = {
  id: 'S1',
  claim: 'A letter arrives, as [the post](lessons/01-letters/README.md) says.',
  verdict: 'incomplete',
  finding: 'It arrives if it has a stamp.',
  testedOn: 'one post',
  proofs: [] as string[],
}

const FILES = {
  'lessons/01-letters/README.md': '# Letters\n\n<!-- facts S2 S1 -->\nold\n<!-- /facts -->\n\nMore.\n',
  'test/claims/sections.ts': `export const sections = [{ title: 'What is a post?', from: 1 }, { title: 'Stamps', from: 3 }]\n`,
  'test/claims/01-letters.test.ts': `test('S1 a letter with a stamp arrives, and it\\'s the only one', () => {})
test.for([1])('S1 without a stamp: %s', () => {})
test('S2 a letter leaves', () => {})
`,
}

const LEAVES = { ...CLAIM, id: 'S2', claim: 'A letter leaves.', verdict: 'true', finding: 'It does.' }

const claims = (...changes: Partial<typeof CLAIM>[]) =>
  `export const claims = ${JSON.stringify([...changes.map((change) => ({ ...CLAIM, ...change })), LEAVES])}\n`

async function workbook(ofClaims = claims({}), changes: Record<string, string> = {}): Promise<Workbook> {
  return smallWorkbook({ ...FILES, 'test/claims/findings/01-letters.ts': ofClaims, ...changes })
}

/** As `npm run fact-check` does. */
async function generate(book: Workbook): Promise<void> {
  const facts = await loadFactCheck(book.root)
  for (const { file, text } of generatedFiles(facts!, book.root)) book.write(file, text)
}

describe('the fact check', () => {
  test('the page shows all claims by section', async () => {
    const book = await workbook()
    await generate(book)
    expect(await factCheckProblems(book.root)).toEqual([])
    const page = book.read('docs/fact-check.md')
    expect(page).toContain(
      '| S1 | A letter arrives, as [the post](../lessons/01-letters/README.md) says. | It arrives if it has a stamp. *(one post)* | incomplete | [S1](../test/claims/01-letters.test.ts) |',
    )
    expect(page).toContain('| true | The claim is correct. | 1 |')
    expect(page).toContain('| all | | 2 |')
    expect(page).toContain('## What is a post?\n\nTaught in lesson [01](../lessons/01-letters/README.md).\n')
    expect(page).not.toContain('## Stamps')
  })

  test("a README shows the chosen claims in the tutorial's order, and nothing else of it changes", async () => {
    const book = await workbook()
    await generate(book)
    expect(book.read('lessons/01-letters/README.md')).toBe(`# Letters

<!-- facts S2 S1 -->
| The tutorial | What happens | Test |
|---|---|---|
| A letter arrives, as [the post](README.md) says. | It arrives if it has a stamp. | [S1](../../test/claims/01-letters.test.ts) |
| A letter leaves. | It does. | [S2](../../test/claims/01-letters.test.ts) |

All results: [What is a post?](../../docs/fact-check.md#what-is-a-post).
<!-- /facts -->

More.
`)
  })

  test('a README without the marker stays as it is', async () => {
    const book = await workbook(claims({}), { 'lessons/01-letters/README.md': '# Letters\n' })
    await generate(book)
    expect(await factCheckProblems(book.root)).toEqual([])
    expect(book.read('lessons/01-letters/README.md')).toBe('# Letters\n')
  })

  test('a finding that has changed makes the page and the README out of date', async () => {
    const book = await workbook()
    await generate(book)
    book.write('lessons/01-letters/README.md', FILES['lessons/01-letters/README.md'])
    book.write('docs/fact-check.md', book.read('docs/fact-check.md').replace('if it has', 'if it had'))
    expect(await factCheckProblems(book.root)).toEqual([
      'docs/fact-check.md is out of date; npm run fact-check updates it.',
      'lessons/01-letters/README.md is out of date; npm run fact-check updates it.',
    ])
  })

  test('a claim without a proof', async () => {
    const book = await workbook()
    book.write('test/claims/01-letters.test.ts', "test('S2 a letter leaves', () => {})\n")
    await generate(book)
    expect(await factCheckProblems(book.root)).toEqual([
      "test/claims/findings/01-letters.ts: S1 has no proof: no test's name in test/claims begins with it.",
    ])
  })

  test('a README that names an unknown claim', async () => {
    const readme = '# Letters\n\n<!-- facts S1 S9 -->\n<!-- /facts -->\n'
    const book = await workbook(claims({}), { 'lessons/01-letters/README.md': readme })
    await generate(book)
    expect(await factCheckProblems(book.root)).toEqual([
      "lessons/01-letters/README.md: its table names S9, which isn't a claim.",
    ])
  })

  test.for<[string, Partial<typeof CLAIM>[], string]>([
    [
      'a benchmark that does not exist',
      [{ proofs: ['npm run bench post'] }],
      'the proof npm run bench post, which',
    ],
    ['a claim as a proof that does not exist', [{ proofs: ['S3'] }], 'S1 names the proof S3, which'],
    ['the same id twice', [{}, {}], 'S1 exists twice.'],
    ['an id of another form', [{ id: 'T1', proofs: ['S2'] }], "T1 isn't a valid id"],
    ['an unknown verdict', [{ verdict: 'maybe' }], 'S1 has an unknown verdict: "maybe".'],
    ['a test without a claim', [{ id: 'S4', proofs: ['S2'] }], 'stamp: %s" belongs to no claim.'],
    ['an empty finding', [{ finding: '' }], 'S1 has an empty finding.'],
    ['a long claim', [{ claim: 'very '.repeat(26) }], 'S1 has a claim of 26 words; at most 25 fit.'],
    ['a long finding', [{ finding: 'very '.repeat(46) }], 'S1 has a finding of 46 words; at most 45 fit.'],
  ])('%s', async ([, changes, problem]) => {
    const book = await workbook(claims(...changes))
    await generate(book)
    expect((await factCheckProblems(book.root)).join('\n')).toContain(problem)
  })

  test('commands and tests of other claims are proofs', async () => {
    const proofs = ['npm run lesson 01 predict', 'S2']
    const book = await workbook(claims({ proofs }))
    await generate(book)
    expect(await factCheckProblems(book.root)).toEqual([])
    const [own, other] = ['S1', 'S2'].map((id) => `[${id}](../test/claims/01-letters.test.ts)`)
    expect(book.read('docs/fact-check.md')).toContain(`| ${own}, \`npm run lesson 01 predict\`, ${other} |`)
  })

  test('every test of a claim in this workbook is found', async () => {
    const facts = await loadFactCheck(ROOT)
    const folder = join(ROOT, 'test/claims')
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/['"`]S\d+[a-z]? /g) ?? [])
    expect(facts!.tests).toHaveLength(names.length)
    expect(names.length).toBeGreaterThan(50)
  })
})
