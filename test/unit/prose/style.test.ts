/** Patterns that make English hard to read are kept out of what people read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { type Prose, proseOfComments, proseOfMarkdown, proseOfStrings } from './prose.ts'
import { styleProblems } from './style.ts'

describe.each(lessonFolders())('%s', (folder) => {
  test('is easy to read', () => {
    const pages = filesBelow(`lessons/${folder}`, /\.md$/)
    const solution = `solutions/${folder}/README.md`
    const code = filesBelow(`lessons/${folder}/workbook`, /\.(ts|js)$/)
    const contract = `lessons/${folder}/contract.ts`
    expect([
      ...[...pages, solution].flatMap((page) => problems(page, proseOfMarkdown)),
      ...problems(contract, proseOfComments, true),
      ...code.flatMap((file) => problems(file, (source) => proseOfStrings(file, source))),
    ]).toEqual([])
  })
})

const guides = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))
test.each(['README.md', ...guides.map((name) => `docs/${name}`)])('%s is easy to read', (page) => {
  // A page that has been left for later still exists.
  expect(existsSync(join(ROOT, page))).toBe(true)
  expect(problems(page, proseOfMarkdown)).toEqual([])
})

test('what the commands print is easy to read', () => {
  const files = filesBelow('shared', /\.(ts|mjs|cjs)$/).filter((file) => !file.endsWith('.d.ts'))
  expect(files.length).toBeGreaterThan(100)
  expect(files.flatMap((file) => problems(file, (source) => proseOfStrings(file, source)))).toEqual([])
})

describe('a sentence', () => {
  test.each([
    'A text that is no JSON is reported once.',
    "That's no reply.",
    'It doesn’t reply.',
    'What comes from Redis and is not valid is reported.',
    'Who is not known is refused.',
    'Nobody else notices it.',
    'It waits until somebody subscribes.',
    'Both handlers get it, for they share a connection.',
    'One subscription is enough, for both are in one program.',
    "It must wait for Redis's reply, for what is published before is lost.",
    'Publish first, for the reply may never come.',
    'It ends while Redis is away too.',
    'They can, too.',
    'It arrives unmodified, also the sender gets it, also if Redis is slow.',
    'The document says otherwise.',
    'Each text arrives letter by letter.',
    'It is moved to the dead letter.',
    'Mend the check.',
  ])('that readers stumble over is found: %s', (sentence) => {
    expect(styleProblems(sentence).length).toBeGreaterThan(0)
  })

  test.each([
    'There is no lesson 99.',
    'There really is no reply, and the key is no longer set.',
    'A line is no wider than 80 columns.',
    'What does Redis reply with? Who receives it?',
    "What's printed depends on the order.",
    'It prints what you published.',
    'What your code printed:',
    'For example, for each channel, for instance, for you, it is the same.',
    'Use it for tests, for benchmarks, and for demos that are slow.',
    'Keep a set, for each channel that has handlers.',
    'Too many messages are too late, and you can also subscribe twice.',
    'It also works with Valkey, also known as a fork of Redis.',
    'The dead-letter stream, or dead letter queue, holds it.',
    'Open it in a text editor.',
    'On the other hand, a picture has no text.',
    "Don't await handlers: the next message waits.",
  ])('that is fine is left alone: %s', (sentence) => {
    expect(styleProblems(sentence)).toEqual([])
  })

  test('of a contract has no contractions', () => {
    expect(styleProblems("It doesn't wait.", { formal: true })).toHaveLength(1)
    expect(styleProblems("It does not wait. A channel's handlers stay.", { formal: true })).toEqual([])
  })
})

describe('what people read is found', () => {
  test('in a page: paragraphs, items and cells, without code and headings', () => {
    const page =
      '# What it is.\n\nOne *two*\n`three`.\n\n- [four](five.md)\n2. **six**\n\n| seven | `eight` |\n|---|---|\n````md\n```sh\nnine\n```\n````\n<!-- ten -->\n<summary>Answer</summary>\n'
    expect(proseOfMarkdown(page)).toEqual([
      { line: 3, text: 'One two `x`.' },
      { line: 6, text: 'four' },
      { line: 7, text: 'six' },
      { line: 9, text: 'seven' },
      { line: 9, text: '`x`' },
    ])
  })

  test('in the comments of a contract', () => {
    const [comment] = proseOfComments(
      '\n/**\n * Closes it.\n *\n * @returns What is left. See {@link Left}.\n */',
    )
    expect(comment).toEqual({
      line: 2,
      text: expect.stringMatching(/^\s*Closes it\.\s+What is left\. See `x`\.\s*$/),
    })
  })

  test('in the strings of code', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    const code = 'print("three short words", `as ${many} words`, "too few") // a comment of words\n'
    expect(proseOfStrings('a.ts', code).map(({ text }) => text)).toEqual([
      'three short words',
      'as `x` words',
    ])
  })
})

function problems(file: string, read: (text: string) => Prose[], formal = false): string[] {
  if (!existsSync(join(ROOT, file))) return []
  const found = read(readFileSync(join(ROOT, file), 'utf8'))
  return found.flatMap(({ line, text }) =>
    styleProblems(text, { formal }).map((problem) => `${file}:${line}: ${problem}`),
  )
}

function filesBelow(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => pattern.test(path))
    .sort()
}
