import type { Problem } from '../lesson/base.ts'
import { NotStarted } from '../lesson/todo.ts'
import { isA } from './failure.ts'
import { originOf } from './stack.ts'

/**
 * Whether a reported problem is a mistake in the code that reports it, such as a misspelt field: neither Redis nor a
 * lost connection makes an error of these types, and a check's handler throws in the check's file.
 */
export function isMistake({ kind, error }: Problem): boolean {
  if (error instanceof NotStarted) return true
  const ofTheLanguage = isA(error, TypeError) || isA(error, ReferenceError) || isA(error, RangeError)
  if (!ofTheLanguage) return false
  return kind === 'connection' || (kind === 'handler' && originOf(error) !== undefined)
}
