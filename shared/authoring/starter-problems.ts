import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { lessonFolders, ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'
import { BadWorkbook } from '#shared/core/terminal.mjs'
import { withCode } from './docs/page-code.ts'

/**
 * Compares the starters in the lessons, and the code that the solutions' pages show, with the solutions.
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
    const starters = lesson.files.flatMap(({ name }) => {
      const file = `lessons/${folder}/${name}`
      const there = readIfThere(join(root, file))
      return difference(file, there, starterOf(lesson, name, { root }))
    })
    return [...starters, ...problemsOfPage(`solutions/${folder}/README.md`, root)]
  } catch (error) {
    if (error instanceof BadWorkbook) return [error.message]
    throw error
  }
}

/** The code that the solution's page shows. */
function problemsOfPage(page: string, root: string): string[] {
  const text = readIfThere(join(root, page))
  // The structure's check names what is missing.
  return text === undefined ? [] : difference(page, text, withCode(page, text, root))
}

function difference(file: string, there: string | undefined, wanted: string): string[] {
  const remedy = 'npm run starters writes it again from the solution.'
  if (there === undefined) return [`${file} is missing; ${remedy}`]
  if (there === wanted) return []
  const [lines, wantedLines] = [there.split('\n'), wanted.split('\n')]
  const line = wantedLines.findIndex((text, index) => text !== lines[index])
  const first = line === -1 ? wantedLines.length : line + 1
  return [`${file}:${first}: differs from what the solution gives; ${remedy}`]
}
