/**
 * Lesson 05: the ids of the events that have come.
 *
 * @module
 */

/**
 * A memory for ids.
 *
 * @param atLeast So many of the last ids are remembered, and never more than twice as many.
 * @returns Remembers an id, and says whether it is new.
 */
export function recentIds(atLeast: number): (id: string) => boolean {
  // #region 05.5-recentIds
  //- const all = new Set<string>()
  //- return (id) => {
  //-   if (all.has(id)) return false
  //-   all.add(id)
  //-   return true
  //- }
  // In two halves: when the younger one is full, the older one is forgotten as a whole.
  let older = new Set<string>()
  let younger = new Set<string>()
  return (id) => {
    const known = younger.size
    if (older.has(id) || younger.add(id).size === known) return false
    if (younger.size >= atLeast) {
      older = younger
      younger = new Set()
    }
    return true
  }
  // #endregion
}
