import { columns, displayWidth, mark, pad, paint, terminalWidth, wrap } from '#shared/core/terminal.mjs'
import type { Counts } from './counts.ts'
import type { Transport } from './transport.ts'

/** The result of the story for one mechanism. */
export interface Row {
  readonly name: string
  readonly result: PlayedRow | NotPlayed
}

export interface PlayedRow {
  readonly counts: Counts
  readonly remarks: ReturnType<Transport['remarks']>
}

export interface NotPlayed {
  /** Why there are no counts, in a few words. */
  readonly short: string
  /** The same in sentences, with what to do about it. */
  readonly why: string
  /** Whether it was tried. */
  readonly failed: boolean
}

const HEAD = ['delivered', 'missing', 'twice', 'left over', 'connections'] as const

const LEGEND = [
  ['delivered', 'copies that reached the right user'],
  ['missing', 'copies that never arrived (in brackets: sent while server 3 had lost Redis)'],
  ['twice', 'repeated copies, and copies for another user'],
  ['left over', 'subscriptions that stayed after all users left, or after the servers closed'],
  ['connections', 'to Redis, from all three servers'],
] as const

/**
 * The table of all mechanisms, followed by the benefits and costs of each.
 *
 * @param width The columns of the terminal. A wider table becomes a list.
 */
export function tableText(rows: readonly Row[], width = terminalWidth()): string {
  const fits = (text: string) => text.split('\n').every((line) => displayWidth(line) <= width)
  const table = asTable(rows)
  const parts = [
    fits(table) ? table : asList(rows),
    columns(LEGEND, { indent: 2, width }),
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

/** What went wrong. */
function findings({ missing, missingInTheCut, twice, leftOver, troubles }: Counts): string[] {
  const wrong: string[] = []
  const lost = missing - missingInTheCut
  if (lost > 0) wrong.push(`Missing although every server was connected to Redis: ${lost}.`)
  if (twice > 0) wrong.push(`Repeated or misdirected copies: ${twice}.`)
  if (leftOver > 0) wrong.push(`Subscriptions left over: ${leftOver}.`)
  return [...wrong, ...troubles].map((text) => paint('red', text))
}
