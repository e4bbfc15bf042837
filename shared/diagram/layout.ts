import { fitting, widthOf } from './measure.ts'
import type { EventRow, Fold, Row, Step, View } from './types.ts'

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
  const between = small ? 5 : 14
  const edge = small ? 10 : 26
  const ideal = lanes.map(({ name, sub = '' }) => Math.max(headWidth(name, 'name'), headWidth(sub, 'sub')))
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
  // Where even the heads have too little room, their names are cut.
  const most = (width - gutter - edge - between * (lanes.length - 1)) / Math.max(1, lanes.length)
  const crowded = sum(ideal) > most * lanes.length
  const heads = lanes.map((lane) => {
    const name = crowded ? fitting(lane.name, Math.max(most, 24) / NAME, 'sans', 12) : lane.name
    const sub = crowded ? fitting(lane.sub ?? '', Math.max(most, 24), 'sans', 11) : (lane.sub ?? '')
    return { name, sub, width: Math.max(headWidth(name, 'name'), headWidth(sub, 'sub')) }
  })
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
    heads: heads.map(({ name, sub }, at) => ({
      name,
      sub,
      nameWidth: headWidth(name, 'name'),
      subWidth: headWidth(sub, 'sub'),
      x: rounded[at]!,
    })),
  }
}

function headWidth(text: string, part: 'name' | 'sub'): number {
  return (
    Math.round((part === 'name' ? widthOf(text, 'sans', 12) * NAME : widthOf(text, 'sans', 11)) * 10) / 10
  )
}
