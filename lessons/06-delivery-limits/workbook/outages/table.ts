import { paint } from '#shared/core/terminal.mjs'
import type { Expected } from '../../contract.ts'
import type { Counts } from './delivery-log.ts'
import { CALLED, type Outage } from './names.ts'
import type { RedisTransport } from './transport.ts'

const HEAD = ['counted', 'received', 'twice', 'late', 'lost'] as const
const NAME_WIDTH = 9
const MECHANISM_WIDTH = 7

/** The first line of the table. */
export function headText(): string {
  return paint('bold', lineOf('outage', '', HEAD, 'guess'))
}

/** One line of the table: one outage with one mechanism, and the learner's guess. */
export function rowText(outage: Outage, transport: RedisTransport, counts: Counts, guess?: Expected): string {
  const cells = HEAD.map((word) => {
    const cell = padded(word, counts[word])
    return word === 'lost' && counts.lost > 0 ? paint('red', cell) : cell
  })
  return lineOf(first(outage, transport), CALLED[transport], cells, guessText(transport, counts, guess))
}

/** One line of the table for an outage that could not be shown or failed. */
export function insteadText(outage: Outage, transport: RedisTransport, why: string): string {
  return `${first(outage, transport).padEnd(NAME_WIDTH)}  ${CALLED[transport].padEnd(MECHANISM_WIDTH)}  ${why}`
}

function lineOf(outage: string, transport: string, cells: readonly string[], guess: string): string {
  const start = `${outage.padEnd(NAME_WIDTH)}  ${transport.padEnd(MECHANISM_WIDTH)}  `
  return (start + [...cells, guess].join(' ')).trimEnd()
}

function padded(word: (typeof HEAD)[number], count: number | undefined): string {
  return String(count ?? 'none').padStart(word.length)
}

/** An outage has two lines, and only the first shows its name. */
function first(outage: Outage, transport: RedisTransport): string {
  return transport === 'pubsub' ? outage : ''
}

function guessText(transport: RedisTransport, counts: Counts, guess: Expected | undefined): string {
  if (!guess) return ''
  if (transport === 'streams') return said(guess.streams, counts.received)
  return `${said(guess.counted, counts.counted)} ${said(guess.pubsub, counts.received)}`
}

function said(guess: number, was: number | undefined): string {
  if (!Number.isInteger(guess)) return '?'
  return guess === was ? paint('green', `${guess} ✓`) : paint('yellow', `${guess} ≠`)
}
