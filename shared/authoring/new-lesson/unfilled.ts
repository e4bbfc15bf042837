import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'

/** What a new lesson has wherever its author has something to write. */
const MARK = 'FILL IN'
/** The order in which a lesson is written: each part needs those before it. */
const ORDER = [
  'contract.ts',
  'solutions/',
  'workbook/lesson.ts',
  'workbook/hints',
  'workbook/checks',
  'test/',
  'workbook/',
  'lessons/',
]

/**
 * What is left to write in new lessons, in the order in which to write it.
 *
 * @param root The workbook's folder.
 * @returns One line for each place, for example `lessons/09-scale-out/contract.ts:8: FILL IN: the contract.`
 */
export async function unfilledPlaces(root: string): Promise<string[]> {
  const perLesson = await Promise.all(lessonFolders(root).map((folder) => placesOf(folder, root)))
  return perLesson.flat()
}

async function placesOf(folder: string, root: string): Promise<string[]> {
  const { files } = await loadLesson(folder, root)
  // They are generated from the solutions.
  const starters = files.map(({ name }) => `lessons/${folder}/${name}`)
  return [`lessons/${folder}`, `solutions/${folder}`, `test/mutants/${folder}`]
    .flatMap((area) => filesIn(area, root))
    .filter((path) => !starters.includes(path))
    .sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const start = line.indexOf(MARK)
          return start < 0 ? [] : [`${path}:${index + 1}: ${line.slice(start)}`]
        }),
    )
}

/** The page of the solution explains the finished code, so it comes last, like the README. */
function rank(path: string): number {
  if (path.endsWith('README.md')) return ORDER.length
  return ORDER.findIndex((part) => path.includes(part))
}

function filesIn(folder: string, root: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|md|diff)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}
