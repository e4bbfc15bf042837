/**
 * How much one socket may ask for.
 *
 * @module
 */

export type Allowance = () => boolean

/**
 * An allowance for one socket.
 *
 * @returns Says for each request whether it may be served.
 */
export function allowance(): Allowance {
  // #region 03.6-allowance
  //- return () => true
  // So many requests may come at once, and so many each second, over and over.
  const atOnce = 100
  const perSecond = 50
  let left = atOnce
  let counted = performance.now()
  return () => {
    const now = performance.now()
    left = Math.min(atOnce, left + ((now - counted) / 1000) * perSecond)
    counted = now
    if (left < 1) return false
    left -= 1
    return true
  }
  // #endregion
}

/** Does one thing after the other, in the order in which they are given. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** A queue for one socket. What fails does not stop what comes behind it. */
export function queue(): InTurn {
  // #region 03.5-queue
  //- return (work) => work()
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work)
    last = result.catch(() => {})
    return result
  }
  // #endregion
}
