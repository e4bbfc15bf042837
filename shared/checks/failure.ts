import type { Comparison } from './outcome.ts'
import { errorText, onOneLine } from './show.ts'

/** What a check found wrong, in words for the learner. Its stack is of no interest. */
export class Failure extends Error {
  override name = 'Failure'
  override readonly cause: string | undefined
  readonly comparison: Comparison | undefined

  /**
   * @param cause Why code often fails like this: a sentence for its author.
   * @param comparison What was compared, where the message has it in short.
   */
  constructor(message: string, cause?: string, comparison?: Comparison) {
    super(message)
    this.cause = cause
    this.comparison = comparison
  }
}

/** Ends a check that this server cannot show; `message` says why, and what would provide it. */
export class Skip extends Error {
  override name = 'Skip'
}

/** `instanceof`, also of what cannot be looked at, like a proxy that throws. */
export function isA<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  try {
    return value instanceof type
  } catch {
    return false
  }
}

/** So much of an error's message is shown, in characters. */
const LONGEST_MESSAGE = 600

/** An error's name and message, or the thing itself where something else was thrown. */
export function describe(error: unknown): string {
  if (isA(error, Error)) return errorText(error, LONGEST_MESSAGE)
  return error === undefined || error === null ? String(error) : `${typeof error} ${onOneLine(error, 200)}`
}
