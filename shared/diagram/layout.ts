import { fitting, widthOf } from './measure.ts'
import type { EventRow, Fold, Lane, Row, Step, View } from './types.ts'

/** Heights of rows, in pixels; a message takes {@link MESSAGE}. */
const HEIGHTS: Readonly<Record<string, number>> = {
  call: 22,
  return: 22,
  problem: 22,
  note: 22,
  fold: 22,
  cut: 22,
  open: 23,
  fault: 24,
  step: 30,
  gap: 16,
}
const MESSAGE = 25
/** A pause of so many milliseconds is told. */
const PAUSE_MS = 100
/** Below this width a diagram is drawn for a phone. */
const SMALL = 460

/** A bold name is wider, by so much. */
const NAME = 1.06

/** A row with its place. `within`: the key of the fold or the repeats that it is a part of; it is hidden at first. */
export type PlacedRow = {
  readonly y: number
  readonly height: number
  readonly stamp: string
  readonly within?: string
} & ({ readonly row: EventRow } | { readonly row: Fold } | { readonly row: Step } | { readonly row: Gap })

/** Where much time went by. */
export interface Gap {
  readonly kind: 'gap'
  readonly key: string
  readonly label: string
}

export interface Place {
  readonly width: number
  readonly small: boolean
  /** Where the lanes begin: to the left of it stand the times. */
  readonly gutter: number
  readonly x: (lane: string) => number
  readonly heads: readonly Head[]
}

/** A lane's names, maybe cut, and how wide they are drawn whatever the font. */
interface Head {
  readonly name: string
  readonly sub: string
  readonly nameWidth: number
  readonly subWidth: number
  /** The size of the name, and how wide both are together. */
  readonly size: number
  readonly width: number
  readonly x: number
}

/** The rows with their places, those in folds too, and the height of all that is shown at first. */
export function placeRows(rows: readonly Row[]): { placed: PlacedRow[]; height: number } {
  const placed: PlacedRow[] = []
  let y = 4
  let last: number | undefined
  let shown = ''
  const add = (row: EventRow | Fold | Step | Gap, stamp: string, within?: string) => {
    const height = heightOf(row)
    placed.push({ row, y, height, stamp, ...(within !== undefined && { within }) } as PlacedRow)
    if (within === undefined) y += height
  }
  const pause = (at: number, key: string, within?: string) => {
    if (last !== undefined && at - last >= PAUSE_MS)
      add({ kind: 'gap', key: `g${key}`, label: `${Math.round(at - last)} ms later` }, '', within)
  }
  const stampFor = (at: number) => {
    const text = stampOf(at)
    const stamp = text === shown ? '' : text
    shown = text
    return stamp
  }
  for (const row of rows) {
    if (row.kind === 'step') {
      add(row, '')
      last = undefined
      continue
    }
    pause(row.at, row.key)
    add(row, stampFor(row.at))
    last = row.at
    if (row.kind === 'fold') {
      for (const inner of row.rows) {
        pause(inner.at, inner.key, row.key)
        add(inner, stampFor(inner.at), row.key)
        last = (inner as EventRow).times?.at(-1) ?? inner.at
      }
    } else if ((row as EventRow).times) {
      const { times, ...single } = row as EventRow
      times!.slice(1).forEach((at, index) => {
        pause(at, `${row.key}-${index}`, row.key)
        add({ ...single, at, key: `${row.key}-${index + 1}` }, stampFor(at), row.key)
        last = at
      })
    }
  }
  return { placed, height: y + 5 }
}

function heightOf(row: EventRow | Fold | Step | Gap): number {
  if ('to' in row && row.to && row.kind !== 'fault') return MESSAGE
  return HEIGHTS[row.kind] ?? 22
}

function stampOf(at: number): string {
  return at.toFixed(at < 100 ? 1 : 0)
}

/** Where the lanes stand: as far apart as their heads need; the rest goes to where labels need it. */
export function placeLanes(view: View, placed: readonly PlacedRow[], width: number): Place {
  const small = width < SMALL
  const { lanes } = view
  const longest = placed.reduce((most, { stamp }) => Math.max(most, stamp.length), 3)
  const gutter = Math.max(small ? 32 : 42, widthOf('0'.repeat(longest), 'mono', 10.5) + 15)
  const edge = small ? 10 : 26
  const { heads, between } = namesFor(lanes, width - gutter - edge, small)
  const index = new Map(lanes.map(({ id }, at) => [id, at]))
  const needed = heads.slice(1).map((head, at) => (head.width + heads[at]!.width) / 2 + between)
  const wanted = needed.map(() => 12)
  for (const { row, within } of placed) {
    if (!('to' in row) || !row.to || within !== undefined) continue
    const [a = 0, b = 0] = [index.get(row.from) ?? 0, index.get(row.to) ?? 0].sort((x, y) => x - y)
    if (b - a !== 1) continue
    const extra = (row.times ? 40 : 0) + (row.badge ? widthOf(row.badge, 'sans', 10.5, true) + 18 : 0)
    wanted[a] = Math.max(wanted[a]!, Math.min(widthOf(row.label) + extra, 150) + 24 - needed[a]!)
  }
  const left = gutter + (heads[0]?.width ?? 0) / 2 + (small ? 3 : 10)
  const right = width - (heads.at(-1)?.width ?? 0) / 2 - (small ? 7 : 16)
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  const spare = Math.max(0, right - left - sum(needed))
  // First what labels need, then the same for each.
  const share = Math.min(1, spare / Math.max(1, sum(wanted)))
  const rest = Math.max(0, spare - sum(wanted)) / Math.max(1, needed.length)
  const xs = [left]
  needed.forEach((one, at) => {
    xs.push(xs.at(-1)! + one + wanted[at]! * share + rest)
  })
  const rounded = xs.map((x) => Math.round(x * 2) / 2)
  return {
    width,
    small,
    gutter,
    x: (lane) => rounded[index.get(lane) ?? 0] ?? left,
    heads: heads.map((head, at) => ({ ...head, x: rounded[at]! })),
  }
}

/** The names of lanes in this room: where it is too little, smaller and without their numbers, and at last cut. */
function namesFor(
  lanes: readonly Lane[],
  room: number,
  small: boolean,
): { heads: Omit<Head, 'x'>[]; between: number } {
  const made = (size: number, isShort: boolean, most = Number.POSITIVE_INFINITY) =>
    lanes.map((lane) => {
      const isRole = isShort && lane.sub !== undefined && lane.name.startsWith('connection')
      const name = fitting(isRole ? (lane.sub ?? '') : lane.name, most / NAME, 'sans', size)
      const sub = isRole ? '' : fitting(lane.sub ?? '', most, 'sans', 11)
      const nameWidth = tenths(widthOf(name, 'sans', size) * NAME)
      const subWidth = tenths(widthOf(sub, 'sans', 11))
      return { name, sub, size, nameWidth, subWidth, width: Math.max(nameWidth, subWidth) }
    })
  const fits = (heads: readonly { width: number }[], between: number) =>
    heads.reduce((sum, one) => sum + one.width, 0) + between * (heads.length - 1) <= room
  const roomy = made(12, false)
  if (fits(roomy, small ? 5 : 14)) return { heads: roomy, between: small ? 5 : 14 }
  const short = made(11, true)
  if (fits(short, 5)) return { heads: short, between: 5 }
  const most = Math.max(14, room / lanes.length - 5)
  return { heads: made(11, true, most), between: 5 }
}

function tenths(value: number): number {
  return Math.ceil(value * 10) / 10
}
