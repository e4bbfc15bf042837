/** The workbook's own folder, absolute. */
export const ROOT: string

/**
 * The folders of all lessons, in their order, for example `01-basic-pubsub`.
 *
 * @param root Default: {@link ROOT}.
 */
export function lessonFolders(root?: string): string[]

/**
 * The names of a lesson's files that are the learner's, for example `ioredis.ts`: what the solution consists of.
 *
 * @param folder For example `01-basic-pubsub`.
 * @param root Default: {@link ROOT}.
 */
export function solutionFiles(folder: string, root?: string): string[]

/** A word that may name a lesson, taken apart. */
export interface LessonWord {
  /** The folder that was put before it, if any. */
  readonly area?: 'lessons' | 'solutions'
  /** What should name the lesson; empty for `lessons/` alone. */
  readonly name: string
  /** What follows the lesson's folder, for example `ioredis.ts`; else empty. */
  readonly inside: string
}

/** Takes `03`, `lessons/03` or `solutions\03-socket-io\gateway.ts` apart; undefined for any other path. */
export function parseLessonWord(word: string): LessonWord | undefined

/**
 * The folder of the lesson that a word means: `3`, `03`, `03-socket-io`, `socket-io`, `lessons/03` and
 * `solutions/03/` are all `03-socket-io`. Undefined when it means none.
 *
 * @param folders Default: {@link lessonFolders}.
 */
export function findLesson(word: string, folders?: readonly string[]): string | undefined

/** The candidate that was probably meant: a slip of a few letters, or the only one that begins so. */
export function nearest(word: string, candidates: readonly string[]): string | undefined
