/**
 * Lesson 05: what has been begun and has not ended.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'

/** A list of work in hand. */
export interface InHand {
  /** Keeps it until it has ended, well or badly. `about` tells what it is. */
  add(work: Promise<unknown>, about: string): void
  /**
   * Waits until all that is in hand now has ended, but no longer than `ms` milliseconds.
   *
   * @returns What each one that has not ended is about.
   */
  drained(ms: number): Promise<readonly string[]>
}

export function inHand(): InHand {
  const works = new Map<Promise<unknown>, string>()

  function add(work: Promise<unknown>, about: string): void {
    // #region 05.7-add
    //- // It is not kept yet.
    works.set(work, about)
    const ended = () => void works.delete(work)
    work.then(ended, ended)
    // #endregion
  }

  async function drained(ms: number): Promise<readonly string[]> {
    // #region 05.7-drained
    //- // Nothing is waited for yet.
    await within(ms, Promise.allSettled([...works.keys()]))
    // #endregion
    return [...works.values()]
  }

  return { add, drained }
}

/** Resolves when `work` has ended, well or badly, and after `ms` milliseconds in any case. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const { signal } = timer
  const late = delay(ms, undefined, { signal }).catch(() => {})
  await Promise.race([work.catch(() => {}), late])
  timer.abort()
}
