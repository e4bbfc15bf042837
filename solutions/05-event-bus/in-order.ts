/**
 * Lesson 05: one queue for each key.
 *
 * @module
 */

/** Starts `work` when earlier work with the same key has resolved or rejected. Other keys don't wait. */
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

export function inOrder(): InOrder {
  // #region 05.6-inOrder
  //- // Chain the work to the key's last promise. Delete a key when its queue is empty.
  //- return (_key, work) => work()
  /** By key, resolves when the last work with it has ended. */
  const last = new Map<string, Promise<void>>()
  return (key, work) => {
    const before = last.get(key)
    const result = before === undefined ? work() : before.then(work)
    const forget = () => {
      if (last.get(key) === ended) last.delete(key)
    }
    const ended: Promise<void> = result.then(forget, forget)
    last.set(key, ended)
    return result
  }
  // #endregion
}
