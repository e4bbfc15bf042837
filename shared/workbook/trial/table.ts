import { dirname, relative } from 'node:path/posix'
import type { Trial } from './load.ts'
import { inOrder, type Statement } from './statement.ts'

const BEGIN = '<!-- statements -->'
const END = '<!-- /statements -->'

/** A Markdown file that shows statements, and what it should hold. */
export interface Shown {
  /** From the workbook's folder. */
  readonly file: string
  readonly text: string
}

/**
 * The table of a lesson's statements, put between the marks in its README.
 *
 * @returns The README's text; undefined where it has no marks.
 */
export function withTable(readme: string, file: string, statements: readonly Statement[], trial: Trial) {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (begin < 0 || end < begin) return undefined
  const table = [
    '| the document says | what we saw | shown by |',
    '|---|---|---|',
    ...inOrder(statements).map(
      (one) =>
        `| ${linksFrom(file, one.says)} | ${linksFrom(file, one.observed)} | ${shownBy(one, trial).join(', ')} |`,
    ),
  ]
  return `${readme.slice(0, begin)}${BEGIN}\n${table.join('\n')}\n${readme.slice(end)}`
}

/** What shows a statement, as it is written in a table: its id where tests are named after it, checks, commands. */
export function shownBy({ id, proofs }: Statement, { tests }: Trial): string[] {
  const own = tests.some((test) => test.id === id) ? [id] : []
  return [...own, ...proofs.map((proof) => (proof.startsWith('npm ') ? `\`${proof}\`` : proof))]
}

/** Links that lead from the workbook's folder, as they lead from a file in it. */
export function linksFrom(file: string, markdown: string): string {
  return markdown.replace(/\]\(([^):#][^):]*)\)/g, (_, target: string) => `](${pathFrom(file, target)})`)
}

/** How a link in one file names another. */
export function pathFrom(file: string, target: string): string {
  return relative(dirname(file), target)
}
