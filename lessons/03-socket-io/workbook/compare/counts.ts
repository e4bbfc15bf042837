/** What came of the story on one mechanism. */
export interface Counts {
  /** Messages that were sent. */
  readonly sent: number
  /** Copies that should have arrived, one for each user and message. */
  readonly due: number
  /** Copies that arrived where they should, each counted once. */
  readonly delivered: number
  /** Copies that never arrived. */
  readonly missing: number
  /** How many of the missing were sent while a server was without Redis. */
  readonly missingInTheCut: number
  /** Copies too many: a second one, or one for somebody it was not meant for. */
  readonly twice: number
  /** Subscriptions that nobody needs any more, when all users have left or when the servers have closed. */
  readonly leftOver: number
  /** Connections to Redis that the three servers have together. */
  readonly connections: number
  /** Messages that Redis handed to the servers. */
  readonly handedOut: number
  /** What went wrong, one line each. */
  readonly troubles: readonly string[]
}
