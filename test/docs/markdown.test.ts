import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codePage, preparePage } from '../../shared/workbook/docs/markdown.ts'
import { documentsOf, modulesOf, outlineOf } from '../../shared/workbook/docs/outline.ts'
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

describe('{@includeCode}', () => {
  test('puts in a region without the marks of the starter', () => {
    const { text, problems } = prepared('{@includeCode ../../solutions/01-first/node-redis.ts#01.1-greet}')
    expect(problems).toEqual([])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the code of a region
    expect(text).toContain('```ts\nreturn `hello ${name}`\n```')
    expect(text).not.toContain("return ''")
    expect(text).not.toContain('return name')
  })

  test('puts in all regions of a task, also from an HTML comment', () => {
    const { text } = prepared('<!-- {@includeCode ../../solutions/01-first/node-redis.ts#01.2} -->')
    expect(text).toContain("```ts\nconsole.log('goodbye')\n```")
    expect(text).not.toContain('<!--')
  })

  test('puts in a whole file', () => {
    const { text } = codePage(workbook.root, 'solutions/01-first/node-redis.ts')
    expect(text).toContain('export function greet(name: string): string {\n  return `hello')
    expect(text).not.toMatch(/region|\/\/[-?]/)
  })

  test('is left alone in a code block', () => {
    const quoted = '```md\n{@includeCode gone.ts#x}\n```'
    expect(prepared(quoted).text).toContain(quoted)
  })

  test.each([
    ['gone.ts', 'names the file lessons/01-first/gone.ts, which does not exist'],
    ['contract.ts#01.9', 'names the region 01.9, which lessons/01-first/contract.ts does not have'],
    ['../../solutions/01-first/node-redis.ts#01.1-gre', 'names the region 01.1-gre, which'],
  ])('of %s is refused with its place', (target, told) => {
    const { problems } = prepared(`{@includeCode ${target}}`)
    expect(problems).toEqual([expect.stringContaining(told)])
    expect(problems[0]).toMatch(/^lessons\/01-first\/README\.md:3: /)
  })

  test('of a file whose marks are wrong is refused', () => {
    workbook.write('lessons/01-first/broken.ts', '// #region 01.1-a\n')
    expect(prepared('{@includeCode broken.ts#01.1-a}').problems).toEqual([
      expect.stringContaining('is never closed'),
    ])
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
