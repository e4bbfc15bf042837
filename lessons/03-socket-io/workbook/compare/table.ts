import {
  columns,
  displayWidth,
  mark,
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
  readonly result: Played | NotPlayed
}

export interface Played {
  readonly counts: Counts
  readonly remarks: ReturnType<Mechanism['remarks']>
}

export interface NotPlayed {
  /** Why there are no counts, in a few words. */
  readonly short: string
  /** The same in sentences, with what to do. */
  readonly why: string
  /** True when it was tried. */
  readonly failed: boolean
}

const HEAD = ['delivered', 'missing', 'twice', 'left over', 'connections'] as const

const LEGEND = [
  ['delivered', 'copies that arrived at a user who should get them'],
  ['missing', 'copies that never arrived; in brackets, those sent while server 3 was without Redis'],
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
      'why' in result
        ? `${pad(name, first)}  ${insteadOfCounts(result)}`
        : line(name, cellsOf(result.counts)),
    ),
  ].join('\n')
}

function asList(rows: readonly Row[]): string {
  return rows
    .map(({ name, result }) => {
      if ('why' in result) return `${paint('bold', name)}  ${insteadOfCounts(result)}`
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

function insteadOfCounts({ failed, short }: NotPlayed): string {
  return `${mark(failed ? 'failed' : 'open')} ${short}`
}

function cellsOf(counts: Counts): string[] {
  const { delivered, twice, leftOver, connections } = counts
  const missing = counts.missing === 0 ? '0' : `${counts.missing} (${counts.missingInTheCut})`
  return [delivered, missing, twice, leftOver, connections].map(String)
}

function remarksText({ name, result }: Row, width: number): string {
  const lines = 'why' in result ? [result.why] : [...result.remarks, ...findings(result.counts)]
  return [paint('bold', name), ...lines.map((line) => wrap(`  ${line}`, width))].join('\n')
}

/** What should not be so. */
function findings({ missing, missingInTheCut, twice, leftOver, troubles }: Counts): string[] {
  const wrong: string[] = []
  const lost = missing - missingInTheCut
  if (lost > 0) wrong.push(`Missing though every server had Redis: ${lost}.`)
  if (twice > 0) wrong.push(`Copies too many: ${twice}.`)
  if (leftOver > 0) wrong.push(`Subscriptions that nobody needs any more: ${leftOver}.`)
  return [...wrong, ...troubles].map((text) => paint('red', text))
}
