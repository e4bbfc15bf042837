import { stripVTControlCharacters } from 'node:util'
import type { Client } from '#shared/core/manifest.ts'
import { pad, paint, wrap } from '#shared/core/terminal.mjs'

/** One step of a scenario, as it went with one client. */
export interface StepTold {
  readonly title: string
  /** What isn't guaranteed in it. */
  readonly race?: string
  /** `at`: milliseconds since the step began. */
  readonly lines: { readonly at?: number; readonly text: string }[]
}

/** Under this many columns a client has too little room beside the other. */
const NARROW = 96
const GAP = 3
const INDENT = 4
/** Columns of the time. */
const TIME = 8

/**
 * One step, the clients side by side, or one below the other where the terminal is narrow.
 *
 * @param number Counted from 1.
 * @param width Columns of the terminal.
 */
export function stepText(number: number, steps: ReadonlyMap<Client, StepTold>, width: number): string {
  const [first] = steps.values()
  if (!first) return ''
  const title = lines(`${number}  ${first.title}`, width, 3).map((line) => paint('bold', line))
  const race = first.race ? lines(`   Not guaranteed: ${first.race}.`, width, 3) : []
  const clients = [...steps.keys()]
  const stacked = clients.length === 1 || width < NARROW
  const room = stacked ? width - INDENT : Math.floor((width - INDENT - GAP) / clients.length)
  const columns = clients.map((client) => [
    paint('underline', client),
    ...(steps.get(client)?.lines ?? []).flatMap(({ at, text }) => told(time(at), text, room)),
  ])
  const body = stacked ? columns.flat() : beside(columns, room)
  return [
    ...title,
    ...race.map((line) => paint('dim', line)),
    ...body.map((line) => `${' '.repeat(INDENT)}${line}`.trimEnd()),
  ].join('\n')
}

function time(at: number | undefined): string {
  return at === undefined ? ' '.repeat(TIME) : `${at.toFixed(at < 10 ? 1 : 0).padStart(5)} ms`
}

function beside(columns: readonly string[][], room: number): string[] {
  const height = Math.max(...columns.map((column) => column.length))
  return Array.from({ length: height }, (_, row) =>
    columns.map((column) => pad(column[row] ?? '', room)).join(' '.repeat(GAP)),
  )
}

/** A line of the narration. What the learner's code has printed may be coloured, and may have many lines. */
function told(time: string, text: string, width: number): string[] {
  const [first = '', ...rest] = stripVTControlCharacters(text).trimEnd().split(/\r?\n/)
  const indent = ' '.repeat(TIME + 2)
  return [
    ...lines(`${time}  ${first}`, width, TIME + 2),
    ...rest.flatMap((line) => lines(indent + line, width, TIME + 2)),
  ]
}

function lines(text: string, width: number, hang: number): string[] {
  return wrap(text, width, { hang, cut: true }).split('\n')
}
