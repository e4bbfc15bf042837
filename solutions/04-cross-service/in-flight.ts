/**
 * Lesson 04: what a service has begun and not ended.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Report } from '../../shared/lesson/connect-options.ts'

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
    // #region 04.4-doing
    //- return work()
    if (closed.signal.aborted) throw new Error('The service is closed.')
    const doing = work()
    begun.add(doing)
    try {
      return await doing
    } finally {
      begun.delete(doing)
    }
    // #endregion
  }

  function end(stop: () => Promise<void>): Promise<void> {
    // #region 04.4-end
    ended ??= endOnce(stop)
    return ended
    // #endregion
  }

  // #region 04.4-endOnce
  //-
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = stopAndFinish(stop)
    // While Redis is away nobody answers, and a mail server may not answer either.
    await Promise.race([done, delay(graceMs, undefined, { ref: false })])
    // Also when Redis has not answered, so that the subscription may still be there: nobody waits for more.
    closed.abort()
    if (begun.size === 0) return
    const error = new Error(`The service was closed with ${begun.size} pieces of work in hand.`)
    report({ kind: 'handler', error, channel })
  }

  async function stopAndFinish(stop: () => Promise<void>): Promise<void> {
    // What comes until Redis has ended the subscription was counted by PUBLISH: it is ours.
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    closed.abort()
    await Promise.allSettled(begun)
  }
  // #endregion

  return { doing, end }
}
