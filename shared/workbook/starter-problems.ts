import { join } from 'node:path'
import { loadLesson } from './catalogue.ts'
import { readIfThere } from './files.ts'
import { lessonFolders, ROOT } from './folders.mjs'
import { starterOf } from './starters.ts'
import { BadWorkbook } from './terminal.mjs'

/**
 * Compares the starters in the lessons with what their solutions give.
 *
 * @param root The workbook's folder. Default: this one.
 * @returns One sentence for each that differs, with the first line that does.
 */
export async function starterProblems(root = ROOT): Promise<string[]> {
  const perLesson = await Promise.all(lessonFolders(root).map((folder) => problemsOf(folder, root)))
  return perLesson.flat()
}

async function problemsOf(folder: string, root: string): Promise<string[]> {
  try {
    const lesson = await loadLesson(folder, root)
    return lesson.files.flatMap(({ name }) => {
      const file = `lessons/${folder}/${name}`
      const there = readIfThere(join(root, file))
      return difference(file, there, starterOf(lesson, name, { root }))
    })
  } catch (error) {
    if (error instanceof BadWorkbook) return [error.message]
    throw error
  }
}

function difference(file: string, there: string | undefined, wanted: string): string[] {
  const remedy = 'npm run starters writes it anew from the solution.'
  if (there === undefined) return [`${file} is missing; ${remedy}`]
  if (there === wanted) return []
  const [lines, wantedLines] = [there.split('\n'), wanted.split('\n')]
  const line = wantedLines.findIndex((text, index) => text !== lines[index])
  const first = line === -1 ? wantedLines.length : line + 1
  return [`${file}:${first}: differs from the starter that the solution gives; ${remedy}`]
}
