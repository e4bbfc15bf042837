import type { Client } from '#shared/core/manifest.ts'

/** What a command takes. A word that it does not take is refused, with the nearest one and the list. */
export interface ArgSpec {
  /** How it is typed, for example `npm run hint`. */
  readonly command: string
  /** A complete example, for example `npm run hint 03 2`. */
  readonly example: string
  /** Whether it takes a lesson; `several` takes `lessons` and `solutions` alone too. Default: `none`. */
  readonly lesson?: 'none' | 'optional' | 'required' | 'several'
  /** The plain words that it knows, in lower case. `watch`, `--watch` and npm's own `--watch` are the same. */
  readonly words?: readonly string[]
  /** Whether it takes `node-redis` and `ioredis`. */
  readonly clients?: boolean
  /** Whether it takes tasks: `03.2`, or `2` after the lesson. */
  readonly tasks?: boolean
  /** Whether it takes names of the lesson's files, with or without `.ts`. */
  readonly files?: boolean
  /** Says whether to take any other word as it is, for example the path of a test. */
  readonly other?: (word: string) => boolean
}

/** A lesson or its solution; `folder` is absent for all of them. */
export interface Target {
  readonly area: 'lessons' | 'solutions'
  readonly folder?: string
}

/** What was typed, understood. */
export interface Args {
  /** The folder of the (first) lesson, for example `03-socket-io`. */
  readonly lesson?: string
  /** All that was named, in its order. */
  readonly targets: readonly Target[]
  /** The plain words among {@link ArgSpec.words}. */
  readonly words: ReadonlySet<string>
  /** The clients named; empty when none was. */
  readonly clients: readonly Client[]
  /** The files of the lesson, for example `ioredis.ts`; empty when none was named. */
  readonly files: readonly string[]
  /** The ids of tasks, for example `03.2`. Whether the lesson has them is not checked here. */
  readonly tasks: readonly string[]
  /** What {@link ArgSpec.other} took, as typed. */
  readonly rest: readonly string[]
}

/**
 * Understands what was typed after a command.
 *
 * @param argv The words, without Node and the script.
 * @param env Where npm leaves the flags that it swallowed. Default: `process.env`.
 * @param root The workbook's folder. Default: this one.
 * @throws `Misuse` for a word that the command does not take, or a lesson that it needs.
 */
export function parseArgs(
  argv: readonly string[],
  rules: ArgSpec,
  env?: NodeJS.ProcessEnv,
  root?: string,
): Args

/** {@link parseArgs} of this process; misuse is printed and ends the process with exit code 2. */
export function readArgs(rules: ArgSpec): Args

/** What somebody typed, quoted and shortened for a message. Of an address only the scheme is shown. */
export function quote(word: string): string
