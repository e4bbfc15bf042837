import { ROOT } from '#shared/core/lesson-paths.mjs'
import { fitted, print } from '#shared/core/terminal.mjs'
import type { ArgSpec, Args } from './args.mjs'
import { parseArgs } from './args.mjs'

/** Where a command works and who hears of it. */
export interface CliContext {
  /** The workbook's folder. */
  readonly root: string
  /** What was typed after the command. */
  readonly argv: readonly string[]
  /** Where npm leaves the flags that it swallowed. */
  readonly env: NodeJS.ProcessEnv
  /** Takes a line, or several, of what was asked for. */
  print(text: string): void
  /** Takes a sentence about trouble that does not end the command. */
  tell(sentence: string): void
}

/** Those of this process. */
export const PROCESS: CliContext = {
  root: ROOT,
  argv: process.argv.slice(2),
  env: process.env,
  print,
  tell: (sentence) => console.error(fitted(sentence, process.stderr)),
}

/**
 * What was typed, understood.
 *
 * @throws `Misuse`, as `parseArgs`.
 */
export function argsIn({ argv, env, root }: CliContext, rules: ArgSpec): Args {
  return parseArgs(argv, rules, env, root)
}
