import { type LessonResult, statusOf } from './result.ts'

/**
 * The last line. Every machine that reads it looks for "passed" and "failed".
 *
 * @param own How the tests ended that belong to no lesson.
 * @param errors How many errors belong to no test.
 */
export function total(lessons: readonly LessonResult[], own: readonly string[], errors: number): string {
  const states: string[] = [
    ...lessons.flatMap((of) => of.results.map((result) => statusOf(of, result))),
    ...own,
  ]
  const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length
  // A file that cannot be loaded is one failure, and nothing of it was checked.
  const unloaded = lessons.flatMap((of) =>
    of.clients.filter((client) =>
      of.results.some((result) => result.client === client && result.outcome.status === 'broken'),
    ),
  )
  const parts = [`${count('passed')} passed`, `${count('failed') + unloaded.length + errors} failed`]
  if (count('skipped') > 0) parts.push(`${count('skipped')} skipped`)
  if (count('broken') > 0) parts.push(`${count('broken')} not checked`)
  if (count('waiting') > 0) parts.push(`${count('waiting')} waiting for an earlier task`)
  // A failure where nothing has been begun is none.
  if (count('not-started') > 0) parts.push(`${count('not-started')} not started`)
  return `Total: ${parts.join(', ')}`
}
