// Yours. Fill in the TODOs, then check: npm test lessons/05

import { setTimeout as delay } from 'node:timers/promises'

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
    // TODO 05.7: Drain before closing
    // Add it to `items`.
    return item
  }

  function end(item: Item): void {
    // TODO 05.7, continued
    // Delete it from `items`. After the last one, call all functions of `whenEmpty`, and empty the array.
  }

  async function drained(ms: number): Promise<readonly Item[]> {
    // TODO 05.7, continued
    // If there are items, wait until `whenEmpty` is called. Use within().
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
