/**
 * What every lesson hands to your code, and how your code tells what went wrong.
 *
 * @module
 */

/** Something that went wrong away from any call whose promise could reject. */
export type Problem =
  /** A connection to Redis failed or was lost. */
  | { readonly kind: 'connection'; readonly error: unknown }
  /** A message could not be decoded. `payload` is what arrived. */
  | { readonly kind: 'payload'; readonly error: unknown; readonly channel: string; readonly payload: string }
  /** A handler threw, or its promise rejected. */
  | { readonly kind: 'handler'; readonly error: unknown; readonly channel: string }
  /**
   * Redis did not confirm a message that tells of something that has happened all the same. `payload` is the
   * message, so that somebody can send it later. It may have been delivered: perhaps only the answer was lost.
   */
  | { readonly kind: 'unsent'; readonly error: unknown; readonly channel: string; readonly payload: string }

/** Takes one problem. It never throws, and it may be called at any time, also after `close()`. */
export type Report = (problem: Problem) => void

/** What every factory of the workbook takes. */
export interface Base {
  /** Where Redis is, for example `redis://127.0.0.1:6379`. It holds no password: the checks sign in for you. */
  readonly url: string
  /**
   * What you put before every channel and key whose name *your* code makes up.
   * Empty on a server that the workbook has started. A name that a caller hands to you is complete already.
   */
  readonly namespace: string
  /** Where problems go that no caller is waiting for. */
  readonly report: Report
}
