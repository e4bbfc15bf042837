import { diffArrays } from 'diff'
import type { Comparison } from '#shared/checks/outcome.ts'
import { cut } from '#shared/checks/show.ts'
import { paint, terminalWidth } from '#shared/core/terminal.mjs'

/** The longest line to show, in columns. A narrower terminal gets shorter ones. */
const LONGEST_LINE = 64
/** What stands to the left of it: an indent, and "expected". */
const MARGIN = 14
/** So many equal lines are shown around each difference. */
const CONTEXT = 2
/** The most consecutive lines with the same mark to show without a gap: the first ones, and the last. */
const MOST_ALIKE = 5
const MOST_LINES = 20
/** The longest part of a line to show if there are several lines, in characters. */
const LONGEST_PART = 100
/** Each line is indented by this many columns, as a part of a failure. */
const INDENT = 4
/** With more differences than this, lines are no longer matched: everything differs. */
const MOST_DIFFERENCES = 400

interface Line {
  readonly mark: ' ' | '-' | '+'
  readonly text: string
}

/** A place where lines with the same mark are left out. */
interface Gap {
  readonly mark: Line['mark']
  readonly hidden: number
}

/** Expected and received: below each other where both are short, otherwise line by line, without what is equal. */
export function difference({ expected, received }: Comparison): string[] {
  const [one, ...more] = expected
  const [other, ...others] = received
  if (more.length === 0 && others.length === 0 && one !== undefined && other !== undefined) {
    const longest = Math.min(LONGEST_LINE, terminalWidth(Number.POSITIVE_INFINITY) - MARGIN)
    if (Math.max(one.length, other.length) > longest) return ofLongLines(one, other, longest)
    return [`expected  ${paint('green', one)}`, `received  ${paint('red', other)}`]
  }
  const lines = compared(expected, received)
  const shown = folded(parts(lines))
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

/** Long runs of lines that are all missing, or all too many, with a gap. */
function folded(lines: readonly (Line | undefined)[]): (Line | Gap | undefined)[] {
  const shown: (Line | Gap | undefined)[] = []
  for (let at = 0; at < lines.length; ) {
    const { mark } = lines[at] ?? { mark: ' ' }
    let end = at + 1
    while (mark !== ' ' && lines[end]?.mark === mark) end += 1
    const hidden = end - at - MOST_ALIKE
    const run = lines.slice(at, end)
    if (hidden > 1) shown.push(...run.slice(0, MOST_ALIKE - 1), { mark, hidden }, ...run.slice(-1))
    else shown.push(...run)
    at = end
  }
  return shown
}

function coloured(line: Line | Gap | undefined): string {
  if (!line) return paint('dim', '…')
  if ('hidden' in line)
    return paint(line.mark === '-' ? 'green' : 'red', `${line.mark} … ${line.hidden} more`)
  const text = cut(`${line.mark} ${line.text}`, Math.min(LONGEST_PART, terminalWidth() - INDENT))
  if (line.mark === ' ') return text
  return paint(line.mark === '-' ? 'green' : 'red', text)
}

/** Two long lines, from shortly before the place where they begin to differ. */
function ofLongLines(one: string, other: string, longest: number): string[] {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  const from = at <= longest / 2 ? 0 : at - 20
  // For the marks at both ends.
  const room = longest - 2
  const piece = (text: string) => {
    const end = text.length > from + room ? '…' : ''
    return `${from > 0 ? '…' : ''}${text.slice(from, from + room)}${end}`
  }
  return [
    `expected  ${paint('green', piece(one))}`,
    `received  ${paint('red', piece(other))}`,
    `${' '.repeat(10 + at - from + (from > 0 ? 1 : 0))}${paint('dim', '^ the first difference')}`,
  ]
}
