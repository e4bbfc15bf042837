import type { Problem } from '../lesson/base.ts'
import { isThrownByLearner } from './stack.ts'

/**
 * Whether a reported problem is a mistake in the code that reports it, such as a misspelt field: neither Redis nor a
 * lost connection makes an error of these types, and a check's handler throws in the check's file.
 */
export function isMistake({ kind, error }: Problem): boolean {
  const ofTheLanguage =
    error instanceof TypeError || error instanceof ReferenceError || error instanceof RangeError
  if (!ofTheLanguage) return false
  return kind === 'connection' || (kind === 'handler' && isThrownByLearner(error))
}
