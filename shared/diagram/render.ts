import { drawRow } from './draw.ts'
import { frame, type Heading } from './frame.ts'
import { type Place, type PlacedRow, placeLanes, placeRows } from './layout.ts'
import { escaped, widthOf } from './measure.ts'
import { diagramCss } from './style.ts'
import { asText } from './text.ts'
import type { EventRow, Note, Strip, View } from './types.ts'

/** How a diagram is drawn. */
export interface RenderOptions {
  /** In pixels: about 900 for a file, 560 for a panel, 390 for a phone. Default: 900. */
  readonly width?: number
  /** `heads`: the names of the lanes alone, for a page that keeps them in sight. `body`: all but these. Default: `whole`. */
  readonly part?: 'whole' | 'heads' | 'body'
  /** Whether its rows are options of a listbox, for `attachSteps`. Default: true. */
  readonly interactive?: boolean
  /** False where the page has `diagramCss()` already. Default: true. */
  readonly css?: boolean
  /** What its ids begin with. Two on a page need two. Default: `d`. */
  readonly id?: string
  /** What stands above it, for a file. */
  readonly heading?: Heading
  /** A script that makes the steps of a file work. */
  readonly script?: string
}

const HEADS = { plain: 36, grouped: 47 }
/** With fewer lanes of the learner's process, a bracket around them says nothing. */
const GROUPED = 3

/** Draws a view: an SVG that needs nothing else. */
export function renderDiagram(view: View, options: RenderOptions = {}): string {
  const { width = 900, part = 'whole', interactive = true, css = true, id = 'd' } = options
  const { placed, height } = placeRows(view.rows)
  const place = placeLanes(view, placed, width)
  const heads = headsOf(view, place)
  if (part === 'heads') {
    return `<svg xmlns="http://www.w3.org/2000/svg" class="diagram heads" width="${width}" height="${heads.height}" viewBox="0 0 ${width} ${heads.height}" aria-hidden="true">${style(css)}${heads.svg}</svg>`
  }
  const list = interactive
    ? `role="listbox" tabindex="0" aria-label="Sequence of events. Use the arrow keys."`
    : 'role="img"'
  const body = bodyOf(view, placed, place, height, { id, interactive })
  if (part === 'body') {
    const name = interactive ? list : `${list} aria-labelledby="${id}-title ${id}-desc"`
    return `<svg xmlns="http://www.w3.org/2000/svg" class="diagram body${interactive ? ' live' : ''}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${name} data-height="0">${titleOf(view, id, interactive)}${style(css)}<g class="rows${interactive ? ' live' : ''}">${body}</g></svg>`
  }
  const { top, above, below } = frame(view, width, options.heading)
  const from = top + heads.height
  const total = from + height + below.height
  const role = interactive ? '' : ' role="img"'
  return `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}"${role} aria-labelledby="${id}-title" aria-describedby="${id}-desc" data-height="${total - height}">${titleOf(view, id, false)}${style(css)}<rect class="bg" width="${width}" height="100%"/>${above}<g class="rows${interactive ? ' live' : ''}" transform="translate(0 ${from})" ${interactive ? list : ''}>${body}</g><g class="heads" transform="translate(0 ${top})" aria-hidden="true"><rect class="bg" width="${width}" height="${heads.height}"/>${heads.svg}<path class="rule" d="M0 ${heads.height - 0.5}H${width}"/></g>${below.svg(from + height)}${options.script ? `<script><![CDATA[\n${options.script}\n]]></script>` : ''}</svg>`
}

function style(css: boolean): string {
  return css ? `<style>${diagramCss()}</style>` : ''
}

/** The description is the whole timeline, as text. A listbox has its options in its place. */
function titleOf(view: View, id: string, titleOnly: boolean): string {
  if (titleOnly) return ''
  const lines = asText(view).map(({ at, text }) => `${at === undefined ? '' : `${at.toFixed(1)} ms `}${text}`)
  return `<title id="${id}-title">${escaped(view.title)}</title><desc id="${id}-desc">${escaped(`${view.total}. ${lines.join('. ')}`)}</desc>`
}

