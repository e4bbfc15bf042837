/** The result of the story with one mechanism. */
export interface Counts {
  /** Messages that were sent. */
  readonly sent: number
  /** Copies that should have arrived, one for each user and message. */
  readonly due: number
  /** Copies that reached the right user, each counted once. */
  readonly delivered: number
  /** Copies that never arrived. */
  readonly missing: number
  /** How many of the missing copies were sent while a server had lost Redis. */
  readonly missingInTheCut: number
  /** Repeated copies, and copies for another user. */
  readonly twice: number
  /** Subscriptions that stayed after all users left, or after the servers closed. */
  readonly leftOver: number
  /** Connections to Redis from all three servers. */
  readonly connections: number
  /** Messages that Redis sent to the servers. */
  readonly handedOut: number
  /** What went wrong, one line each. */
  readonly troubles: readonly string[]
}
