import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Folders with code of a learner, or that stands for a learner's. */
const LEARNERS = /^(lessons|solutions|\.built)[\\/]/

/** True for a file that is the learner's, or stands for one: not the workbook's own, not a library. */
export function isLearners(file: string): boolean {
  const path = relative(ROOT, file)
  return LEARNERS.test(path) && !path.includes(`${sep}workbook${sep}`)
}

/**
 * The innermost place in the learner's code that an error's stack names, for example
 * `lessons/01-basic-pubsub/ioredis.ts:24`.
 */
export function frameOf(error: unknown): string | undefined {
  for (const { file, row } of placesOf(error)) {
    if (isLearners(file)) return `${relative(ROOT, file).split(sep).join('/')}:${row}`
  }
  return undefined
}

/** Whether the learner's own line threw an error, and not something that it called. */
export function isThrownByLearner(error: unknown): boolean {
  const [innermost] = placesOf(error)
  return innermost !== undefined && isLearners(innermost.file)
}

function placesOf(error: unknown): { readonly file: string; readonly row: string }[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack.split('\n').flatMap((line) => {
    const [, place, row] = /\(?((?:file:\/\/)?[^\s()]+?)(?:\?[^:]*)?:(\d+):\d+\)?$/.exec(line) ?? []
    if (!place || !row) return []
    return [{ file: place.startsWith('file:') ? fileURLToPath(place) : place, row }]
  })
}
