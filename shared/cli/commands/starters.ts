/** `npm run starters`, for contributors: from the solutions of all lessons, or of one, writes the starters, and the code in the solutions' pages. */
import { join } from 'node:path'
import { withCode } from '#shared/authoring/docs/page-code.ts'
import { readIfThere, writeAtomically } from '#shared/core/files.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'
import { runCommand } from '#shared/core/terminal.mjs'
import { readArgs } from '../args.mjs'

await runCommand(async () => {
  const words = readArgs({ command: 'npm run starters', example: 'npm run starters 01', lesson: 'optional' })
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
