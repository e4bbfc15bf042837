/**
 * The minutes that a lesson promises, against an estimate of what it asks for. People differ; the estimate is the same
 * for all lessons, so that none promises less than another one of its size.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadLessons } from '../../shared/workbook/catalogue.ts'
import { ROOT } from '../../shared/workbook/folders.mjs'
import { folderOf, type Lesson } from '../../shared/workbook/manifest.ts'
import { parts } from '../../shared/workbook/regions.ts'

/** Somebody who reads to understand. */
const WORDS_A_MINUTE = 200
/** Somebody who knows the language, thinks, runs the checks and mends. */
const LINES_A_MINUTE = 3

describe.each(await loadLessons())('lesson $id', (lesson) => {
  const readme = read(lesson, 'lessons', 'README.md')

  test('its README says what its manifest says', () => {
    expect(readme).toMatch(new RegExp(`^${lesson.minutes.join('–')} minutes[.,]`, 'm'))
  })

  test('what it asks for fits into the minutes that it promises', () => {
    const words = wordsIn(untilCompare(readme)) + wordsIn(read(lesson, 'lessons', 'contract.ts'))
    expect(words).toBeGreaterThan(500)
    const lines = linesToWrite(lesson)
    expect(lines).toBeGreaterThan(20)
    const estimate = words / WORDS_A_MINUTE + lines / LINES_A_MINUTE
    expect(estimate).toBeLessThanOrEqual(lesson.minutes[1])
  })
})

function read(lesson: Lesson, area: 'lessons' | 'solutions', name: string): string {
  return readFileSync(join(ROOT, area, folderOf(lesson), name), 'utf8')
}

/** What is read before and while the tasks are done, without code. */
function untilCompare(readme: string): string {
  return readme.split(/^## Compare/m)[0]!.replace(/^```[\s\S]*?^```/gm, '')
}

function wordsIn(text: string): number {
  return text.split(/\s+/).length
}

/** The lines of the core tasks in the solution. Of a file that is a bug hunt, only those that are to be repaired. */
function linesToWrite(lesson: Lesson): number {
  const core = new Set(lesson.tasks.filter(({ optional }) => !optional).map(({ id }) => id))
  const lines = lesson.files.flatMap(({ name, hunt }) =>
    parts(read(lesson, 'solutions', name), name).flatMap((part) => {
      if (typeof part === 'string' || !core.has(part.task) || (hunt && !part.hunt)) return []
      return part.code
    }),
  )
  return lines.filter(isCode).length
}

/** Not a comment, and more than brackets. */
function isCode(line: string): boolean {
  const text = line.trim()
  return !/^(\/\/|\/?\*)/.test(text) && /\w/.test(text)
}
