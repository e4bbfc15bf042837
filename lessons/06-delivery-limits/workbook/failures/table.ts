import { paint } from '#shared/core/terminal.mjs'
import { CALLED } from '../outages/names.ts'
import type { Transport } from '../outages/transport.ts'
import type { Failure } from './names.ts'
import type { FailureCounts } from './play.ts'

const HEAD = ['sent', 'confirmed', 'received', 'twice', 'kept', 'lost'] as const
const NAME_WIDTH = 9
const TRANSPORT_WIDTH = 8

/** The first line of the table. */
export function headText(): string {
  return paint('bold', lineOf('failure', '', HEAD.join(' ')))
}

/** One line of the table: one failure with one transport. */
export function rowText(failure: Failure | '', transport: Transport, counts: FailureCounts): string {
  const cells = HEAD.map((word) => {
    const cell = String(counts[word]).padStart(word.length)
    return word === 'lost' && counts.lost > 0 ? paint('red', cell) : cell
  })
  return lineOf(failure, CALLED[transport], cells.join(' '))
}

/** One line of the table for a failure that could not be shown, or that went wrong itself. */
export function insteadText(failure: Failure | '', transport: Transport, why: string): string {
  return lineOf(failure, CALLED[transport], why)
}

function lineOf(failure: string, transport: string, cells: string): string {
  return `${failure.padEnd(NAME_WIDTH)}  ${transport.padEnd(TRANSPORT_WIDTH)}  ${cells}`
}
