import { stripVTControlCharacters } from 'node:util'
import { ROOT } from '../workbook/folders.mjs'
import { describe } from './failure.ts'
import { frameOf } from './stack.ts'

/** Why a learner's file cannot be loaded: what the compiler says, or the error that it throws, with its place. */
export function loadErrorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  // Compilers colour their messages whether asked for or not, and begin with a line that says nothing.
  const [first = '', ...rest] = stripVTControlCharacters(message).replaceAll(ROOT, '').split('\n')
  if (/^Transform failed/.test(first)) return rest.join('\n').replace(/^\n+/, '').trimEnd()
  const frame = frameOf(error)
  return `${describe(error).replaceAll(ROOT, '')}${frame ? `\nat ${frame}` : ''}`
}
