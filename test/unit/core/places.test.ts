import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { replaceFolder } from '#shared/authoring/docs/replace-folder.ts'
import { isInLessons } from '#shared/runner/lesson-checks.ts'

test.each(['/home/ann/lessons/workbook', '/home/ann/workbook', '/home/ann/lessons'])(
  "in %s only its folder lessons holds the learner's code",
  (root) => {
    for (const form of [(path: string) => path, (path: string) => pathToFileURL(path).href]) {
      expect(isInLessons(form(`${root}/lessons/01-basic-pubsub/`), root)).toBe(true)
      expect(isInLessons(form(`${root}/solutions/01-basic-pubsub/solution.test.ts`), root)).toBe(false)
      expect(isInLessons(form(`${root}/.workbook/built/lessons/01/`), root)).toBe(false)
    }
  },
)

test('a folder that is replaced many times at once is always whole, and nothing stays beside it', async () => {
  const root = mkdtempSync(join(tmpdir(), 'replaced-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const target = join(root, 'site')
  const sources = Array.from({ length: 4 }, (_, index) => {
    const source = join(root, `source-${index}`)
    mkdirSync(source)
    for (let page = 0; page < 20; page++) writeFileSync(join(source, `${page}.html`), String(index))
    return source
  })
  await Promise.all(sources.map((source) => replaceFolder(target, source)))
  const texts = readdirSync(target).map((name) => readFileSync(join(target, name), 'utf8'))
  expect(texts).toHaveLength(20)
  expect(new Set(texts).size).toBe(1)
  expect(readdirSync(root).filter((name) => name.startsWith('site'))).toEqual(['site'])
})
