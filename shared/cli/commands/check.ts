/** `npm run check`, for contributors: lint, format, types, starters, structure, fact check, and what new lessons lack. */
import { factCheckProblems } from '#shared/authoring/fact-check/problems.ts'
import { unfilledPlaces } from '#shared/authoring/new-lesson/unfilled.ts'
import { starterProblems } from '#shared/authoring/starter-problems.ts'
import { structureProblems } from '#shared/authoring/structure.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { hasColours, mark, runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'
import { runTool } from '../run-tool.ts'

/** What the last run found is kept, so that the next one looks only at what has changed. */
const INCREMENTAL = ['--incremental', '--tsBuildInfoFile', '.workbook/built/types.tsbuildinfo']

await runCommand(async () => {
  readArgs({ command: 'npm run check', example: 'npm run check' })
  const colours = hasColours() ? 'force' : 'off'
  const results = await Promise.all([
    part(
      'lint and format',
      tool('@biomejs/biome', 'biome', ['ci', '--error-on-warnings', `--colors=${colours}`, '.']),
    ),
    part('types', tool('typescript', 'tsc', ['--noEmit', ...INCREMENTAL, '--pretty', String(hasColours())])),
    part('starters match the solutions', starterProblems()),
    part('structure of lessons, checks, and mutants', structureProblems()),
    part('every claim of the tutorial has a proof', factCheckProblems()),
    part('nothing is left to fill in', unfilledPlaces(ROOT)),
  ])
  // Not process.exit: a long list may still be on its way into a pipe.
  if (results.includes(false)) process.exitCode = 1
})

async function tool(packageName: string, command: string, args: readonly string[]): Promise<string[]> {
  const { ok, output } = await runTool(packageName, command, args)
  return ok ? [] : [output]
}

/** Waits for one part and tells how it went, at once. */
async function part(name: string, problems: Promise<readonly string[]>): Promise<boolean> {
  const found = await problems.catch((error: unknown) => [
    error instanceof Error ? error.message : String(error),
  ])
  console.log(`${mark(found.length === 0 ? 'passed' : 'failed')} ${name}`)
  for (const problem of found) console.log(problem.replace(/^/gm, '    '))
  return found.length === 0
}
