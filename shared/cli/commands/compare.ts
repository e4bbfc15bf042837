/** `npm run compare 03`: the learner's code against the solution, or the solution's clients with each other. */

import { runCommand } from '#shared/core/terminal.mjs'
import { PROCESS } from '../cli-context.ts'
import { compare } from '../compare.ts'

await runCommand(() => compare(PROCESS))
