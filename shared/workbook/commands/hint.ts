/** `npm run hint 03 2`: the next hint for a task. */
import { hint } from '../learner/hint.ts'
import { PROCESS } from '../surroundings.ts'
import { runCommand } from '../terminal.mjs'

await runCommand(() => hint(PROCESS))
