import { diffArrays } from 'diff'
import { paint } from '../../workbook/terminal.mjs'
import type { Comparison } from '../check.ts'

/** So much is shown on one line. */
const LONGEST_LINE = 64
/** So many equal lines are shown around each difference. */
const CONTEXT = 2
const MOST_LINES = 30
/** With more differences than this, lines are no longer matched: everything differs. */
const MOST_DIFFERENCES = 400

interface Line {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/** Expected and received: below each other where both are short, otherwise line by line, without what is equal. */
export function difference({ expected, received }: Comparison): string[] {
  const [one, ...more] = expected
  const [other, ...others] = received
  if (more.length === 0 && others.length === 0 && one !== undefined && other !== undefined) {
    if (Math.max(one.length, other.length) > LONGEST_LINE) return ofLongLines(one, other)
    return [`expected  ${paint('green', one)}`, `received  ${paint('red', other)}`]
  }
  const lines = compared(expected, received)
  const shown = parts(lines)
  const hidden = shown.length - MOST_LINES
  return [
    `${paint('green', '- expected')}  ${paint('red', '+ received')}`,
    ...shown.slice(0, MOST_LINES).map(coloured),
    ...(hidden > 0 ? [paint('dim', `… ${hidden} more lines`)] : []),
  ]
}

function compared(expected: readonly string[], received: readonly string[]): Line[] {
  const changes = diffArrays([...expected], [...received], {
    comparator: (one, other) => withoutComma(one) === withoutComma(other),
    maxEditLength: MOST_DIFFERENCES,
  })
  if (!changes) return [...expected.map(line('-')), ...received.map(line('+'))]
  return changes.flatMap(({ value, added, removed }) => value.map(line(added ? '+' : removed ? '-' : ' ')))
}

const line =
  (mark: Line['mark']) =>
  (text: string): Line => ({ mark, text })

/** Whether another property follows is no difference. */
function withoutComma(text: string): string {
  return text.replace(/,$/, '')
}

/** What differs, with a little of what surrounds it. */
function parts(lines: readonly Line[]): (Line | undefined)[] {
  const shown: (Line | undefined)[] = []
  let last = -1
  lines.forEach((one, index) => {
    const near = lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
    if (near.every(({ mark }) => mark === ' ')) return
    if (index !== last + 1) shown.push(undefined)
    shown.push(one)
    last = index
  })
  if (shown.length > 0 && last < lines.length - 1) shown.push(undefined)
  return shown
}

function coloured(line: Line | undefined): string {
  if (!line) return paint('dim', '…')
  const text = `${line.mark} ${line.text.length > 100 ? `${line.text.slice(0, 99)}…` : line.text}`
  if (line.mark === ' ') return text
  return paint(line.mark === '-' ? 'green' : 'red', text)
}

/** Two long lines, from shortly before the place where they begin to differ. */
function ofLongLines(one: string, other: string): string[] {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  const from = at <= LONGEST_LINE / 2 ? 0 : at - 20
  const piece = (text: string) => {
    const end = text.length > from + LONGEST_LINE ? '…' : ''
    return `${from > 0 ? '…' : ''}${text.slice(from, from + LONGEST_LINE)}${end}`
  }
  return [
    `expected  ${paint('green', piece(one))}`,
    `received  ${paint('red', piece(other))}`,
    `${' '.repeat(10 + at - from + (from > 0 ? 1 : 0))}${paint('dim', '^ the first difference')}`,
  ]
}
