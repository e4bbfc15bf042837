import type { Gap, Place } from './layout.ts'
import { escaped, fitting, widthOf } from './measure.ts'
import type { EventRow, Fold, Step } from './types.ts'

/** A row as it is drawn, at a height of 0, and where it covers what is behind it. */
export interface DrawnRow {
  readonly svg: string
  /** The label as it is seen, maybe cut. */
  readonly seen: string
  readonly boxes: readonly (readonly [left: number, right: number])[]
}

/** Labels that are wider than the gap between their lanes may hang over, up to this width. */
const OVERHANG = 148
const OVERHANG_SMALL = 130

/** A bold text is wider, by so much. */
const BOLD = 1.08

const times = (row: EventRow) => (row.times && row.times.length > 1 ? `× ${row.times.length}` : '')

/** Text of a known width, whatever the font. */
function text(x: number, y: number, value: string, of: { width: number; class: string }): string {
  const length = value.length > 1 ? ` textLength="${round(of.width)}" lengthAdjust="spacingAndGlyphs"` : ''
  return `<text class="${of.class}" x="${round(x)}" y="${round(y)}"${length}>${escaped(value)}</text>`
}

function badge(x: number, y: number, value: string, kind: string): string {
  const width = badgeWidth(value) - 12
  return `<g class="badge ${kind}"><rect x="${round(x)}" y="${round(y - 12.5)}" width="${round(width + 12)}" height="14" rx="7"/>${text(x + 6, y - 1.75, value, { width, class: '' })}</g>`
}

function badgeWidth(value: string): number {
  return widthOf(value, 'sans', 10.5, true) + 12
}

/** What stands beside a label: how many, or which one. */
function besideOf(row: EventRow): { value: string; kind: string; width: number } | undefined {
  const value = row.badge ?? times(row)
  if (!value) return undefined
  const kind = !row.badge ? 'n' : row.mark === 'missing' ? 'line' : row.mark ? '' : 'ok'
  return { value, kind, width: badgeWidth(value) }
}

export function drawRow(row: EventRow | Fold | Step | Gap, height: number, place: Place): DrawnRow {
  const { gutter, width, small } = place
  const middle = height / 2
  if (row.kind === 'gap') {
    const label = `⋮ ${row.label}`
    const wide = widthOf(label)
    return {
      svg: text(gutter + 4, 12, label, { width: wide, class: 'lb' }),
      seen: label,
      boxes: [[gutter, gutter + 4 + wide]],
    }
  }
  if (row.kind === 'step') {
    const label = fitting(row.label, (width - 32) / BOLD, 'sans', 12.5)
    const wide = widthOf(label, 'sans', 12.5, true)
    return {
      svg: `<path d="M0 6.5H${width}"/>${text(small ? 12 : 16, 23, label, { width: wide, class: '' })}`,
      seen: label,
      boxes: [[0, width]],
    }
  }
  if (row.kind === 'fold') {
    const label = fitting(row.label, width - gutter - 44, 'sans')
    return {
      svg: `<rect class="f" x="${gutter + 4.5}" y="3.5" width="${round(width - gutter - 16)}" height="${height - 7}" rx="5"/><path class="tri" d="M${gutter + 14} ${middle - 4}v8l5-4z"/>${text(gutter + 27, middle + 4, label, { width: widthOf(label, 'sans'), class: '' })}`,
      seen: label,
      boxes: [[gutter, width]],
    }
  }
  if (row.kind === 'fault') return fault(row, middle, height, place)
  if (row.kind === 'cut') return cut(row, middle, place)
  if (row.kind === 'open') return opened(row, place)
  return row.to === undefined ? pill(row, place) : arrow(row as EventRow & { to: string }, height, place)
}

function fault(row: EventRow, middle: number, height: number, place: Place): DrawnRow {
  const { gutter, width } = place
  const label = fitting(row.label, (width - gutter - 30) / BOLD, 'sans')
  const xs = row.from === '' ? [] : row.from.split('+').map(place.x)
  const textWidth = widthOf(label, 'sans', 11.5, true)
  const least = textWidth + 18
  const [a, b] = [Math.min(...xs) - 30, Math.max(...xs) + 30]
  const wide = Math.min(Math.max(least, xs.length > 0 ? b - a : least), width - gutter - 8)
  const centre = xs.length > 0 ? (a + b) / 2 : (gutter + width) / 2
  const c = Math.max(gutter + 4 + wide / 2, Math.min(centre, width - wide / 2 - 4))
  return {
    svg: `<rect class="fb" x="${round(c - wide / 2)}" y="3" width="${round(wide)}" height="${height - 5}" rx="4"/>${text(c - textWidth / 2, middle + 5, label, { width: textWidth, class: '' })}`,
    seen: label,
    boxes: [[c - wide / 2, c + wide / 2]],
  }
}