function headsOf(
  { lanes }: View,
  { width, small, gutter, heads, x }: Place,
): { svg: string; height: number } {
  const own = lanes.filter((lane) => lane.own)
  const isGrouped = own.length >= GROUPED
  const height = isGrouped ? HEADS.grouped : HEADS.plain
  let svg = ''
  if (isGrouped) {
    const from = Math.max(gutter, x(own[0]!.id) - (small ? 34 : 44))
    const to = Math.min(width - 2, x(own.at(-1)!.id) + (small ? 36 : 50))
    const middle = (from + to) / 2
    svg += `<path class="own" d="M${from + 0.5} 12v-5.5H${middle - 42}M${middle + 42} 6.5H${to - 0.5}v5.5"/><text class="grp" x="${middle}" y="10.5" text-anchor="middle">your process</text>`
  }
  svg += `<text class="sub" x="${gutter - 6}" y="${height - 7}" text-anchor="end">ms</text>`
  for (const { name, sub, size, nameWidth, subWidth, x } of heads) {
    svg += `<text class="nm"${size === 12 ? '' : ` style="font-size:${size}px"`} x="${x}" y="${height - (sub ? 20 : 13)}" text-anchor="middle" textLength="${nameWidth}" lengthAdjust="spacingAndGlyphs">${escaped(name)}</text>`
    if (sub)
      svg += `<text class="sub" x="${x}" y="${height - 7}" text-anchor="middle" textLength="${subWidth}" lengthAdjust="spacingAndGlyphs">${escaped(sub)}</text>`
  }
  return { svg, height }
}

function bodyOf(
  view: View,
  placed: readonly PlacedRow[],
  place: Place,
  height: number,
  { id, interactive }: { readonly id: string; readonly interactive: boolean },
): string {
  const covered = new Map<PlacedRow, readonly (readonly [number, number])[]>()
  const rows = placed.map((one, index) => {
    const { row, y, within, stamp } = one
    const { svg, seen, boxes } = drawRow(row, one.height, place)
    covered.set(one, boxes)
    const hidden = within === undefined ? '' : ` data-within="${within}" display="none"`
    const at = `data-key="${row.key}" data-h="${one.height}"${hidden} transform="translate(0 ${y})"`
    if (row.kind === 'gap') return `<g class="ev gap" aria-hidden="true" ${at}>${svg}</g>`
    if (row.kind === 'step') return `<g class="step" aria-hidden="true" ${at}>${svg}</g>`
    const to = 'to' in row && row.to
    const text = `<text class="ms" x="${place.gutter - 6}" y="${to ? one.height - 4 : one.height / 2 + 4}">${stamp}</text>`
    const option = interactive
      ? ` id="${id}-${index}" role="option" aria-selected="false" aria-label="${labelOf(row, seen, stamp)}"`
      : ''
    return `<g class="ev ${classOf(row)}"${option} ${at}${interactive ? ` ${dataOf(row)}` : ''}><rect class="tnt" width="${place.width}" height="${one.height}"/><rect class="hit" x="3.5" y="0.5" width="${place.width - 7}" height="${one.height - 1}" rx="5"/><g aria-hidden="true">${stamp ? `${text} ` : ''}${svg}</g></g>`
  })
  const lanes = view.lanes.map((lane) => `<path class="lane" d="M${place.x(lane.id)} 0V${height - 4}"/>`)
  const hatch = `<pattern id="${id}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="var(--d-warn-soft)"/><path d="M0 0V6" stroke="var(--d-warn-line)" stroke-width="2.5"/></pattern>`
  const strips = view.strips.map((strip) => stripOf(strip, placed, place, height, id))
  const notes = view.notes.map((note) => noteOf(note, placed, place, covered))
  return `<g aria-hidden="true"><defs>${hatch}</defs>${lanes.join('')}${strips.join('')}</g>${rows.join('')}${notes.join('')}`
}

function classOf(row: EventRow | { kind: string }): string {
  const { mark, fault, payload } = row as EventRow
  const calm = fault?.edge === 'end' || (row.kind === 'cut' && payload?.endsWith('client') === true)
  const tint = mark === 'extra' || mark === 'wrong' ? ' tint' : ''
  return `${row.kind}${mark ? ` ${mark}` : ''}${tint}${calm ? ' calm' : ''}`
}

