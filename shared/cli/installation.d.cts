import type { Finding } from './doctor/finding.ts'

/** Where it is looked, and what for. */
export interface Examined {
  /** The workbook's folder. Default: this workbook's. */
  readonly root?: string
  /** A version of Node.js. Default: the one that runs. */
  readonly version?: string
}

/**
 * One sentence about what keeps a command from running; undefined if nothing does. It takes a few milliseconds: it
 * looks whether Node.js is new enough and the packages are there, and tries nothing out.
 *
 * @param command For example `lesson`.
 */
export function faultOf(command: string, examined?: Examined): string | undefined

/** One sentence about an error that came while a command was loaded; undefined if the packages aren't the reason. */
export function loadFault(error: unknown): string | undefined

/** Node.js and the packages, as `npm run doctor` tells them. Packages with a program of their own are tried out. */
export function examine(examined?: Examined): Promise<Finding[]>
