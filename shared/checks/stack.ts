import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isA } from './failure.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Folders with code of a learner, or that stands for a learner's. */
const LEARNERS = /^(lessons|solutions|\.workbook[\\/]built)[\\/]/
/** A line of a stack that is longer is no place in the code but part of a message. */
const LONGEST_LINE = 1000

/** A place in a learner's code. */
export interface Place {
  /** From the workbook's folder, for example `lessons/01-basic-pubsub/ioredis.ts`. */
  readonly path: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1. */
  readonly column: number
}

/** True for a file that is the learner's, or stands for one: not the workbook's own, not a library. */
export function isLearnerFile(file: string): boolean {
  const path = relative(ROOT, file)
  return LEARNERS.test(path) && !path.includes(`${sep}workbook${sep}`)
}

/** The innermost place in the learner's code that an error's stack names. */
export function placeOf(error: unknown): Place | undefined {
  return placesIn(error).find(({ isLearnerFile }) => isLearnerFile)
}

/** As {@link placeOf}, if the error was made there and not by the workbook or a library that is called there. */
export function originOf(error: unknown): Place | undefined {
  const [first] = placesIn(error)
  return first?.isLearnerFile ? first : undefined
}

/** {@link placeOf} as text, for example `lessons/01-basic-pubsub/ioredis.ts:24`. */
export function frameOf(error: unknown): string | undefined {
  const place = placeOf(error)
  return place && `${place.path}:${place.line}`
}

/** The places in files, the innermost first. */
function placesIn(error: unknown): (Place & { readonly isLearnerFile: boolean })[] {
  return stackOf(error)
    .split('\n')
    .flatMap((text) => {
      if (text.length > LONGEST_LINE || !/^\s+at /.test(text)) return []
      const [, place, line, column] =
        /\(?((?:file:\/\/)?[^\s()]+?)(?:\?[^:]*)?:(\d+):(\d+)\)?$/.exec(text) ?? []
      if (!place || place.startsWith('node:')) return []
      const file = place.startsWith('file:') ? fileURLToPath(place) : place
      const path = relative(ROOT, file).split(sep).join('/')
      return [{ path, line: Number(line), column: Number(column), isLearnerFile: isLearnerFile(file) }]
    })
}

/** Whatever was thrown, reading it never throws. */
function stackOf(error: unknown): string {
  if (!isA(error, Error)) return ''
  try {
    const stack: unknown = error.stack
    return typeof stack === 'string' ? stack : ''
  } catch {
    return ''
  }
}
