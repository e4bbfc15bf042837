import { lessonFolders } from '../folders.mjs'
import type { Trial } from './load.ts'
import { inOrder, numberOf, type Section, type Statement, VERDICTS } from './statement.ts'
import { linksFrom, pathFrom, shownBy } from './table.ts'

/** Where the page of the whole document stands. */
export const PAGE = 'docs/document-on-trial.md'

const MEANING: Readonly<Record<(typeof VERDICTS)[number], string>> = {
  holds: 'it is so, at least as it is meant',
  'holds on RESP2 only': 'it was so with the older protocol',
  incomplete: 'there is more to it, and what is left out matters',
  dangerous: 'whoever does it loses messages, or the whole process',
  false: 'it is not so',
}

/**
 * The page that takes the document statement by statement.
 *
 * @param root The workbook's folder.
 */
export function pageOf(trial: Trial, root: string): string {
  const all = inOrder([...trial.statements.values()].flat())
  const parts = trial.sections.map((section, index) =>
    partOf(section, statementsOf(section, trial.sections[index + 1], all), trial, root),
  )
  return `${[introduction(all), ...parts.filter((part) => part !== '')].join('\n\n')}\n`
}

function introduction(all: readonly Statement[]): string {
  const counts = VERDICTS.map((verdict) => ({
    verdict,
    count: all.filter((one) => one.verdict === verdict).length,
  }))
  return [
    '# The document on trial',
    '',
    '<!-- npm run trial writes this page, from the files in test/document/statements. -->',
    '',
    'The lessons follow an introduction to Redis Pub/Sub, which we call *the document*. Here it stands statement by statement, in our words, in its order. We have run what it says: on redis-server 7.0.15 and on the embedded server, with redis 6.3.1 and ioredis 6.0.0.',
    '',
    'A name such as S16 is a statement, and the tests that show it begin with that name: `npm test test/document` runs them. Beside it stands the task that teaches it. A name such as 01.2-late is a check of a lesson: `npm test solutions` runs them all.',
    '',
    '| verdict | what it means | statements |',
    '|---|---|---|',
    ...counts.map(({ verdict, count }) => `| ${verdict} | ${MEANING[verdict]} | ${count} |`),
    `| | together | ${all.length} |`,
  ].join('\n')
}

function statementsOf(
  { from }: Section,
  next: Section | undefined,
  all: readonly Statement[],
): readonly Statement[] {
  return all.filter((one) => numberOf(one) >= from && (!next || numberOf(one) < next.from))
}

function partOf({ title }: Section, statements: readonly Statement[], trial: Trial, root: string): string {
  if (statements.length === 0) return ''
  const tests = statements.flatMap(({ id }) => trial.tests.filter((test) => test.id === id))
  const rows = statements.map((one) =>
    [
      `${one.id} ${taughtIn(one, root)}`,
      linksFrom(PAGE, one.says),
      `**${one.verdict}**. ${linksFrom(PAGE, one.observed)} *(${one.on})*`,
      shownBy(one, trial).join(', '),
    ].join(' | '),
  )
  return [
    `## ${title}`,
    '',
    '| | the document says | verdict, and what we saw | shown by |',
    '|---|---|---|---|',
    ...rows.map((row) => `| ${row} |`),
    ...(tests.length > 0 ? ['', 'The tests:', ''] : []),
    ...tests.map(({ id, title, file }) => `- [${id}](${pathFrom(PAGE, file)}) ${escaped(title)}`),
  ].join('\n')
}

/** The task, with a link to its lesson. */
function taughtIn({ task }: Statement, root: string): string {
  const folder = lessonFolders(root).find((name) => name.startsWith(`${task.slice(0, 2)}-`))
  return folder ? `[${task}](${pathFrom(PAGE, `lessons/${folder}/README.md`)})` : task
}

/** A test's name holds no Markdown: what looks like it stands for itself. */
function escaped(title: string): string {
  return title.replaceAll(/[\\`*_<>[\]|%]/g, '\\$&')
}
