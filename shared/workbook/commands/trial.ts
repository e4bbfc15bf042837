/** `npm run trial`, for contributors: writes what is shown of the document, from the statements in test/document. */
import { join } from 'node:path'
import { readIfThere, writeAtomically } from '../files.ts'
import { ROOT } from '../folders.mjs'
import { fail, runCommand } from '../terminal.mjs'
import { loadTrial } from '../trial/load.ts'
import { writtenFiles } from '../trial/written.ts'
import { readWords } from '../words.mjs'

await runCommand(async () => {
  readWords({ command: 'npm run trial', example: 'npm run trial' })
  const trial =
    (await loadTrial(ROOT)) ?? fail('There are no statements: test/document/sections.ts is missing.')
  for (const { file, text } of writtenFiles(trial, ROOT)) {
    const changed = readIfThere(join(ROOT, file)) !== text
    if (changed) writeAtomically(join(ROOT, file), text)
    console.log(`${changed ? 'written  ' : 'unchanged'} ${file}`)
  }
})
