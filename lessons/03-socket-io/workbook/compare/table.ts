import {
  columns,
  displayWidth,
  pad,
  paint,
  terminalWidth,
  wrap,
} from '../../../../shared/workbook/terminal.mjs'
import type { Counts } from './counts.ts'
import type { Mechanism } from './mechanism.ts'

/** What became of the story on one mechanism. */
export interface Row {
  readonly name: string
  /** The counts, or why there are none. */
  readonly result: { readonly counts: Counts; readonly remarks: ReturnType<Mechanism['remarks']> } | string
}

const HEAD = ['delivered', 'missing', 'twice', 'left over', 'connections'] as const

const LEGEND = [
  ['delivered', 'copies that arrived at a user who should get them'],
  ['missing', 'copies that never arrived'],
  ['twice', 'copies too many, or for somebody else'],
  ['left over', 'subscriptions that stayed when all had left, or when the servers had closed'],
  ['connections', 'to Redis, of the three servers together'],
] as const

/**
 * The table of all mechanisms, and beneath it what each gives and costs.
 *
 * @param width How many columns of the terminal it may take. A table that is wider becomes a list.
 */
export function tableText(rows: readonly Row[], width = terminalWidth()): string {
  const fits = (text: string) => text.split('\n').every((line) => displayWidth(line) <= width)
  const table = asTable(rows)
  const legend = columns(LEGEND, { indent: 2 })
  const parts = [
    fits(table) ? table : asList(rows),
    fits(legend) ? legend : wrap(LEGEND.map((entry) => `  ${entry.join(': ')}`).join('\n'), width),
    ...rows.map((row) => remarksText(row, width)),
  ]
  return parts.join('\n\n')
}

function asTable(rows: readonly Row[]): string {
  const first = Math.max(...rows.map(({ name }) => displayWidth(name)))
  const line = (name: string, cells: readonly string[]) =>
    [pad(name, first), ...cells.map((cell, index) => cell.padStart(HEAD[index]!.length))].join('  ')
  return [
    paint('bold', line('', HEAD)),
    ...rows.map(({ name, result }) =>
      typeof result === 'string'
        ? `${pad(name, first)}  ${paint('yellow', '○')}`
        : line(name, cellsOf(result.counts)),
    ),
  ].join('\n')
}

function asList(rows: readonly Row[]): string {
  return rows
    .map(({ name, result }) => {
      if (typeof result === 'string') return `${paint('bold', name)}  ${paint('yellow', '○')}`
      const cells = cellsOf(result.counts)
      return [
        paint('bold', name),
        columns(
          HEAD.map((word, index) => [word, cells[index]!]),
          { indent: 2 },
        ),
      ].join('\n')
    })
    .join('\n')
}

function cellsOf({ delivered, missing, twice, leftOver, connections }: Counts): string[] {
  return [delivered, missing, twice, leftOver, connections].map(String)
}

function remarksText({ name, result }: Row, width: number): string {
  const lines = typeof result === 'string' ? [result] : [...result.remarks, ...findings(result.counts)]
  return [paint('bold', name), ...lines.map((line) => wrap(`  ${line}`, width))].join('\n')
}

/** What is to be said about the counts. */
function findings({ missing, missingInTheCut, troubles }: Counts): string[] {
  const lines: string[] = []
  if (missing > 0 && missing === missingInTheCut) {
    lines.push(`All ${missing} missing copies were sent while server 3 was without Redis.`)
  } else if (missing > 0) {
    lines.push(
      paint(
        'red',
        `Of the ${missing} missing copies, ${missingInTheCut} were sent while server 3 was without Redis.`,
      ),
    )
  }
  return [...lines, ...troubles.map((text) => paint('red', text))]
}
