import { paint } from '#shared/core/terminal.mjs'
import type { Expected } from '../../contract.ts'
import type { Counts } from './ledger.ts'
import type { Mechanism } from './mechanism.ts'
import { CALLED, type Outage } from './names.ts'

const HEAD = ['counted', 'received', 'twice', 'late', 'lost'] as const
const NAME_WIDTH = 9
const MECHANISM_WIDTH = 7

/** The first line of the table. */
export function headText(): string {
  return paint('bold', lineOf('outage', '', HEAD, 'guess'))
}

/** One line of the table: one outage with one mechanism, and the learner's guess. */
export function rowText(outage: Outage, mechanism: Mechanism, counts: Counts, guess?: Expected): string {
  const cells = HEAD.map((word) => {
    const cell = padded(word, counts[word])
    return word === 'lost' && counts.lost > 0 ? paint('red', cell) : cell
  })
  return lineOf(first(outage, mechanism), CALLED[mechanism], cells, guessText(mechanism, counts, guess))
}

/** One line of the table for an outage that could not be shown or failed. */
export function insteadText(outage: Outage, mechanism: Mechanism, why: string): string {
  return `${first(outage, mechanism).padEnd(NAME_WIDTH)}  ${CALLED[mechanism].padEnd(MECHANISM_WIDTH)}  ${why}`
}

function lineOf(outage: string, mechanism: string, cells: readonly string[], guess: string): string {
  const start = `${outage.padEnd(NAME_WIDTH)}  ${mechanism.padEnd(MECHANISM_WIDTH)}  `
  return (start + [...cells, guess].join(' ')).trimEnd()
}

function padded(word: (typeof HEAD)[number], count: number | undefined): string {
  return String(count ?? 'none').padStart(word.length)
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
