/**
 * The minutes that a lesson promises, against an estimate of what it asks for. People differ; the estimate is the same
 * for all lessons, so that none promises less than another one of its size.
 *
 * The eight lessons were taken as newcomers would take them, and their minutes estimated on the way: 47.5, 59, 67, 58,
 * 58, 98, 42, 112. The two figures below are those that come closest to these minutes, by the least squares, from the
 * words and lines that the lessons had then. The standard error is 5 minutes, so estimates are rounded to 5 minutes.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLessons } from '#shared/core/lessons.ts'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'
import { GIVEN, type Part, parseRegions } from '#shared/core/regions.ts'
import { starterOf } from '#shared/core/starters.ts'
import { countWords, openProse } from './words.ts'

/** Words of README, contract and starter, its comments included: reading, understanding and finding again. */
const WORDS_A_MINUTE = 48
/** Lines of code: thinking, writing, running the checks and fixing. */
const LINES_A_MINUTE = 1.83
/** What fits one sitting. */
const SITTING = 45
/** Lessons that take two sittings. */
const TWO_SITTINGS = ['06', '08']

describe.each(await loadLessons())('lesson $id', (lesson) => {
  const sittings = TWO_SITTINGS.includes(lesson.id) ? 2 : 1

  test('its README and its manifest promise the same', () => {
    expect(lesson.minutes).toBe(sittings * SITTING)
    const promise = sittings === 1 ? `${SITTING} minutes` : `Two sittings of ${SITTING} minutes`
    expect(read(lesson, 'lessons', 'README.md')).toMatch(new RegExp(`^${promise}\\b`, 'm'))
  })

  test('what it asks for fits into the minutes that it promises', () => {
    const { words, lines } = askedBy(lesson)
    expect(lines).toBeGreaterThan(5)
    const minutes = words / WORDS_A_MINUTE + lines / LINES_A_MINUTE
    const rounded = 5 * Math.round(minutes / 5)
    const asked = `${words} words to read and ${lines} lines to write`
    expect(rounded, `minutes for ${asked}`).toBeLessThanOrEqual(lesson.minutes)
  })
})

test('words and lines are counted where they are read and written', () => {
  const readme = '# One two\n\nthree `four.five`\n```ts\nsix\n```\n<details>\nseven\n</details>\n'
  expect(countWords(openProse(readme))).toBe(4)
  const source = 'const given = 1\n// #region 01.1-a\nwritten()\n}\n// no code\n// #endregion\n'
  expect(codeLines(parseRegions(source, 'a.ts'), (part) => typeof part !== 'string')).toEqual(['written()'])
  expect(codeLines(parseRegions(source, 'a.ts'), (part) => typeof part === 'string')).toEqual([
    'const given = 1',
  ])
})

/** For one client: the second one is beyond the promise. */
function askedBy(lesson: Lesson): { words: number; lines: number } {
  const core = new Set(lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id))
  const files = lesson.files
    .filter(({ hunt }) => !hunt)
    .map((file) => ({ file, found: parseRegions(read(lesson, 'solutions', file.name), file.name) }))
    .filter(({ found }) => !isBeyond(found, core))
  const isCore = (part: Part) => typeof part !== 'string' && core.has(part.task)
  const isGiven = (part: Part) => typeof part === 'string' || part.task === GIVEN
  const given = files.flatMap(({ found }) => codeLines(found, isGiven))
  const comments = files.flatMap(({ file }) => starterOf(lesson, file.name).split('\n').filter(isComment))
  const [untilCompare = ''] = read(lesson, 'lessons', 'README.md').split(/^## Compare/m)
  const texts = [openProse(untilCompare), read(lesson, 'lessons', 'contract.ts'), ...given, ...comments]
  return {
    words: texts.reduce((sum, text) => sum + countWords(text), 0),
    lines: files.flatMap(({ found }) => codeLines(found, isCore)).length,
  }
}

/** Whether a file is for optional tasks alone: for the core, it's neither read nor written. */
function isBeyond(found: readonly Part[], core: ReadonlySet<string>): boolean {
  const tasks = found.flatMap((part) => (typeof part === 'string' || part.task === GIVEN ? [] : part.task))
  return tasks.length > 0 && !tasks.some((task) => core.has(task))
}

function read(lesson: Lesson, area: 'lessons' | 'solutions', name: string): string {
  return readFileSync(join(ROOT, area, folderOf(lesson), name), 'utf8')
}

/** The lines of some parts that are no comment, and more than brackets. */
function codeLines(found: readonly Part[], isWanted: (part: Part) => boolean): string[] {
  const lines = found.filter(isWanted).flatMap((part) => (typeof part === 'string' ? [part] : part.code))
  return lines.filter((line) => !isComment(line) && /\w/.test(line))
}

function isComment(line: string): boolean {
  return /^\s*(\/\/|\/?\*)/.test(line)
}
