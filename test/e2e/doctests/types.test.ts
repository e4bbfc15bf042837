/** The types of all snippets, and whether each page's snippets are run. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { pageOf, readPage } from '#shared/runner/snippets/snippets.ts'
import { snippetPages } from './pages.ts'
import { typeProblems } from './type-check.ts'

const TIMEOUT_MS = 300_000

test('all snippets of all pages are typed well', { timeout: TIMEOUT_MS }, async () => {
  const pages = snippetPages().map((path) => pageOf(path))
  // Mistakes made on purpose are found, with their lines.
  const spoilt = readPage('docs/spoilt.md', SPOILT)
  expect(await typeProblems([...pages, spoilt])).toEqual([
    "docs/spoilt.md:2: Type 'string' is not assignable to type 'number'.",
    "docs/spoilt.md:7: Property 'pub' does not exist on type 'Redis<\"legacy\">'.",
    "docs/spoilt.md:14: Cannot find name 'publisher'.",
    'docs/spoilt.md:10: this block runs, so it needs a title; without one it may only show types.',
  ])
})

test.each(snippetPages())('the snippets of %s are run', (page) => {
  const name = page.endsWith('/README.md') ? page.split('/').at(-2) : page.replace(/^docs\/|\.md$/g, '')
  const hasSnippets = pageOf(page).snippets.length > 0
  expect(!hasSnippets || existsSync(join(ROOT, 'test', 'e2e', 'doctests', `${name}.test.ts`))).toBe(true)
})

const SPOILT = `\`\`\`ts title="wrong.ts"
const count: number = 'three'
\`\`\`

\`\`\`ts title="typo.ioredis.ts"
await publisher.publish('orders', 'order 42')
await publisher.pub('orders', 'order 42')
\`\`\`

\`\`\`ts
console.log('who runs this?')
\`\`\`
\`\`\`ts title="alone.ts"
await publisher.publish('orders', 'order 42')
\`\`\`
\`\`\`ts
interface Order { id: number }
declare function read(order: Order): Promise<void>
\`\`\`
`
