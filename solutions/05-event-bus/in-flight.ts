/**
 * Lesson 05: what has been begun and has not ended.
 *
 * @module
 */
import { setTimeout as delay } from 'node:timers/promises'

/** Something that is in hand. */
export interface Item {
  /** What it is about, for those who have to give it up. */
  readonly about: string
}

/** A list of what is in hand. */
export interface InFlight {
  begin(about: string): Item
  end(item: Item): void
  /**
   * Waits until nothing is in hand, but no longer than `ms` milliseconds.
   *
   * @returns What has not ended.
   */
  drained(ms: number): Promise<readonly Item[]>
}

export function inFlight(): InFlight {
  const items = new Set<Item>()
  const whenEmpty: (() => void)[] = []

  function begin(about: string): Item {
    const item: Item = { about }
    // #region 05.7-begin
    //- // It is not kept yet.
    items.add(item)
    // #endregion
    return item
  }

  function end(item: Item): void {
    // #region 05.7-endOf
    //- // And it is not taken out.
    items.delete(item)
    if (items.size > 0) return
    for (const tell of whenEmpty.splice(0)) tell()
    // #endregion
  }

  async function drained(ms: number): Promise<readonly Item[]> {
    // #region 05.7-drained
    //- // Nothing is waited for yet.
    if (items.size > 0) await within(ms, new Promise<void>((resolve) => whenEmpty.push(resolve)))
    // #endregion
    return [...items]
  }

  return { begin, end, drained }
}

/** Resolves when `work` has ended, well or badly, and after `ms` milliseconds in any case. */
export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController()
  const { signal } = timer
  const late = delay(ms, undefined, { signal }).catch(() => {})
  await Promise.race([work.catch(() => {}), late])
  timer.abort()
}
