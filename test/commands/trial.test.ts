import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ROOT } from '../../shared/workbook/folders.mjs'
import { loadTrial } from '../../shared/workbook/trial/load.ts'
import { trialProblems } from '../../shared/workbook/trial/problems.ts'
import { writtenFiles } from '../../shared/workbook/trial/written.ts'
import { removeWorkbooks, smallWorkbook, type Workbook } from './fixture.ts'

afterAll(removeWorkbooks)

const STATEMENT = {
  id: 'S1',
  says: 'A letter arrives, as [the post](lessons/01-letters/README.md) says.',
  verdict: 'incomplete',
  observed: 'If it has a stamp.',
  on: 'both posts',
  task: '01.3',
  proofs: [] as string[],
}

const FILES = {
  'lessons/01-letters/README.md': '# Letters\n\n<!-- statements -->\nold\n<!-- /statements -->\n\nMore.\n',
  'test/document/sections.ts': `export const sections = [{ title: 'Post', from: 1 }, { title: 'Stamps', from: 2 }]\n`,
  'test/document/01-letters.test.ts': `test('S1 a letter with a stamp arrives, and it\\'s the only one', () => {})
test.for([1])('S1 without a stamp: %s', () => {})
`,
}

const statements = (...changes: Partial<typeof STATEMENT>[]) =>
  `export const statements = ${JSON.stringify(changes.map((change) => ({ ...STATEMENT, ...change })))}\n`

async function workbook(
  ofStatements = statements({}),
  changes: Record<string, string> = {},
): Promise<Workbook> {
  return smallWorkbook({ ...FILES, 'test/document/statements/01-letters.ts': ofStatements, ...changes })
}

/** As `npm run trial` does. */
async function write(book: Workbook): Promise<void> {
  const trial = await loadTrial(book.root)
  for (const { file, text } of writtenFiles(trial!, book.root)) book.write(file, text)
}

describe('the document on trial', () => {
  test('the page and the tables of the lessons are written from the statements', async () => {
    const book = await workbook()
    await write(book)
    expect(await trialProblems(book.root)).toEqual([])
    const readme = book.read('lessons/01-letters/README.md')
    expect(readme).toContain(
      '| A letter arrives, as [the post](README.md) says. | If it has a stamp. | S1 |\n<!-- /statements -->\n\nMore.',
    )
    expect(readme).not.toContain('old')
    const page = book.read('docs/document-on-trial.md')
    expect(page).toContain(
      'as [the post](../lessons/01-letters/README.md) says. | **incomplete**. If it has a stamp. *(both posts)* |',
    )
    expect(page).toContain(
      "- [S1](../test/document/01-letters.test.ts) a letter with a stamp arrives, and it's",
    )
    expect(page).toContain('- [S1](../test/document/01-letters.test.ts) without a stamp: \\%s')
    expect(page).toContain('| incomplete | there is more to it, and what is left out matters | 1 |')
    expect(page).not.toContain('## Stamps')
  })

  test('one proof less is a page that is out of date', async () => {
    const book = await workbook()
    await write(book)
    book.write('test/document/01-letters.test.ts', "test('S1 without a stamp: %s', () => {})\n")
    expect(await trialProblems(book.root)).toEqual([
      'docs/document-on-trial.md is not what the statements give; npm run trial writes it anew.',
    ])
  })

  test('a statement without a proof', async () => {
    const book = await workbook()
    book.write('test/document/01-letters.test.ts', '')
    await write(book)
    expect(await trialProblems(book.root)).toEqual([
      "test/document/statements/01-letters.ts: S1 is shown by nothing: no test's name in test/document begins with it.",
    ])
  })

  test.for<[string, Partial<typeof STATEMENT>[], string]>([
    ['a proof that is not there', [{ proofs: ['01.1-fails'] }], 'S1 names 01.1-fails as its proof'],
    ['a benchmark that is not there', [{ proofs: ['npm run bench post'] }], 'S1 names npm run bench post as'],
    ['another statement that is not there', [{ proofs: ['S2'] }], 'S1 names S2 as its proof'],
    ['a task that is not there', [{ task: '01.9' }], 'S1 is taught by 01.9, which is no task.'],
    ['the same id twice', [{}, {}], 'S1 is there twice.'],
    ['a verdict that is none', [{ verdict: 'maybe' }], 'S1 has the verdict "maybe", which is none.'],
    ['a test of no statement', [{ id: 'S2', proofs: ['01.1-works'] }], 'which is not among'],
    ['no text', [{ observed: '' }], 'S1 has an empty text.'],
  ])('%s', async ([, changes, problem]) => {
    const book = await workbook(statements(...changes))
    await write(book)
    expect((await trialProblems(book.root)).join('\n')).toContain(
      problem === 'which is not among' ? 'shows a statement that is not among the statements.' : problem,
    )
  })

  test('checks, commands and later lessons are proofs and places', async () => {
    const proofs = ['01.1-works', 'npm run lesson 01 predict', 'S1']
    const book = await workbook(statements({ proofs, task: '06' }))
    await write(book)
    expect(await trialProblems(book.root)).toEqual([])
    const line = '| S1, 01.1-works, `npm run lesson 01 predict`, S1 |'
    expect(book.read('lessons/01-letters/README.md')).toContain(line)
  })

  test('of this workbook, every name of a test in the source is found', async () => {
    const trial = await loadTrial(ROOT)
    const folder = join(ROOT, 'test/document')
    const names = readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(/['"`]S\d+[a-z]? /g) ?? [])
    expect(trial!.tests).toHaveLength(names.length)
    expect(names.length).toBeGreaterThan(50)
  })
})
