import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeAtomically } from '#shared/core/files.ts'
import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { starterOf } from '#shared/core/starters.ts'
import { Misuse } from '#shared/core/terminal.mjs'
import { withCode } from '../docs/page-code.ts'

/** Files as in a workbook, with `.txt` after each name, so that no tool takes them for code. */
const TEMPLATE = join(dirname(fileURLToPath(import.meta.url)), 'template')
const FOLDER = /^(?<id>\d\d)-(?<slug>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/

/**
 * Writes every file of a new lesson. It works from the start: it has a task, a solution for each client, a check, and
 * a demo.
 *
 * @param folder The lesson's ID and slug, for example `10-counters`.
 * @param root The workbook's folder.
 * @returns The paths of the files, relative to `root`.
 * @throws `Misuse` if the name has another form, or the lesson exists.
 */
export async function newLesson(folder: string, root: string): Promise<string[]> {
  const { id, slug } = FOLDER.exec(folder)?.groups ?? {}
  if (!id || !slug) {
    throw new Misuse('A lesson has two digits and a slug of lower-case words, such as: 10 counters')
  }
  const taken = lessonFolders(root).find((other) => other.startsWith(id) || other.slice(3) === slug)
  if (taken) throw new Misuse(`That lesson exists: lessons/${taken}. Choose another number and slug.`)

  const words = slug.replaceAll('-', ' ')
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  const filled = (text: string) =>
    text
      .replaceAll('__FOLDER__', folder)
      .replaceAll('__ID__', id)
      .replaceAll('__SLUG__', slug)
      .replaceAll('__TITLE__', title)
  const files = readdirSync(TEMPLATE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.txt'))
    .map((name) => ({
      path: filled(name.replaceAll('\\', '/').replace(/\.txt$/, '')),
      text: filled(readFileSync(join(TEMPLATE, name), 'utf8')),
    }))
  for (const { path, text } of files) writeAtomically(join(root, path), text)
  return [...files.map(({ path }) => path), ...(await generated(folder, root))].sort()
}

/** Writes the starters, and the code in the solution's page. */
async function generated(folder: string, root: string): Promise<string[]> {
  const lesson = await loadLesson(folder, root)
  const starters = lesson.files.map(({ name }) => `lessons/${folder}/${name}`)
  for (const { name } of lesson.files) {
    writeAtomically(join(root, 'lessons', folder, name), starterOf(lesson, name, { root }))
  }
  const page = `solutions/${folder}/README.md`
  writeAtomically(join(root, page), withCode(page, readFileSync(join(root, page), 'utf8'), root))
  return starters
}
