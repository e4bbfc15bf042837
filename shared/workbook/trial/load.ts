import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Section, Statement } from './statement.ts'

/** Where the tests of the document are, and what they show. */
const FOLDER = 'test/document'

/** A test of the document. */
export interface DocumentTest {
  /** The statement that its name begins with. */
  readonly id: string
  /** Its name without the id. */
  readonly title: string
  /** From the workbook's folder. */
  readonly file: string
}

/** All that is known of the document. */
export interface Trial {
  readonly sections: readonly Section[]
  /** By the name of the file that they stand in, which for most is a lesson's folder. */
  readonly statements: ReadonlyMap<string, readonly Statement[]>
  readonly tests: readonly DocumentTest[]
}

/** Reads the statements and the tests that show them; undefined where there are none. */
export async function loadTrial(root: string): Promise<Trial | undefined> {
  const folder = join(root, FOLDER)
  if (!existsSync(join(folder, 'sections.ts'))) return undefined
  const load = (name: string) => import(pathToFileURL(join(folder, name)).href)
  const names = readdirSync(join(folder, 'statements')).filter((name) => name.endsWith('.ts'))
  const statements = await Promise.all(
    names.sort().map(async (name) => {
      const file = (await load(`statements/${name}`)) as { statements: readonly Statement[] }
      return [name.replace(/\.ts$/, ''), file.statements] as const
    }),
  )
  const { sections } = (await load('sections.ts')) as { sections: readonly Section[] }
  return { sections, statements: new Map(statements), tests: testsIn(folder) }
}

/** The tests are read, not run: their names are enough, and `npm test test/document` runs them. */
function testsIn(folder: string): DocumentTest[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .flatMap((name) => {
      const source = readFileSync(join(folder, name), 'utf8')
      const named =
        /\btest(?:\.\w+)?\(\s*(['"`])(S\d+[a-z]?) ((?:\\.|(?!\1).)+)\1|\)\(\s*(['"`])(S\d+[a-z]?) ((?:\\.|(?!\4).)+)\4/g
      return [...source.matchAll(named)].map((match) => ({
        id: (match[2] ?? match[5])!,
        title: (match[3] ?? match[6])!.replaceAll(/\\(.)/g, '$1'),
        file: `${FOLDER}/${name}`,
      }))
    })
}
