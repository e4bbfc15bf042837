/** The doctests themselves: what they take for the same, and what they reject. */
import { describe, expect, test } from 'vitest'
import { programOf } from '#shared/runner/snippets/program.ts'
import { readPage } from '#shared/runner/snippets/snippets.ts'
import { withAssertions } from './assertions.ts'
import { fits, progressOf } from './output.ts'

describe('output', () => {
  test.each([
    ['the same', 'a\nb', 'a\nb\n'],
    ['nothing', '', '\n'],
    ['a cut for several lines', 'a\n…\nd', 'a\nb\nc\nd'],
    ['a cut for no line', 'a\n…\nb', 'a\nb'],
    ['a cut at the end', 'Error: no\n    …', 'Error: no\n    at x\n    at y\n\nNode.js v20.20.2'],
    ['a cut at the beginning', '…\nb', 'a\na\nb'],
    ['a cut within a line', 'listens on port … since …', 'listens on port 4711 since 12:00'],
    ['two cuts', '…\nb\n…\nb', 'a\nb\nc\nb'],
    ['fewer empty lines', 'a\n\nb', 'a\n\n\nb'],
  ])('%s fits', (_what, shown, printed) => expect(fits(shown, printed)).toBe(true))

  test.each([
    ['a line more', 'a', 'a\nb'],
    ['a line less', 'a\nb', 'a'],
    ['another order', 'a\nb', 'b\na'],
    ['a line before', 'b\n…', 'a\nb'],
    ['a line behind what a cut stands for', '…\nb', 'a\nb\nc'],
    ['the same line twice', 'a\nb', 'a\na\nb'],
    ['more within a line', 'a …', 'b a c'],
    ['less within a line', 'ab…ba', 'aba'],
    ['another indent', '  a', 'a'],
    ['something in place of nothing', '', 'a'],
  ])('%s does not fit', (_what, shown, printed) => expect(fits(shown, printed)).toBe(false))

  test.each([
    ['', 'open'],
    ['a', 'open'],
    ['a\nb', 'open'],
    ['a\nc', 'complete'],
    ['a\nb\nc', 'complete'],
    ['b', 'different'],
    ['a\nc\nd', 'open'],
  ])('of which %j has come is told apart', (printed, progress) => {
    expect(progressOf('a\n…\nc', printed)).toBe(progress)
  })
})

describe('comments that tell what a promise becomes', () => {
  const asserted = (code: string) => {
    const problems: string[] = []
    const changed = withAssertions(code, (problem) => problems.push(problem))
    return { changed, problems }
  }

  test.each([
    ['await publish(1) // resolves with 1', 'await __resolves(publish(1), 1, 1)'],
    [
      "  const id = await add() // resolves with '1-0', an id",
      "  const id = await __resolves(add(), '1-0', 1)",
    ],
    ['await read() // resolves with null', 'await __resolves(read(), null, 1)'],
    ["await f() // resolves with [{ a: 'b' }]", "await __resolves(f(), [{ a: 'b' }], 1)"],
    ['await f(a, () => b) // rejects', 'await __rejects(async () => f(a, () => b), "", 1)'],
    ['await f() // rejects with TypeError: no', 'await __rejects(async () => f(), "TypeError: no", 1)'],
    ['await f() // Redis replies with 1', 'await f() // Redis replies with 1'],
  ])('%s', (code, changed) => expect(asserted(code)).toEqual({ changed, problems: [] }))

  test.each([
    ['}) // resolves with 1', /line 2: write the whole statement/],
    ['await f() // resolves with the count', /line 2: "the count" is no value/],
    ['f() // rejects', /line 2: write the whole statement/],
  ])('%s is refused', (code, problem) => {
    expect(asserted(`\n${code}`).problems).toEqual([expect.stringMatching(problem)])
  })
})

describe('a page', () => {
  const read = (text: string) => readPage('lessons/01-letters/README.md', text)
  const ts = (title: string, code = 'f()') => `\`\`\`ts title="${title}"\n${code}\n\`\`\`\n`
  const text = '```text\nout\n```\n'

  test('gives its snippets, with their clients, needs and output', () => {
    const page = read(
      `# A\n${ts('one.node-redis.ts')}\nIt prints:\n\n${text}${ts('two.ts" needs="acl, restart')}\`\`\`redis title="group"\n> PING\nPONG\n\`\`\`\n`,
    )
    expect(page.problems).toEqual([])
    expect(page.snippets).toEqual([
      {
        language: 'ts',
        title: 'one.node-redis.ts',
        name: 'one',
        client: 'node-redis',
        needs: [],
        code: 'f()',
        output: 'out',
        line: 2,
      },
      { language: 'ts', title: 'two.ts', name: 'two', needs: ['acl', 'restart'], code: 'f()', line: 11 },
      { language: 'redis', title: 'group', name: 'group', needs: [], code: '> PING\nPONG', line: 14 },
    ])
  })

  test.each([
    ['a title of another form', ts('One.ts'), /"One.ts" isn't a snippet's title/],
    ['an unknown client', ts('one.redis.ts'), /"one.redis.ts" isn't a snippet's title/],
    ['the same title twice', ts('one.ts') + ts('one.ts'), /there is a snippet "one.ts" or "one" already/],
    [
      'a program with the name of a transcript',
      `\`\`\`redis title="one"\n\`\`\`\n${ts('one.ts')}`,
      /"one.ts" or "one" already/,
    ],
    ['output without a snippet', text, /no snippet of this section/],
    ['output behind a heading', `${ts('one.ts')}## B\n${text}`, /no snippet of this section/],
    ['output twice', ts('one.ts') + text + text, /no snippet of this section/],
    ['another name for the language', '```typescript\n```', /write "ts"/],
    ['a transcript without a title', '```redis\n> PING\n```', /a transcript needs a title/],
    ['an unknown need', ts('one.ts" needs="luck'), /needs="luck" names nothing/],
  ])('with %s is refused', (_what, markdown, problem) => {
    expect(read(markdown).problems).toEqual([expect.stringMatching(problem)])
  })

  test('a block with an import is a program; another one continues the prelude of its client', () => {
    const [whole, continued, alone] = read(
      ts('whole.node-redis.ts', "import type { Handler } from './contract.ts'\nf()") +
        ts('continued.ioredis.ts', "f(await import('redis'))") +
        ts('alone.ts'),
    ).snippets
    const page = 'lessons/01-letters/README.md'
    expect(programOf(page, whole!)).toEqual({
      file: '.workbook/built/snippets/01-letters/whole.node-redis.ts',
      text: "import type { Handler } from '../../../../lessons/01-letters/contract.ts'\nf()\n",
      before: 0,
    })
    expect(programOf(page, continued!)).toMatchObject({
      text: expect.stringMatching(
        /^import \{ Redis \} from 'ioredis'\n[\s\S]*\n\nf\(await import\('redis'\)\)\nexport \{\}\n$/,
      ),
      before: 6,
    })
    expect(programOf(page, alone!)).toMatchObject({ text: 'f()\nexport {}\n', before: 0 })
  })
})
