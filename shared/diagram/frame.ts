import { escaped, fitting, widthOf } from './measure.ts'
import type { EventRow, View } from './types.ts'

/** What stands above a diagram in a file. */
export interface Heading {
  /** `01.2 on node-redis: a handler subscribed again is still called once` */
  readonly title: string
  /** Lines below it; `tone` for what was expected and what was the case. Those with `code` aren't wrapped. */
  readonly lines: readonly {
    readonly text: string
    readonly tone?: 'good' | 'bad' | 'strong'
    readonly code?: boolean
  }[]
}

const MARGIN = 16
const LINE = 18
/** Height of what explains the chosen event. */
const FOOT = 84

/** What stands above and below a diagram of its own, where no page does that. */
export function frame(
  view: View,
  width: number,
  heading: Heading | undefined,
): { top: number; above: string; below: { height: number; svg: (y: number) => string } } {
  if (!heading) return { top: 0, above: '', below: { height: 0, svg: () => '' } }
  const room = width - 2 * MARGIN
  let y = 12
  let above = ''
  for (const line of wrapped(heading.title, room / 1.05, 'sans', 15)) {
    y += 20
    above += `<text class="t1" x="${MARGIN}" y="${y - 4}">${escaped(line)}</text>`
  }
  y += 4
  for (const { text, tone, code } of heading.lines) {
    const font = code ? 'mono' : 'sans'
    const lines = code ? [fitting(text, room, 'mono', 12)] : wrapped(text, room, font, 12.5)
    for (const line of lines) {
      y += LINE
      above += `<text class="t2${code ? ' m' : ''}${tone ? ` ${tone}` : ''}" x="${MARGIN}" y="${y - 5}" xml:space="preserve">${escaped(line)}</text>`
    }
  }
  y += 10
  above += `<path class="rule" d="M0 ${y + 0.5}H${width}"/><text class="t2 strong" x="${MARGIN}" y="${y + 19}">What happened <tspan class="soft" dx="4">${escaped(view.total)}</tspan></text>`
  y += 28
  return {
    top: y,
    above,
    below: { height: FOOT, svg: (at) => foot(view, at, width) },
  }
}

/** The event that is explained first; the script puts others in its place. */
function foot(view: View, y: number, width: number): string {
  const rows = view.rows.flatMap((row): EventRow[] =>
    row.kind === 'fold' ? [...row.rows] : row.kind === 'step' ? [] : [row as EventRow],
  )
  const first = rows.find(({ key }) => key === view.start) ?? rows[0]
  const { at = 0, who = '', badge, say = '', payload, label = '', mark } = first ?? ({} as Partial<EventRow>)
  const when = `${at.toFixed(1)} ms`
  const bold = badge ? ` · ${badge}` : ''
  const full = fitting(payload ?? label, width - 2 * MARGIN, 'mono', 12)
  return `<g class="foot" transform="translate(0 ${y})" aria-live="polite"><rect x="-1" y="0.5" width="${width + 2}" height="${FOOT + 2}"/><text class="t2" x="${MARGIN}" y="22"><tspan class="strong when">${when}</tspan> <tspan class="who">${escaped(who)}</tspan><tspan class="strong which${mark ? ' bad' : ''}">${escaped(bold)}</tspan></text><text class="full" x="${MARGIN}" y="44">${escaped(full)}</text><text class="t2 say" x="${MARGIN}" y="66">${escaped(fitting(say, width - 2 * MARGIN, 'sans', 12.5))}</text></g>`
}

function wrapped(text: string, width: number, font: 'mono' | 'sans', size: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && widthOf(longer, font, size) <= width) lines[lines.length - 1] = longer
    else lines.push(fitting(word, width, font, size))
  }
  return lines
}
