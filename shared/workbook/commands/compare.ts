/** `npm run compare 03`: the learner's code against the solution, or the solution's clients with each other. */
import { compare } from '../learner/compare.ts'
import { PROCESS } from '../surroundings.ts'
import { runCommand } from '../terminal.mjs'

await runCommand(() => compare(PROCESS))
