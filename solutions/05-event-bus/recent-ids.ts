/**
 * Lesson 05: the IDs of recent events.
 *
 * @module
 */

/**
 * Remembers IDs.
 *
 * @param atLeast It remembers at least this many of the most recent IDs, and at most twice as many.
 * @returns A function that remembers an ID and says whether it is new.
 */
export function recentIds(atLeast = 10_000): (id: string) => boolean {
  // #region 05.5-recentIds
  //- // This set grows forever. Keep `atLeast` IDs, and at most twice as many.
  //- const all = new Set<string>()
  //- return (id) => {
  //-   if (all.has(id)) return false
  //-   all.add(id)
  //-   return true
  //- }
  let older = new Set<string>()
  let newer = new Set<string>()
  return (id) => {
    if (older.has(id) || newer.has(id)) return false
    newer.add(id)
    if (newer.size >= atLeast) {
      older = newer
      newer = new Set()
    }
    return true
  }
  // #endregion
}
