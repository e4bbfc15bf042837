import { join } from 'node:path'
import { readIfThere } from '../files.ts'
import { lessonFolders } from '../folders.mjs'
import type { Trial } from './load.ts'
import { PAGE, pageOf } from './page.ts'
import { type Shown, withTable } from './table.ts'

/** The files that show statements, as they should be: the page of the document, and the tables of the lessons. */
export function writtenFiles(trial: Trial, root: string): Shown[] {
  const tables = lessonFolders(root).flatMap((folder) => {
    const file = `lessons/${folder}/README.md`
    const readme = readIfThere(join(root, file))
    const text = readme && withTable(readme, file, trial.statements.get(folder) ?? [], trial)
    return text === undefined || text === '' ? [] : [{ file, text }]
  })
  return [{ file: PAGE, text: pageOf(trial, root) }, ...tables]
}
