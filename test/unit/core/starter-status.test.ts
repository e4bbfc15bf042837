/** Which places in a learner's files count as open. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson, loadLessons } from '#shared/core/lessons.ts'
import { CLIENTS, type Client, folderOf, type Lesson } from '#shared/core/manifest.ts'
import { filesFor, starterStatus } from '#shared/core/starter-status.ts'
import { placeholdersOf, starterOf } from '#shared/core/starters.ts'

/** A workbook's folder with these files of a lesson, and the solutions that starters are made from. */
function folderWith(lesson: Lesson, texts: ReadonlyMap<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'untouched-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  symlinkSync(join(ROOT, 'solutions'), join(root, 'solutions'))
  for (const [name, text] of texts) {
    const path = join(root, 'lessons', folderOf(lesson), name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return root
}

const lessons = await loadLessons()

test.each(lessons.map((lesson) => [lesson.id, lesson] as const))(
  'lesson %s: all places of a starter are open, and with the first half of its tasks done, all other places',
  (_id, lesson) => {
    for (const begin of CLIENTS) {
      for (const count of [0, Math.ceil(lesson.tasks.length / 2)]) {
        const done = new Set(lesson.tasks.slice(0, count).map(({ id }) => id))
        const names = lesson.files.map(({ name }) => name)
        const texts = new Map(names.map((name) => [name, starterOf(lesson, name, { begin, done })]))
        const root = folderWith(lesson, texts)
        for (const client of CLIENTS) {
          const places = filesFor(lesson, client).map((name) => placeholdersOf(lesson, name, { begin, done }))
          const expected = [...new Set(places.flatMap((stubs) => [...stubs.keys()]))].sort()
          const { open, notBegun, untouched } = starterStatus(lesson, client, root)
          const seen = { open: [...open.keys()].sort(), notBegun: [...notBegun].sort() }
          expect({ count, begin, client, ...seen }).toEqual({
            ...{ count, begin, client },
            ...{ open: expected, notBegun: expected },
          })
          if (count === 0) expect(untouched).toBe(true)
        }
      }
    }
  },
)

test.each([
  ['below the comments', (text: string) => text.replace('await processAgain().', '$&\n    await claimAll()')],
  [
    'above the comments',
    (text: string) => text.replace('// TODO 06.3', 'await claimAll()\n    // TODO 06.3'),
  ],
  [
    'below the comments, with one of its own',
    (text: string) =>
      text.replace('await processAgain().', '$&\n\n    // All of them.\n    await claimAll()\n'),
  ],
])('a place with code %s is begun, though its TODO is still there', async (_where, change) => {
  const { open, notBegun } = await touched06(change)
  expect(open.has('06.3')).toBe(false)
  expect(notBegun.has('06.3')).toBe(false)
})

test.each([
  ['a comment', (text: string) => text.replace('await processAgain().', '$&\n    // How?')],
  ['an import', (text: string) => text.replace(/^import .*$/m, "$&\nimport { join } from 'node:path'")],
  [
    'another parameter',
    (text: string) => text.replace('function takeOver()', 'function takeOver(count = 1)'),
  ],
  ['code of another task', (text: string) => text.replace("return todo('06.4')", 'await running')],
])("%s doesn't begin a place", async (_what, change) => {
  const { open } = await touched06(change)
  expect(open.get('06.3')?.path).toBe('lessons/06-delivery-limits/consumer.ts')
})

/** Lesson 06 with node-redis, where 06.3 is done except for `takeOver`, and `consumer.ts` is changed. */
async function touched06(change: (text: string) => string) {
  const lesson = await loadLesson('06-delivery-limits')
  const client: Client = 'node-redis'
  const done = new Set(['06.3'])
  const own = starterOf(lesson, `${client}.ts`, { begin: client, done })
  const neutral = starterOf(lesson, 'consumer.ts', { begin: client })
  expect(change(neutral)).not.toBe(neutral)
  const texts = [
    [`${client}.ts`, own],
    ['consumer.ts', change(neutral)],
  ] as const
  return starterStatus(lesson, client, folderWith(lesson, new Map(texts)))
}
