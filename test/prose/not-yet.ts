/**
 * What has not been rewritten yet, so that the rules for pages do not hold there: those for minutes, READMEs, snippets,
 * hints and style. Both lists end up empty.
 *
 * @module
 */

/** Lessons, by their number. */
export const LESSONS_NOT_YET: readonly string[] = []

/** Other pages, by their path. */
export const PAGES_NOT_YET: readonly string[] = []

/** Whether the rules hold for a page, a file of a lesson or one of its solution. */
export function isRewritten(path: string): boolean {
  const lesson = /^(?:lessons|solutions)\/(\d\d)-/.exec(path)?.[1]
  return lesson ? !LESSONS_NOT_YET.includes(lesson) : !PAGES_NOT_YET.includes(path)
}
