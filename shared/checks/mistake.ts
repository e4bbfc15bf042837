import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { isA } from './failure.ts'
import { originOf, type Place } from './stack.ts'

/**
 * Whether a reported problem is a mistake in the code that reports it, such as a misspelt field: neither Redis nor a
 * lost connection makes an error of these types, and a check's handler throws in the check's file. An error that the
 * code makes itself, as in `throw new TypeError('no event')`, is none.
 */
export function isMistake({ kind, error }: Problem): boolean {
  if (isA(error, NotStarted)) return true
  return (
    isOfTheLanguage(error) && (kind === 'connection' || (kind === 'handler' && originOf(error) !== undefined))
  )
}

/** Whether an error is such a mistake, and was made in the learner's own code. */
export function isOwnException(error: unknown): boolean {
  return isOfTheLanguage(error) && originOf(error) !== undefined
}

function isOfTheLanguage(error: unknown): boolean {
  if (!isA(error, TypeError) && !isA(error, ReferenceError) && !isA(error, RangeError)) return false
  const origin = originOf(error)
  return !origin || !isMadeAt(origin)
}

/** True where the code at this place is `new TypeError(…)` or the like. */
function isMadeAt({ path, line, column }: Place): boolean {
  try {
    const text = readFileSync(join(ROOT, path), 'utf8').split('\n')[line - 1] ?? ''
    return /^(throw\s+)?(new\s+)?\w*Error\s*\(/.test(text.slice(column - 1))
  } catch {
    return false
  }
}
