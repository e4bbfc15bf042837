/**
 * Lesson 05: one thing after the other, where order matters.
 *
 * @module
 */

/** Does what has the same key one after the other, in the order in which it is given; all else at once. */
export type InOrder = <T>(key: string, work: () => Promise<T>) => Promise<T>

/** What fails does not stop what comes behind it. A key that nothing waits for takes no memory. */
export function inOrder(): InOrder {
  // #region 05.6-inOrder
  //- return (_key, work) => work()
  /** By key, resolves when the last work that was given has ended. */
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
