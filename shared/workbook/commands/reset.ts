/** `npm run reset 03`: the starter again. The learner's work is copied first. */
import { reset } from '../learner/reset.ts'
import { PROCESS } from '../surroundings.ts'
import { runCommand } from '../terminal.mjs'

await runCommand(() => reset(PROCESS))
