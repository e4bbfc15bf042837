import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, relative, sep } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { nearest, ROOT } from '#shared/core/lesson-paths.mjs'
import { codeFrame } from './code-frame.ts'
import { describe, Failure, isA } from './failure.ts'
import { isLearnerFile, placeOf } from './stack.ts'

/** So much of a compiler's message is shown, in characters. */
const LONGEST_MESSAGE = 8000

/** Why a learner's file cannot be loaded: what the compiler says, or the error that it throws, with its place. */
export function loadErrorText(error: unknown): string {
  if (isA(error, Failure)) return error.message
  const message = isA(error, Error) ? String(error.message).slice(0, LONGEST_MESSAGE) : describe(error)
  // Compilers colour their messages whether asked for or not, and begin with a line that says nothing.
  const [first = '', ...rest] = stripVTControlCharacters(message).replaceAll(ROOT, '').split('\n')
  if (/^Transform failed/.test(first)) return rest.join('\n').replace(/^\n+/, '').trimEnd()
  const missing = missingFile(message)
  if (missing) return missing
  const place = placeOf(error)
  const at = place ? `\nat ${place.path}:${place.line}${codeFrame(place)}` : ''
  return `${describe(error).replaceAll(ROOT, '')}${at}`
}

/** A file of the learner's that is not there: which one, who wants it, and what may have become of it. */
function missingFile(message: string): string | undefined {
  const [, file = '', by = ''] =
    /Cannot find module '([^']+)'(?: imported from '?([^'\n]+?)'?)?$/m.exec(message) ?? []
  if (!isLearnerFile(file) || existsSync(file)) return undefined
  const path = (absolute: string) => relative(ROOT, absolute).split(sep).join('/')
  const folder = dirname(file)
  const others = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : []
  const meant = nearest(basename(file), others)
  return [
    isLearnerFile(by) ? `${path(by)} imports ${path(file)}, which is missing.` : `${path(file)} is missing.`,
    ...(meant ? [`There is ${meant}: does one of them have the wrong name?`] : []),
  ].join(' ')
}
