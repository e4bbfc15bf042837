/** `npm run starters`, for contributors: from the solutions of all lessons, or of one, writes the starters, and the code in the solutions' pages. */
import { join } from 'node:path'
import { loadLesson } from '../catalogue.ts'
import { withCode } from '../docs/page-code.ts'
import { readIfThere, writeAtomically } from '../files.ts'
import { lessonFolders, ROOT } from '../folders.mjs'
import { starterOf } from '../starters.ts'
import { runCommand } from '../terminal.mjs'
import { readWords } from '../words.mjs'

await runCommand(async () => {
  const words = readWords({ command: 'npm run starters', example: 'npm run starters 01', lesson: 'optional' })
  for (const folder of words.lesson ? [words.lesson] : lessonFolders()) await writeStarters(folder)
})

/** All texts are made before the first is written, so that a mistake in one solution changes nothing. */
async function writeStarters(folder: string): Promise<void> {
  const lesson = await loadLesson(folder)
  const texts = lesson.files.map(({ name }) => ({
    file: `lessons/${folder}/${name}`,
    text: starterOf(lesson, name),
  }))
  const page = `solutions/${folder}/README.md`
  const pageText = readIfThere(join(ROOT, page))
  if (pageText !== undefined) texts.push({ file: page, text: withCode(page, pageText, ROOT) })
  for (const { file, text } of texts) {
    const changed = readIfThere(join(ROOT, file)) !== text
    if (changed) writeAtomically(join(ROOT, file), text)
    console.log(`${changed ? 'written  ' : 'unchanged'} ${file}`)
  }
}
