import { join } from 'node:path'
import { readIfThere } from '#shared/core/files.ts'
import { lessonFolders } from '#shared/core/lesson-paths.mjs'
import type { FactCheck } from './load.ts'
import { pageOf } from './page.ts'
import { PAGE, withTable } from './table.ts'

/** A Markdown file that shows claims, and the text that it should have. */
export interface Generated {
  /** Relative to the workbook's folder. */
  readonly file: string
  readonly text: string
}

/** The fact-check page, and the READMEs with a table of chosen claims. */
export function generatedFiles(facts: FactCheck, root: string): Generated[] {
  const readmes = lessonFolders(root).flatMap((folder) => {
    const file = `lessons/${folder}/README.md`
    const text = withTable(readIfThere(join(root, file)) ?? '', file, facts)
    return text === undefined ? [] : [{ file, text }]
  })
  return [{ file: PAGE, text: pageOf(facts, root) }, ...readmes]
}
