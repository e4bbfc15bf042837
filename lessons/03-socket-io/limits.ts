// Yours. Fill in the TODOs, then check: npm test lessons/03

export type Limit = () => boolean

/** Creates the limit of one socket. */
export function createLimit(): Limit {
  // TODO 03.6: Limit requests
  // Return a function that returns true to accept a request. Accept 100 requests at once. If there are 1,000 at once,
  // accept at most 500, and refuse the rest. After a second without requests, accept new ones.
  return () => true
}
