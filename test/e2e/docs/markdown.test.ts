import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codePage, preparePage } from '#shared/authoring/docs/markdown.ts'
import { documentsOf, modulesOf, outlineOf } from '#shared/authoring/docs/outline.ts'
import { withCode } from '#shared/authoring/docs/page-code.ts'
import { type SmallWorkbook, smallWorkbook } from './small-workbook.ts'

let workbook: SmallWorkbook
beforeAll(() => {
  workbook = smallWorkbook()
})
afterAll(() => workbook.dispose())

const LESSON = 'lessons/01-first/README.md'

/** The lesson's page with this text below its title. */
function prepared(text: string) {
  workbook.write(LESSON, `# Lesson 01: \`The\` first\n\n${text}\n`)
  const outline = outlineOf(workbook.root)
  const pages = new Set([
    outline.home,
    ...documentsOf(outline),
    ...modulesOf(outline),
    'solutions/01-first/node-redis.ts',
  ])
  return preparePage(workbook.root, LESSON, pages)
}

test('the title is the first heading, without Markdown', () => {
  expect(prepared('').title).toBe('Lesson 01: The first')
})

test('a page of code shows a whole file without the marks of the starter', () => {
  const { text } = codePage(workbook.root, 'solutions/01-first/node-redis.ts')
  expect(text).toContain('export function greet(name: string): string {\n  return `hello')
  expect(text).not.toMatch(/region|\/\/[-?]/)
})

describe('the code of a page', () => {
  const SOLUTION = 'solutions/01-first/README.md'
  const shown = (target: string, before = '') =>
    withCode(SOLUTION, `# A\n<!-- code: ${target} -->\n${before}<!-- /code -->\n`, workbook.root)

  test('is written between its marks, in place of what was there', () => {
    const text = shown('node-redis.ts#01.1-greet')
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of a region
    const code = '```ts\nreturn `hello ${name}`\n```'
    expect(text).toBe(`# A\n<!-- code: node-redis.ts#01.1-greet -->\n\n${code}\n\n<!-- /code -->\n`)
    expect(shown('node-redis.ts#01.1-greet', 'old code\n')).toBe(text)
    expect(withCode(SOLUTION, text, workbook.root)).toBe(text)
  })

  test('is that of all regions of a task, or of a whole file', () => {
    expect(shown('node-redis.ts#01.2')).toContain("```ts\nconsole.log('goodbye')\n```")
    expect(shown('node-redis.ts')).toContain('export function greet(name: string): string {\n  return `hello')
  })

  test.each([
    ['gone.ts', 'README.md:2: there is no solutions/01-first/gone.ts.'],
    ['node-redis.ts#01.9', 'README.md:2: solutions/01-first/node-redis.ts has no region 01.9.'],
    ['node-redis.ts#01.1-gre', 'node-redis.ts has no region 01.1-gre.'],
  ])('is refused where it is not there: %s', (target, problem) => {
    expect(() => shown(target)).toThrow(problem)
  })

  test.each([
    ['<!-- code: node-redis.ts -->', 'README.md:1: the code is never closed'],
    ['<!-- /code -->', 'README.md:1: <!-- /code --> without'],
    ['<!-- code: node-redis.ts -->\n<!-- code: node-redis.ts -->', 'README.md:2: the code of line 1'],
  ])('is refused with marks that do not fit: %s', (text, problem) => {
    expect(() => withCode(SOLUTION, text, workbook.root)).toThrow(problem)
  })

  test('of a file whose marks are wrong is refused', () => {
    workbook.write('solutions/01-first/broken.ts', '// #region 01.1-a\n')
    expect(() => shown('broken.ts#01.1-a')).toThrow('is never closed')
  })
})

describe('links', () => {
  test.each([
    ['[the contract](contract.ts#L3)', '[the contract](./contract.ts)'],
    ['[keys](../../docs/primer.md#keys)', '[keys](../../docs/primer.md#keys)'],
    ['[its solution](../../solutions/01-first/)', '[its solution](../../solutions/01-first/README.md)'],
    [
      '[the code](../../solutions/01-first/node-redis.ts)',
      '[the code](../../solutions/01-first/node-redis.ts)',
    ],
    ['[here](#build) and [Redis](https://redis.io/)', '[here](#build) and [Redis](https://redis.io/)'],
    ['[`node-redis.ts`](node-redis.ts) is yours', '`node-redis.ts` is yours'],
    ['[all lessons](../)', 'all lessons'],
    ['`[no](link.ts)`', '`[no](link.ts)`'],
  ])('%s becomes %s', (written, read) => {
    const { text, problems } = prepared(written)
    expect(problems).toEqual([])
    expect(text).toContain(`\n\n${read}\n`)
  })

  test.each([
    ['[x](gone.md)', 'leads to lessons/01-first/gone.md, which does not exist'],
    ['![x](gone.png)', 'leads to lessons/01-first/gone.png, which does not exist'],
    ['[x](/docs/primer.md)', 'leads out of the workbook'],
    ['[x](../../../outside.md)', 'leads out of the workbook'],
  ])('%s is refused with its place', (written, told) => {
    expect(prepared(written).problems).toEqual([expect.stringContaining(told)])
  })
})

describe('what else is refused', () => {
  test.each([
    [
      'a diagram without a text for those who cannot see it',
      '```mermaid\nflowchart LR\n  A --> B\n```',
      'no "accTitle: …" line',
    ],
    ['a diagram that cannot be drawn', '```mermaid\npie\n  accTitle: A pie\n  "a" : 1\n```', 'diagram'],
    ['a code block that is not closed', '```ts\nconst a = 1', 'its last code block is not closed'],
  ])('%s', (_what, text, told) => {
    expect(prepared(text).problems).toEqual([expect.stringContaining(told)])
  })

  test('a page without a title', () => {
    workbook.write('docs/primer.md', 'No title.\n')
    expect(preparePage(workbook.root, 'docs/primer.md', new Set()).problems).toEqual([
      'docs/primer.md: it has no title; begin it with a line "# …".',
    ])
  })
})
