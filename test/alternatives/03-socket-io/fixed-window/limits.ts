// It counts requests per second instead of using a token bucket.
/**
 * How many requests a socket may send.
 *
 * @module
 */

/** Decides whether a request is within the limit. */
export type Limit = () => boolean

/** Creates the limit of one socket. */
export function createLimit(): Limit {
  let second = 0
  let count = 0
  return () => {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) count = 0
    second = now
    count += 1
    return count <= 150
  }
}
