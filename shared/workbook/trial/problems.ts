/** The former name of the fact check, for scripts that still import it. */
export { factCheckProblems as trialProblems } from '../fact-check/problems.ts'
