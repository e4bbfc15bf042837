/** `npm run fact-check`, for contributors: generates docs/fact-check.md and the lessons' tables from test/claims. */
import { join } from 'node:path'
import { generatedFiles } from '#shared/authoring/fact-check/generated.ts'
import { loadFactCheck } from '#shared/authoring/fact-check/load.ts'
import { readIfThere, writeAtomically } from '#shared/core/files.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { fail, runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'

await runCommand(async () => {
  readArgs({ command: 'npm run fact-check', example: 'npm run fact-check' })
  const facts = (await loadFactCheck(ROOT)) ?? fail('test/claims/sections.ts is missing.')
  for (const { file, text } of generatedFiles(facts, ROOT)) {
    const changed = readIfThere(join(ROOT, file)) !== text
    if (changed) writeAtomically(join(ROOT, file), text)
    console.log(`${changed ? 'updated  ' : 'unchanged'} ${file}`)
  }
})
