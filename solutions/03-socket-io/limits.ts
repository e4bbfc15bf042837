/**
 * How many requests a socket may send.
 *
 * @module
 */

/** Decides whether a request is within the limit. */
export type Limit = () => boolean

/** Creates the limit of one socket. */
export function createLimit(): Limit {
  // #region 03.6-createLimit
  //- // Return a function that returns true to accept a request. Accept 100 requests at once. If there are 1,000 at once,
  //- // accept at most 500, and refuse the rest. After a second without requests, accept new ones.
  //- return () => true
  // A token bucket: it holds 100 tokens, each request takes one, and 50 a second are added.
  const size = 100
  const perSecond = 50
  let tokens = size
  let filledAt = performance.now()
  return () => {
    const now = performance.now()
    tokens = Math.min(size, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
    if (tokens < 1) return false
    tokens -= 1
    return true
  }
  // #endregion
}
