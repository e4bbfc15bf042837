import { CALLED, OUTAGES } from '../outages/names.ts'
import {
  countsText,
  durationOf,
  outageOf,
  type Recording,
  type Run,
  type Travel,
  travelsOf,
} from './recording.ts'

const WIDTH = 760
const LEFT = 84
const RIGHT = 24
const HEAD = 58
/** The height of one run, and the offsets of its lanes from the top. */
const PANEL = 150
const [NAME_Y, SENT_Y, HANDLED_Y] = [18, 48, 118]

const STYLE = `
  svg { font: 13px system-ui, sans-serif; }
  .paper { fill: #ffffff; } .ink { fill: #1f2328; } .faint { fill: #59636e; }
  .outage { fill: #fff1e5; stroke: #bc4c00; stroke-dasharray: 3 3; }
  .lane { stroke: #d1d9e0; } .sent { stroke: #1f2328; stroke-width: 1.5; }
  .way { stroke: #0969da; stroke-opacity: 0.45; } .handled { fill: #0969da; }
  .again { fill: none; stroke: #8250df; stroke-width: 2; } .lost { stroke: #cf222e; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; } .ink { fill: #f0f6fc; } .faint { fill: #9198a1; }
    .outage { fill: #3d2513; stroke: #f0883e; }
    .lane { stroke: #3d444d; } .sent { stroke: #f0f6fc; }
    .way { stroke: #4493f8; } .handled { fill: #4493f8; }
    .again { stroke: #ab7df8; } .lost { stroke: #f85149; }
  }`

/** A recording as a self-contained SVG for light and dark themes. */
export function pictureOf(recording: Recording): string {
  const { runs, outage, client, redis, command } = recording
  const height = HEAD + runs.length * PANEL + 44
  const duration = durationOf(runs)
  const x = (at: number) => LEFT + (at / duration) * (WIDTH - LEFT - RIGHT)
  const described = runs.map((run) => `${CALLED[run.transport]}: ${countsText(run.counts)}.`).join(' ')
  const foot = HEAD + runs.length * PANEL
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(`20 messages, and ${outage}: ${OUTAGES[outage]}`)}</title>
<desc id="description">${escaped(described)}</desc>
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
<text class="ink" x="16" y="26" font-weight="600">${escaped(`20 messages. The receiver: ${OUTAGES[outage]}`)}</text>
<text class="faint" x="16" y="45">${escaped(`${client}, ${redis}. ${command}`)}</text>
${runs.map((run, index) => panelOf(run, HEAD + index * PANEL, x)).join('\n')}
${scaleOf(duration, foot, x)}
</svg>
`
}

function panelOf(run: Run, top: number, x: (at: number) => number): string {
  const [sentY, handledY] = [top + SENT_Y, top + HANDLED_Y]
  const outage = outageOf(run)
  const travels = travelsOf(run)
  const band = outage
    ? `<rect class="outage" x="${px(x(outage.from))}" y="${top + 28}" width="${px(x(outage.to) - x(outage.from))}" height="${HANDLED_Y - 14}"/>
<text class="faint" x="${px(x(outage.from) + 5)}" y="${sentY + 40}">outage</text>`
    : ''
  return `<g>
<text class="ink" x="16" y="${top + NAME_Y}"><tspan font-weight="600">${CALLED[run.transport]}</tspan>: ${countsText(run.counts)}</text>
${band}
<text class="faint" x="16" y="${sentY + 4}">sent</text>
<line class="lane" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${sentY}" y2="${sentY}"/>
<text class="faint" x="16" y="${handledY + 4}">handled</text>
<line class="lane" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${handledY}" y2="${handledY}"/>
${travels.map((travel) => travelOf(travel, sentY, handledY, x)).join('\n')}
</g>`
}

function travelOf(
  { sent, handled }: Travel,
  sentY: number,
  handledY: number,
  x: (at: number) => number,
): string {
  const from = x(sent)
  const tick = `<line class="sent" x1="${px(from)}" x2="${px(from)}" y1="${sentY - 6}" y2="${sentY + 6}"/>`
  const [first, ...again] = handled.map(x)
  if (first === undefined) return `${tick}${crossAt(from, sentY + 18)}`
  const proxied = `<line class="way" x1="${px(from)}" y1="${sentY + 6}" x2="${px(first)}" y2="${handledY}"/>`
  const rings = again.map((at) => `<circle class="again" cx="${px(at)}" cy="${handledY}" r="6"/>`)
  return `${tick}${proxied}<circle class="handled" cx="${px(first)}" cy="${handledY}" r="3.5"/>${rings.join('')}`
}

/** The mark of a message that was never handled. */
function crossAt(at: number, y: number): string {
  const [left, right] = [px(at - 4), px(at + 4)]
  return `<path class="lost" d="M${left} ${y - 4}L${right} ${y + 4}M${right} ${y - 4}L${left} ${y + 4}"/>`
}

function scaleOf(duration: number, y: number, x: (at: number) => number): string {
  const end = Math.floor(duration / 100) * 100
  const legend = '| sent   ● handled   × never handled   ○ handled again'
  return `<text class="faint" x="${LEFT}" y="${y + 14}">0</text>
<text class="faint" x="${px(x(end))}" y="${y + 14}" text-anchor="end">${end} ms</text>
<text class="faint" x="16" y="${y + 34}">${legend}</text>`
}

function px(value: number): string {
  return value.toFixed(1)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
