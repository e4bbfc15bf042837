/** The contracts' limit for closing, and for a reply of Redis, in milliseconds. */
export const REPLY_MS = 6000
/** The contracts' limit for the time between two attempts to connect, in milliseconds. */
export const RETRY_MS = 5000
/** A likely cause where a call doesn't settle while Redis doesn't reply. */
export const NO_LIMIT =
  'You await a reply without a time limit. A client waits as long as the connection is open.'
