/**
 * Lesson 05: work that is in flight.
 *
 * @module
 */
// #region given-imports
import { setTimeout as delay } from 'node:timers/promises'
// #endregion

// #region given-InFlight
/** One piece of work. */
export interface Item {
  /** Names the work, for reports. */
  readonly about: string
}

/** Keeps track of work that has begun and not ended. */
export interface InFlight {
  begin(about: string): Item
  end(item: Item): void
  /**
   * Waits until nothing is in flight, but at most `ms` milliseconds.
   *
   * @returns The work that is still in flight.
   */
  drained(ms: number): Promise<readonly Item[]>
}

export function inFlight(): InFlight {
  const items = new Set<Item>()
  const whenEmpty: (() => void)[] = []

  function begin(about: string): Item {
    const item: Item = { about }
    // #endregion
    // #region 05.7-begin
    //- // Add it to `items`.
    items.add(item)
    // #endregion
    // #region given-end
    return item
  }

  function end(item: Item): void {
    // #endregion
    // #region 05.7-endOf
    //- // Delete it from `items`. After the last one, call all functions of `whenEmpty`, and empty the array.
    items.delete(item)
    if (items.size > 0) return
    for (const resolve of whenEmpty.splice(0)) resolve()
    // #endregion
  }

  // #region given-drained
  async function drained(ms: number): Promise<readonly Item[]> {
    // #endregion
    // #region 05.7-drained
    //- // If there are items, wait until `whenEmpty` is called. Use within().
    if (items.size > 0) await within(ms, new Promise<void>((resolve) => whenEmpty.push(resolve)))
    // #endregion
    // #region given-within
    return [...items]
  }

  return { begin, end, drained }
}

/** Resolves when `work` has resolved or rejected, and after `ms` milliseconds at the latest. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const { signal } = timer
  const late = delay(ms, undefined, { signal }).catch(() => {})
  await Promise.race([work.catch(() => {}), late])
  timer.abort()
}
// #endregion
