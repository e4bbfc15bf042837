import { stripVTControlCharacters } from 'node:util'
import { fitted, paint, terminalWidth, wrap } from '../../workbook/terminal.mjs'
import type { Outcome } from '../check.ts'
import { cut } from '../show.ts'
import { hint } from './begin-text.ts'
import { decisive } from './decisive.ts'
import { difference } from './difference.ts'
import type { CheckResult, LessonResult } from './result.ts'

const OUTPUT_LINES = 8
/** So much of a line that the code printed is shown, in characters. */
const LONGEST_LINE = 500

/** One failure in full: what was expected, what happened, what is often behind it, and where to get help. */
export function explain({ check, client, outcome }: CheckResult, of: LessonResult): string {
  const lines = [fitted(paint('red', `✗ ${check.task} on ${client}: ${check.title}`)), '']
  lines.push(...found(outcome).map((line) => `  ${line}`.trimEnd()), ...timeline(outcome))
  if (outcome.output.length > 0) lines.push('', ...printed(outcome.output), ...markText(outcome))
  lines.push('')
  if (outcome.cause) lines.push(fitted(`  Likely cause: ${outcome.cause}`))
  const open = of.touched.get(client)?.open.get(check.task)
  if (open) {
    lines.push(fitted(`  A part of this task is still open, at ${open.path}:${open.line}`))
  }
  if (of.area === 'lessons') lines.push(`  For help, type: ${hint(check.task)}`)
  if (check.id) lines.push(paint('dim', `  (check ${check.id})`))
  return lines.join('\n')
}

/** What was expected, and what was the case. */
function found({ message = '', comparison }: Outcome): string[] {
  if (!comparison) return clean(message).split('\n')
  return [...clean(comparison.what).split('\n'), ...difference(comparison).map((line) => `  ${line}`)]
}

function timeline({ timeline, since = 0 }: Outcome): string[] {
  if (timeline.length === 0) return []
  const { hidden, lines } = decisive(timeline, since)
  const width = terminalWidth(Number.POSITIVE_INFINITY)
  const note = hidden === 1 ? '1 earlier event hidden' : `${hidden} earlier events hidden`
  return [
    '',
    '  Timeline:',
    ...(hidden > 0 ? [paint('dim', `             ${note}`)] : []),
    ...lines.map(({ at, text }) =>
      wrap(`  ${paint('dim', time(at))}  ${clean(text)}`, width, { hang: 13, cut: true }),
    ),
  ]
}

function time(at: number | undefined): string {
  return at === undefined ? ' '.repeat(9) : `${at.toFixed(0).padStart(6)} ms`
}

/** The last lines that the code printed. */
export function printed(output: readonly string[]): string[] {
  const hidden = output.length - OUTPUT_LINES
  return [
    `  Printed by the code${hidden > 0 ? `, the last ${OUTPUT_LINES} of ${output.length} lines` : ''}:`,
    ...output.slice(-OUTPUT_LINES).map((line) => `    ${cut(clean(line), LONGEST_LINE)}`),
  ]
}

/** What a name in the output has that the timeline leaves out, for those who look for it in their code. */
function markText({ mark, output }: Outcome): string[] {
  if (!mark || !output.slice(-OUTPUT_LINES).some((line) => line.includes(mark))) return []
  return [paint('dim', `    (The checks add ${mark} to channel names; it is left out above.)`)]
}

/** Messages of a compiler may be coloured, whether asked for or not. */
function clean(text: string): string {
  return stripVTControlCharacters(text)
}
