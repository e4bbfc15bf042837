import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildSite } from '#shared/authoring/docs/build-site.ts'
import { lessonFile, type SmallWorkbook, smallWorkbook } from './small-workbook.ts'

let workbook: SmallWorkbook
let site: string
beforeEach(() => {
  workbook = smallWorkbook()
  site = join(workbook.root, 'docs', 'site')
})
afterEach(() => workbook.dispose())

const build = () => buildSite(workbook.root, site)
const page = (path: string) => readFileSync(join(site, path), 'utf8')

test('a site has a page for each lesson, contract, solution and file, where its file lies', async () => {
  expect((await build()).problems).toEqual([])
  expect(page('index.html')).toContain('href="lessons/01-first/index.html"')
  expect(page('docs/primer.html')).toContain('href="../lessons/01-first/index.html"')
  expect(page('lessons/01-first/index.html')).toContain('href="contract.html"')
  expect(page('lessons/01-first/index.html')).toMatch(/<svg [^>]*role="img" aria-label="A subscriber gets/)
  expect(page('lessons/01-first/contract.html')).toContain('Says hello.')
  const solution = page('solutions/01-first/index.html')
  expect(solution).toContain('<p class="code-title"><code>node-redis.ts</code></p>\n<pre><code class="ts">')
  expect(solution).toContain('<p class="code-title"><code>ping</code></p>\n<pre><code class="console">')
  expect(page('solutions/01-first/node-redis.ts.html')).not.toContain('region')
  expect(page('lessons/01-first/your-turn.html')).toContain('TODO 01.1: Task 1')
  expect(page('shared/lesson/connect-options.html')).toContain('A value.')
})

test('another lesson is found by its folder', async () => {
  workbook.write('lessons/02-second/README.md', '# The second\n\n## Build\n')
  workbook.write('lessons/02-second/workbook/lesson.ts', lessonFile('02', 'second', 'The second'))
  workbook.write('solutions/02-second/node-redis.ts', 'export const one = 1\n')
  workbook.write('lessons/02-second/contract.ts', '/** A number. */\nexport type Count = number\n')
  workbook.write('solutions/02-second/README.md', '# Solution 02\n')
  expect((await build()).problems).toEqual([])
  expect(page('docs/primer.html')).toContain('Lesson 01: The first →')
  expect(page('lessons/01-first/index.html')).toContain('Lesson 01: your turn →')
  expect(page('lessons/01-first/your-turn.html')).toContain('Lesson 01: contract →')
  expect(page('lessons/01-first/contract.html')).toContain('Lesson 02: The second →')
  expect(page('solutions/01-first/index.html')).toContain('← Lesson 01: The first')
  expect(page('solutions/01-first/index.html')).not.toContain('→')
  expect(page('lessons/02-second/contract.html')).toContain('A number.')
})

test('what is missing is named', async () => {
  workbook.remove('docs/primer.md')
  workbook.remove('solutions/01-first/README.md')
  expect((await build()).problems).toEqual([
    'docs/primer.md is missing: the site has a page for it.',
    'solutions/01-first/README.md is missing: the site has a page for it.',
  ])
})

test('each mistake is told in a sentence, and the site that is there stays', async () => {
  workbook.write('docs/site/index.html', 'the former site')
  workbook.write(
    'lessons/01-first/contract.ts',
    `interface Hidden { readonly a: string }
export interface Undocumented { greet(): void }
/** Refers to {@link Nobody}. */
export interface Greeting { readonly hidden: Hidden }
`,
  )
  workbook.write('docs/primer.md', '# Primer\n\n[no heading](#nowhere)\n\n## Key\n')
  const { problems } = await build()
  const told = (words: string) => expect(problems).toContainEqual(expect.stringContaining(words))

  told(
    'contract.Undocumented (Interface), defined in lessons/01-first/contract.ts, does not have any documentation.',
  )
  told('contract.Undocumented.greet')
  told('Failed to resolve link to "Nobody"')
  told('Hidden, defined in lessons/01-first/contract.ts, is referenced by')
  told('docs/primer.html: the link to #nowhere leads to a heading or name')
  // The lesson links to a heading that the new primer does not have.
  told('lessons/01-first/index.html: the link to ../../docs/primer.html#keys leads to a heading or name')
  for (const problem of problems) {
    expect(problem).toMatch(/^[^\n]*[.!?]$/)
    expect(problem).not.toContain(workbook.root)
  }
  expect(page('index.html')).toBe('the former site')
})

test('a contract that is no TypeScript is one sentence with file and line', async () => {
  workbook.write('lessons/01-first/contract.ts', '/** A. */\nexport type A = Missing\n')
  const { problems } = await build()
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(
    /^lessons\/01-first\/contract\.ts:2:17 - error TS2304: Cannot find name 'Missing'\.$/,
  )
  expect(existsSync(site)).toBe(false)
})

test('a mistake in the code of a learner does not matter', async () => {
  workbook.write('lessons/01-first/node-redis.ts', 'this is {{{ no TypeScript')
  expect((await build()).problems).toEqual([])
})
