import type { Lesson } from '#shared/core/manifest.ts'
import { strayText } from './capture-unhandled.ts'
import type { Check } from './check.ts'
import { codeFrame } from './code-frame.ts'
import type { Outcome } from './outcome.ts'
import { placeOf } from './stack.ts'

type About = Pick<Check, 'id' | 'task' | 'title'>

/** The id of what is no check: what a learner's file does besides. */
export const OUTSIDE = ''

const AT_LOADING = 'Code that runs while the file is loaded fails later, and nothing awaits it.'

/** Errors that came when no check was there any more to fail by them, or none yet. */
export class ErrorsAfterCheck {
  readonly #outside: About
  #first: { readonly check: About; readonly message: string; readonly cause: string | undefined } | undefined

  constructor(lesson: Pick<Lesson, 'tasks'>) {
    this.#outside = {
      id: OUTSIDE,
      task: lesson.tasks[0]?.id ?? '',
      title: 'nothing goes wrong outside the checks',
    }
  }

  /** An error that came after its check. */
  add(check: About, text: string, cause?: string): void {
    this.#first ??= { check, message: `After the check had ended, ${text}`, cause }
  }

  /** An error that belongs to no check. */
  addOutside(error: unknown, what: string): void {
    const place = placeOf(error)
    this.#first ??= {
      check: this.#outside,
      message:
        strayText(error, what) + (place ? `\n  at ${place.path}:${place.line}${codeFrame(place)}` : ''),
      cause: AT_LOADING,
    }
  }

  /** The first of them, as the failure of its check; once. */
  take(): { readonly check: About; readonly outcome: Outcome } | undefined {
    const first = this.#first
    this.#first = undefined
    return (
      first && {
        check: first.check,
        outcome: {
          status: 'failed',
          message: first.message,
          ...(first.cause && { cause: first.cause }),
          timeline: [],
          output: [],
          ms: 0,
        },
      }
    )
  }
}
