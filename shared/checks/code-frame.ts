import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Place } from './stack.ts'

/** So many lines are shown before and after the place. */
const BEFORE = 2
const AFTER = 1
const LONGEST_LINE = 90

/**
 * The code around a place, after an empty line; nothing where the file has changed since. With a column, there is a
 * caret below it.
 */
export function codeFrame({ path, line, column }: Omit<Place, 'column'> & Partial<Place>): string {
  const all = textOf(path).split(/\r?\n/)
  const code = all[line - 1]
  if (!code?.trim() || (column ?? 1) > code.length + 1) return ''
  const first = Math.max(1, line - BEFORE)
  const last = Math.min(all.length, line + AFTER)
  const width = String(last).length
  // A long line is shown from shortly before the place.
  const from = (column ?? 1) > LONGEST_LINE - 10 ? (column ?? 1) - 40 : 0
  const lines = all.slice(first - 1, last).flatMap((text, index) => {
    const number = first + index
    const shown = text.slice(from, from + LONGEST_LINE)
    const row = `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${shown}`.trimEnd()
    if (number !== line || column === undefined) return [row]
    return [row, `  ${' '.repeat(width)} | ${' '.repeat(column - 1 - from)}^`]
  })
  return ['\n', ...lines.map((one) => `    ${one}`)].join('\n')
}

/** Empty where it cannot be read: the place alone has to do. */
function textOf(path: string): string {
  try {
    return readIfThere(join(ROOT, path)) ?? ''
  } catch {
    return ''
  }
}
