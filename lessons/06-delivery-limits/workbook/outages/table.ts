import { paint } from '../../../../shared/workbook/terminal.mjs'
import type { Expected } from '../../contract.ts'
import type { Counts } from './ledger.ts'
import type { Mechanism } from './mechanism.ts'
import { CALLED, type Outage } from './names.ts'

const HEAD = ['published', 'counted', 'received', 'twice', 'late', 'lost'] as const
const NAME_WIDTH = 9
const MECHANISM_WIDTH = 7

/** The first line of the table. */
export function headText(): string {
  return paint('bold', lineOf('outage', '', [...HEAD], 'guess'))
}

/** One line of the table: one outage with one mechanism, and the learner's guess. */
export function rowText(outage: Outage, mechanism: Mechanism, counts: Counts, guess?: Expected): string {
  const cells = HEAD.map((word) => counts[word] ?? '–').map(String)
  return lineOf(first(outage, mechanism), CALLED[mechanism], cells, guessText(mechanism, counts, guess))
}

/** One line of the table for an outage that could not be shown or failed. */
export function insteadText(outage: Outage, mechanism: Mechanism, why: string): string {
  return `${first(outage, mechanism).padEnd(NAME_WIDTH)}  ${CALLED[mechanism].padEnd(MECHANISM_WIDTH)}  ${why}`
}

function lineOf(outage: string, mechanism: string, cells: readonly string[], guess: string): string {
  const columns = cells.map((cell, index) => cell.padStart(HEAD[index]!.length))
  const start = [outage.padEnd(NAME_WIDTH), mechanism.padEnd(MECHANISM_WIDTH)]
  return [...start, ...columns, guess].join('  ').trimEnd()
}

/** An outage has two lines, and only the first shows its name. */
function first(outage: Outage, mechanism: Mechanism): string {
  return mechanism === 'pubsub' ? outage : ''
}

function guessText(mechanism: Mechanism, counts: Counts, guess: Expected | undefined): string {
  if (!guess) return ''
  if (mechanism === 'streams') return said(guess.streams, counts.received)
  return `${said(guess.counted, counts.counted)} ${said(guess.pubsub, counts.received)}`
}

function said(guess: number, was: number | undefined): string {
  if (!Number.isInteger(guess)) return '?'
  return guess === was ? paint('green', `${guess} ✓`) : paint('yellow', `${guess} ≠`)
}
