// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { setTimeout as delay } from 'node:timers/promises'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'

/** Keeps an eye on the work of one service. */
export interface InFlight {
  /**
   * Does a piece of work, which is in hand until it has ended, well or badly.
   *
   * @returns What the work came to. After {@link InFlight.end} has ended the intake, it rejects.
   */
  doing<T>(work: () => Promise<T>): Promise<T>
  /**
   * Ends the intake of work, then waits for what is in hand. Later calls wait for the same end.
   *
   * @param stop Ends what brings new work.
   */
  end(stop: () => Promise<void>): Promise<void>
}

export interface InFlightOptions {
  /** How long the end may take, in milliseconds. */
  readonly graceMs: number
  readonly report: Report
  /** For reports: where the work comes from. */
  readonly channel: string
}

export function inFlight({ graceMs, report, channel }: InFlightOptions): InFlight {
  const begun = new Set<Promise<unknown>>()
  const closed = new AbortController()
  let ended: Promise<void> | undefined

  async function doing<T>(work: () => Promise<T>): Promise<T> {
    // TODO 04.4: stop without losing work in hand
    return work()
  }

  function end(stop: () => Promise<void>): Promise<void> {
    // TODO 04.4, continued
    return todo('04.4')
  }

  return { doing, end }
}
