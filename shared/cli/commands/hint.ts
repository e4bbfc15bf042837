/** `npm run hint 03 2`: the next hint for a task. */

import { runCommand } from '#shared/core/terminal.mjs'
import { PROCESS } from '../cli-context.ts'
import { hint } from '../hint.ts'

await runCommand(() => hint(PROCESS))
