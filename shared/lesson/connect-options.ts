/**
 * What every lesson passes to your code, and how your code reports problems.
 *
 * @module
 */

/** A problem that no caller's promise can report. */
export type Problem =
  /** A connection to Redis failed or was lost, or Redis refused a command that no caller waits for. */
  | { readonly kind: 'connection'; readonly error: unknown }
  /** A message could not be decoded. `payload` is the string that arrived. */
  | { readonly kind: 'payload'; readonly error: unknown; readonly channel: string; readonly payload: string }
  /** A handler threw, or its promise rejected. */
  | { readonly kind: 'handler'; readonly error: unknown; readonly channel: string }
  /**
   * Redis did not confirm a message about something that has already happened. `payload` is the message, so that it
   * can be sent later. It may have been delivered: perhaps only the reply was lost.
   */
  | { readonly kind: 'unsent'; readonly error: unknown; readonly channel: string; readonly payload: string }

/** Takes one problem. It never throws, and you can call it at any time, even after `close()`. */
export type Report = (problem: Problem) => void

/** What you pass to `connect` and to every other factory of the workbook. */
export interface ConnectOptions {
  /** The address of Redis, for example `redis://127.0.0.1:6379`. It contains no password: the checks sign in for you. */
  readonly url: string
  /**
   * The prefix of every channel and key whose name your code makes up. Empty on a server that the workbook has
   * started. A name that a caller passes to you already contains it.
   */
  readonly namespace: string
  /** Takes the problems that no caller waits for. */
  readonly report: Report
}