/** It begins with what is seen. */
function labelOf(
  row: Exclude<PlacedRow['row'], { kind: 'gap' | 'step' }>,
  seen: string,
  stamp: string,
): string {
  const event = row as EventRow
  const many = event.times && event.times.length > 1 && !event.badge ? `× ${event.times.length}` : ''
  const visible = [stamp, seen, event.badge ?? many].filter(Boolean).join(' ')
  const more = [visible, event.who, seen === event.label ? '' : event.payload || event.label].filter(Boolean)
  return escaped(more.join(', '))
}

/** What is told of a row when it is chosen. */
function dataOf(row: Exclude<PlacedRow['row'], { kind: 'gap' | 'step' }>): string {
  const { at, say, who = '', payload, label, badge = '', mark = '', kind, times } = row as EventRow
  const silent = /^(fold|fault|open|note)$/.test(kind) && !payload
  const full = silent ? '' : (payload ?? label)
  const when = `${at.toFixed(1)} ms${times && times.length > 1 ? `, ${times.length} times` : ''}`
  const all = { when, who, full, say, badge, mark }
  return Object.entries(all)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `data-${name}="${escaped(value)}"`)
    .join(' ')
}

/** The row of a key as it is shown: a part of a fold is where the fold is. */
function shownRow(placed: readonly PlacedRow[], key: string): PlacedRow | undefined {
  const one = placed.find(({ row }) => row.key === key)
  return one?.within === undefined ? one : placed.find(({ row }) => row.key === one.within)
}

function stripOf(
  { lane, from, to, soft }: Strip,
  placed: readonly PlacedRow[],
  place: Place,
  height: number,
  id: string,
): string {
  const [a, b] = [shownRow(placed, from), to === undefined ? undefined : shownRow(placed, to)]
  if (!a) return ''
  const begin = a.y + a.height / 2
  const end = b ? b.y + b.height / 2 : height - 4
  const fill = soft ? '' : ` fill="url(#${id}-hatch)"`
  return `<rect class="strip${soft ? ' soft' : ''}" data-from="${from}"${to === undefined ? '' : ` data-to="${to}"`}${fill} x="${place.x(lane) - 7}" y="${begin}" width="14" height="${Math.max(0, end - begin)}" rx="2"/>`
}

/** A bracket, unless something else is drawn where it would be. */
function noteOf(
  note: Note,
  placed: readonly PlacedRow[],
  place: Place,
  covered: ReadonlyMap<PlacedRow, readonly (readonly [number, number])[]>,
): string {
  const [a, b] = [shownRow(placed, note.from), shownRow(placed, note.to)]
  if (!a || !b || a.within !== undefined) return ''
  const size = place.small ? 10.5 : 11.5
  const x = place.x(note.lane) + (place.small ? 8 : 13)
  const right = x + 12 + Math.max(...note.text.map((line) => widthOf(line, 'sans', size, true)))
  const between = placed.filter(({ y, within }) => within === undefined && y >= a.y && y <= b.y)
  const tall = b.y + b.height - a.y - 10
  const collides = between.some((row) =>
    covered.get(row)?.some(([from, to]) => from < right + 2 && to > x - 1),
  )
  if (collides || right > place.width - 4 || note.text.length * 14 > tall + 16) return ''
  const [top, bottom] = [6, b.y + b.height - a.y - 4]
  const middle = (top + bottom) / 2
  const first = middle - ((note.text.length - 1) * 14) / 2 + 4
  const lines = note.text.map(
    (line, at) =>
      `<text style="font-size:${size}px" x="${x + 12}" y="${first + at * 14}">${escaped(line)}</text>`,
  )
  return `<g class="bracket ${note.tone}" data-from="${note.from}" data-to="${note.to}" transform="translate(0 ${a.y})" aria-hidden="true"><path d="M${x} ${top}h4V${bottom}h-4M${x + 4} ${middle}h4"/>${lines.join('')}</g>`
}
