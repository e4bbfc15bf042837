import type { Client } from '../manifest.ts'
import { displayWidth, pad, paint } from '../terminal.mjs'

/** One step of a scenario, as it went with one client. */
export interface StepTold {
  readonly title: string
  /** `at`: milliseconds since the step began. */
  readonly lines: { readonly at?: number; readonly text: string }[]
}

/** Under this many columns a client has too little room beside the other. */
const NARROW = 96
const GAP = 3
const INDENT = 4

/**
 * One step, the clients side by side, or one below the other where the terminal is narrow.
 *
 * @param number Counted from 1.
 * @param width Columns of the terminal.
 */
export function stepText(number: number, steps: ReadonlyMap<Client, StepTold>, width: number): string {
  const [first] = steps.values()
  if (!first) return ''
  const title = wrap(`${number}  ${first.title}`, width, 3).map((line) => paint('bold', line))
  const clients = [...steps.keys()]
  const stacked = clients.length === 1 || width < NARROW
  const room = stacked ? width - INDENT : Math.floor((width - INDENT - GAP) / clients.length)
  const columns = clients.map((client) => [
    paint('underline', client),
    ...(steps.get(client)?.lines ?? []).flatMap(({ at, text }) => wrap(`${time(at)}  ${text}`, room, 10)),
  ])
  const body = stacked ? columns.flat() : beside(columns, room)
  return [...title, ...body.map((line) => `${' '.repeat(INDENT)}${line}`.trimEnd())].join('\n')
}

/** Eight columns. */
function time(at: number | undefined): string {
  return at === undefined ? ' '.repeat(8) : `${at.toFixed(at < 10 ? 1 : 0).padStart(5)} ms`
}

function beside(columns: readonly string[][], room: number): string[] {
  const height = Math.max(...columns.map((column) => column.length))
  return Array.from({ length: height }, (_, row) =>
    columns.map((column) => pad(column[row] ?? '', room)).join(' '.repeat(GAP)),
  )
}

/** Breaks a text into lines; all but the first are indented. A word that is too long is cut. */
function wrap(text: string, width: number, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=\S)(?=\s)/)) {
    if (line && displayWidth(line + word) > width) {
      lines.push(line)
      line = ' '.repeat(indent) + word.trimStart()
    } else line += word
    while (displayWidth(line) > width) {
      const cut = [...line].slice(0, width).join('')
      lines.push(cut)
      line = ' '.repeat(indent) + line.slice(cut.length)
    }
  }
  return [...lines, line]
}
