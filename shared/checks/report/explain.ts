import { stripVTControlCharacters } from 'node:util'
import { paint } from '../../workbook/terminal.mjs'
import type { Outcome } from '../check.ts'
import { hint } from './begin-text.ts'
import type { CheckResult, LessonResult } from './result.ts'

/** How many events of the timeline are shown: the last ones, for what went wrong is at the end. */
const EVENTS = 16
const OUTPUT_LINES = 8

/** One failure in full: what was expected, what happened, what is often behind it, and where to get help. */
export function explain({ check, client, outcome }: CheckResult, of: LessonResult): string {
  const lines = [paint('red', `✗ ${check.task} on ${client}: ${check.title}`), '']
  for (const line of clean(outcome.message ?? '').split('\n')) lines.push(`  ${line}`)
  if (outcome.timeline.length > 0) {
    lines.push('', '  What happened:')
    const hidden = outcome.timeline.length - EVENTS
    if (hidden > 0) lines.push(paint('dim', `            … ${hidden} earlier`))
    for (const { at, text } of outcome.timeline.slice(-EVENTS)) {
      lines.push(`  ${paint('dim', `${at.toFixed(0).padStart(6)} ms`)}  ${clean(text)}`)
    }
  }
  if (outcome.output.length > 0) lines.push('', ...printed(outcome.output), ...markText(outcome))
  lines.push('')
  const cause = likelyCause(check, outcome)
  if (cause) lines.push(`  Likely cause: ${cause}`)
  const open = of.touched.get(client)?.open.get(check.task)
  if (open) {
    lines.push(`  A part of this task is still open, at ${open.path}:${open.line}`)
  }
  if (of.area === 'lessons') lines.push(`  For help, type: ${hint(check.task)}`)
  if (check.id) lines.push(paint('dim', `  (check ${check.id})`))
  return lines.join('\n')
}

/** Of the assertion that failed, or, where it has none, what is often behind a failure of this check. */
function likelyCause(
  { misconception }: CheckResult['check'],
  { cause, obvious }: Outcome,
): string | undefined {
  if (cause || obvious) return cause
  return misconception && `${misconception}.`
}

/** The last lines that the code printed. */
export function printed(output: readonly string[]): string[] {
  const hidden = output.length - OUTPUT_LINES
  return [
    `  Printed by the code${hidden > 0 ? `, the last ${OUTPUT_LINES} of ${output.length} lines` : ''}:`,
    ...output.slice(-OUTPUT_LINES).map((line) => `    ${clean(line)}`),
  ]
}

/** What a name in the output has that the timeline leaves out, for those who look for it in their code. */
function markText({ mark, output }: Outcome): string[] {
  if (!mark || !output.slice(-OUTPUT_LINES).some((line) => line.includes(mark))) return []
  return [paint('dim', `    (The checks add ${mark} to the names of channels; above it is left out.)`)]
}

/** Messages of a compiler may be coloured, whether asked for or not. */
function clean(text: string): string {
  return stripVTControlCharacters(text)
}
