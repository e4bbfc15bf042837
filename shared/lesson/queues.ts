/**
 * Work that has to run one after the other.
 *
 * @module
 */

/** Queues, one for each key. Work with different keys runs at the same time. */
export interface Queues {
  /**
   * Starts `work` after all earlier work with the same key has ended, even if some of it failed.
   *
   * @returns What `work` resolves or rejects with.
   */
  run<T>(key: unknown, work: () => Promise<T>): Promise<T>
  /** Resolves when all work that is queued now has ended. It never rejects. */
  idle(): Promise<void>
}

/** Creates queues. Keys are compared as in a Map, and an empty queue is removed. */
export function createQueues(): Queues {
  /** The end of the last work in each queue. None of these promises rejects. */
  const ends = new Map<unknown, Promise<void>>()

  function run<T>(key: unknown, work: () => Promise<T>): Promise<T> {
    const result = (ends.get(key) ?? Promise.resolve()).then(work)
    const remove = () => {
      if (ends.get(key) === end) ends.delete(key)
    }
    const end = result.then(remove, remove)
    ends.set(key, end)
    return result
  }

  async function idle(): Promise<void> {
    await Promise.all(ends.values())
  }

  return { run, idle }
}
