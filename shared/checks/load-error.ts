import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../workbook/folders.mjs'
import { codeFrame } from './code-frame.ts'
import { describe, isA } from './failure.ts'
import { placeOf } from './stack.ts'

/** So much of a compiler's message is shown, in characters. */
const LONGEST_MESSAGE = 8000

/** Why a learner's file cannot be loaded: what the compiler says, or the error that it throws, with its place. */
export function loadErrorText(error: unknown): string {
  const message = isA(error, Error) ? String(error.message).slice(0, LONGEST_MESSAGE) : describe(error)
  // Compilers colour their messages whether asked for or not, and begin with a line that says nothing.
  const [first = '', ...rest] = stripVTControlCharacters(message).replaceAll(ROOT, '').split('\n')
  if (/^Transform failed/.test(first)) return rest.join('\n').replace(/^\n+/, '').trimEnd()
  const place = placeOf(error)
  const at = place ? `\nat ${place.path}:${place.line}${codeFrame(place)}` : ''
  return `${describe(error).replaceAll(ROOT, '')}${at}`
}
