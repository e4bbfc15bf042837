/** `npm run reset 03`: the starter again. The learner's work is copied first. */

import { runCommand } from '#shared/core/terminal.mjs'
import { PROCESS } from '../cli-context.ts'
import { reset } from '../reset.ts'

await runCommand(() => reset(PROCESS))
