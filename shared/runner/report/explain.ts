import { stripVTControlCharacters } from 'node:util'
import type { Outcome } from '#shared/checks/outcome.ts'
import { cut } from '#shared/checks/show.ts'
import { hint } from '#shared/core/not-started-message.ts'
import { fitted, paint, terminalWidth, wrap } from '#shared/core/terminal.mjs'
import { decisive, type Line } from './decisive.ts'
import { difference } from './difference.ts'
import { painted } from './event-kinds.ts'
import type { CheckResult, LessonResult } from './result.ts'

/** The most rows of a failure. With what is printed after it, it fits a screen of 40. */
const ROWS = 33
/** The fewest and the most rows of the timeline, with its heading. */
const FEWEST_ROWS = 9
const MOST_ROWS = 20
/** Rows for the comparison, without and with printed lines, and rows for those lines. Both grow if the timeline is short. */
const FOUND_ROWS = 12
const FOUND_BESIDE_OUTPUT_ROWS = 8
const OUTPUT_ROWS = 5
/** The longest part of a printed line to show, in characters. */
const LONGEST_LINE = 145
/** Where the text of an event begins. */
const EVENT_INDENT = 13
/** A row of a code frame. */
const CODE = /^\s*>?\s*\d* \| /

/** One failure in full: what was expected, what happened, what is often behind it, and where to get help. */
export function explain(result: CheckResult, of: LessonResult): string {
  const { check, client, outcome } = result
  const title = rowsOf(paint('red', `✗ ${check.task} on ${client}: ${check.title}`))
  const open = of.starters.get(client)?.open.get(check.task)
  const diagram = of.diagrams?.get(result)
  const end = [
    ...(outcome.cause ? rowsOf(`  ${paint('bold', 'Likely cause:')} ${outcome.cause}`) : []),
    ...(open ? rowsOf(`  A part of this task is still open, at ${open.path}:${open.line}`) : []),
    ...(diagram ? rowsOf(`  Diagram: ${diagram}`) : []),
    ...(of.area === 'lessons' ? rowsOf(`  For help, type: ${hint(check.task, client)}`) : []),
    ...(check.id ? [paint('dim', `  (check ${check.id})`)] : []),
  ]
  let left = ROWS - title.length - end.length - 2
  const needed = outcome.timeline.length > 0 ? FEWEST_ROWS + 1 : 0
  const hasOutput = outcome.output.length > 0
  const all = found(outcome)
  const message = shortened(
    all,
    Math.max(
      hasOutput ? FOUND_BESIDE_OUTPUT_ROWS : FOUND_ROWS,
      left - needed - (hasOutput ? OUTPUT_ROWS + 3 : 0),
    ),
  )
  left -= message.length
  const output = hasOutput ? printed(outcome.output, Math.max(OUTPUT_ROWS, left - MOST_ROWS - 4)) : []
  if (hasOutput) output.push(...markText(outcome, output))
  if (hasOutput) left -= output.length + 1
  const story = timeline(outcome, Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, left - 1)))
  const blocks = [title, message, story, output, end].filter((block) => block.length > 0)
  return blocks.map((block) => block.join('\n')).join('\n\n')
}

/** What was expected, and what was the case. */
function found({ message = '', comparison }: Outcome): string[] {
  const lines = comparison
    ? [...clean(comparison.what).split('\n'), ...difference(comparison).map((line) => `  ${line}`)]
    : clean(message).trimEnd().split('\n')
  return lines.flatMap((line) => (CODE.test(line) ? codeRow(`  ${line}`) : rowsOf(`  ${line}`.trimEnd())))
}

/** Code isn't wrapped. */
function codeRow(line: string): string[] {
  const row = cut(line, terminalWidth(Number.POSITIVE_INFINITY))
  return [/^\s*>/.test(row) ? paint('bold', row) : row]
}

/** The first rows, and how many more there are. */
function shortened(rows: readonly string[], most: number): string[] {
  if (rows.length <= most) return [...rows]
  return [...rows.slice(0, most - 1), paint('dim', `  … ${rows.length - most + 1} more lines`)]
}

function timeline({ timeline, since = 0, ms }: Outcome, rows: number): string[] {
  if (timeline.length === 0) return []
  // Its heading, the line about what is hidden, and the last one.
  const room = { rows: rows - 3, height: (line: Line) => eventRows(line).length }
  const { hidden, lines } = decisive(timeline, since, room)
  const note = hidden === 1 ? '1 earlier event hidden' : `${hidden} earlier events hidden`
  const marked = lines.some(({ decided }) => decided)
  return [
    `  Timeline${marked ? ' (> marks the decisive line)' : ''}:`,
    ...(hidden > 0 ? [paint('dim', `${' '.repeat(EVENT_INDENT)}${note}`)] : []),
    ...lines.flatMap(eventRows),
    ...eventRows({ at: ms, text: '✗ the check failed' }),
  ]
}

function eventRows({ at, text, decided = false }: Line): string[] {
  const [first = '', ...more] = wrap(
    `  ${time(at)}  ${clean(text)}`,
    terminalWidth(Number.POSITIVE_INFINITY),
    { hang: EVENT_INDENT, cut: true },
  ).split('\n')
  const margin = paint('dim', first.slice(2, EVENT_INDENT))
  const rest = first.slice(EVENT_INDENT)
  if (!decided) return [`  ${margin}${painted(rest)}`, ...more]
  return [
    `${paint(['red', 'bold'], '>')} ${margin}${paint('bold', painted(rest))}`,
    ...more.map((row) => paint('bold', row)),
  ]
}

function time(at: number | undefined): string {
  return at === undefined ? ' '.repeat(9) : `${at.toFixed(0).padStart(6)} ms`
}

/** What the code printed: lines that repeat once, and of many the first and the last ones. */
export function printed(output: readonly string[], rows = OUTPUT_ROWS): string[] {
  const lines: { text: string; times: number }[] = []
  for (const text of output.map((line) => cut(clean(line), LONGEST_LINE))) {
    const last = lines.at(-1)
    if (last?.text === text) last.times += 1
    else lines.push({ text, times: 1 })
  }
  const width = terminalWidth(Number.POSITIVE_INFINITY)
  const shown = lines.map(({ text, times }) =>
    wrap(`    ${times > 1 ? `${text}  × ${times}` : text}`, width, { hang: 4, cut: true }).split('\n'),
  )
  const hidden: number[] = []
  // The first line is where a story begins, and the last ones are nearest to the failure.
  const height = () => shown.reduce((sum, one, at) => sum + (hidden.includes(at) ? 0 : one.length), 0)
  while (height() + (hidden.length > 0 ? 1 : 0) > rows && hidden.length < shown.length - 2)
    hidden.push(hidden.length + 1)
  const gap = hidden.length > 0 ? [paint('dim', `    … ${hidden.length} more lines`)] : []
  const first = shown[0] ?? []
  return ['  Printed by the code:', ...first, ...gap, ...shown.slice(hidden.length + 1).flat()]
}

/** What a name in the output has that the timeline leaves out, for those who look for it in their code. */
function markText({ nameSuffix }: Outcome, shown: readonly string[]): string[] {
  if (!nameSuffix || !shown.some((line) => line.includes(nameSuffix))) return []
  return rowsOf(paint('dim', `    (The checks add ${nameSuffix} to channel names; it is left out above.)`))
}

function rowsOf(text: string): string[] {
  return fitted(text).split('\n')
}

/** Messages of a compiler may be coloured, whether asked for or not. */
function clean(text: string): string {
  return stripVTControlCharacters(text)
}