function cut(row: EventRow, middle: number, place: Place): DrawnRow {
  const xs = row.from.split('+').map(place.x)
  const width = widthOf(row.label)
  const [first = 0, last = 0] = [Math.min(...xs), Math.max(...xs)]
  const between = last - first > width + 24
  const after = last + 10 + width < place.width
  const x = between ? (first + last - width) / 2 : after ? last + 10 : first - 10 - width
  const crosses = xs.map(
    (one) => `<path class="ln" style="stroke-width:2.25" d="M${one - 5} ${middle - 5}l10 10m0-10-10 10"/>`,
  )
  return {
    svg: crosses.join('') + text(x, middle + 4, row.label, { width, class: 'lb' }),
    seen: row.label,
    boxes: [[x - 2, x + width + 2], ...xs.map((one) => [one - 6, one + 6] as const)],
  }
}

function opened(row: EventRow, place: Place): DrawnRow {
  const width = widthOf(row.label, 'sans', 11.5) + 14
  const x = Math.max(place.gutter, Math.min(place.x(row.from) - width / 2, place.width - width - 4))
  return {
    svg: `<rect class="pill" style="stroke:var(--c)" x="${round(x)}" y="3" width="${round(width)}" height="18" rx="9"/>${text(x + 7, 16, row.label, { width: width - 14, class: '' })}`,
    seen: row.label,
    boxes: [[x, x + width]],
  }
}

/** What somebody does alone: a call, its end, a report. */
function pill(row: EventRow, place: Place): DrawnRow {
  const beside = besideOf(row)
  const room = beside ? beside.width + 6 : 0
  const at = row.from === '' ? place.gutter + 13 : place.x(row.from)
  const most = place.width - place.gutter - 28 - room
  const whole = `${row.kind === 'return' ? '↩ ' : ''}${row.label}`
  // It begins at its lane; one that is too long for that begins further to the left.
  const label = fitting(whole, Math.max(Math.min(most, 300), place.width - at - 28 - room))
  const width = widthOf(label) + 16
  const x = Math.max(place.gutter, Math.min(at - 9, place.width - width - room - 5))
  const shape =
    row.kind === 'note' && !row.mark
      ? ''
      : `<rect class="pill ${row.kind}" x="${round(x)}" y="2.5" width="${round(width)}" height="18" rx="4"/>`
  const label2 = text(x + 8, 15.5, label, { width: width - 16, class: shape ? 'm pl' : 'm lb' })
  return {
    svg: shape + label2 + (beside ? ` ${badge(x + width + 5, 18, beside.value, beside.kind)}` : ''),
    seen: label,
    boxes: [[x, x + width + room]],
  }
}

function arrow(row: EventRow & { to: string }, height: number, place: Place): DrawnRow {
  const { width, gutter, small } = place
  const [a, z] = [place.x(row.from.split('+')[0] ?? ''), place.x(row.to)]
  const direction = z > a ? 1 : -1
  const y = height - 7.5
  const base = y - 5
  const end = row.kind === 'refused' ? z - direction * 16 : z
  const beside = besideOf(row)
  const room = beside ? beside.width + 6 : 0
  const most = Math.min(
    Math.max(Math.abs(z - a) - 14 - room, small ? OVERHANG_SMALL : OVERHANG),
    width - gutter - 12 - room,
  )
  const label = fitting(row.label, most)
  const wide = widthOf(label)
  const all = wide + room
  const centre = Math.max(gutter + 4 + all / 2, Math.min(width - 5 - all / 2, (a + z) / 2))
  const x = centre - all / 2
  const head =
    row.kind === 'refused'
      ? `<path class="ln" style="stroke-width:2" d="M${end - 4} ${y - 4}l8 8m0-8-8 8"/>`
      : `<path class="hd" d="M${end - direction} ${y}l${-direction * 7.5} -4v8z"/>`
  const sign = beside ? ` ${badge(x + wide + 6, base, beside.value, beside.kind)}` : ''
  return {
    svg: `<path class="halo" d="M${a + direction * 5} ${y}H${end - direction * 5}"/><path class="ln" d="M${a} ${y}H${end - direction * 7}"/><circle class="dot" cx="${a}" cy="${y}" r="2.75"/>${head}${text(x, base, label, { width: wide, class: 'lb' })}${sign}`,
    seen: label,
    boxes: [
      [x, x + all],
      [Math.min(a, z), Math.max(a, z)],
    ],
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
