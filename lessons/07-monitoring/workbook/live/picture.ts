import { stripVTControlCharacters } from 'node:util'
import type { ViewSize } from '#shared/core/live-view.ts'
import { columns, displayWidth, pad, paint, wrap } from '#shared/core/terminal.mjs'
import type { Health, Status } from '../../contract.ts'
import { sparkline } from './sparkline.ts'

/** One line of the table. */
export interface ChannelRow {
  /** Without the namespace. */
  readonly channel: string
  readonly subscribers: number
  /** Messages a second. */
  readonly published: number
  /** Messages a second that arrive at the service; undefined if it hasn't subscribed. */
  readonly arrived: number | undefined
}

/** The data that the view shows. */
export interface Picture {
  readonly title: string
  readonly redis: string
  readonly health: Health | undefined
  /** The latencies of the last canaries in milliseconds; null if one is missing. */
  readonly latencies: readonly (number | null)[]
  /** Undefined until there is a snapshot. */
  readonly rows: readonly ChannelRow[] | undefined
  readonly patterns: number | undefined
  /** The address of the web server, and the code of its last response to `/health`. */
  readonly serving: { readonly url: string; readonly code: number | undefined } | undefined
  /** Whether messages from Redis to the service are blocked. */
  readonly heldUp: boolean
  /** The events, the latest one last. */
  readonly events: readonly string[]
}

const COLOURS: Readonly<Record<Status, 'green' | 'yellow' | 'red'>> = {
  up: 'green',
  degraded: 'yellow',
  down: 'red',
}
const CANARY = /^canary:.+/
/** The width of the channel column. It is fixed, so the other columns don't move when channels appear and vanish. */
const CHANNEL_WIDTH = 18
const LONGEST_CHANNEL = 40
/** How much of an event is shown, in characters. */
const LONGEST_EVENT = 500
/** The least number of columns, and of lines for events. */
const NARROWEST = 30
const FEWEST_EVENTS = 3
/** In a terminal of fewer lines, there is only one line for events, so that channels have room. */
const LOW = 20

/** Draws the view as lines that fit. */
export function pictureLines(picture: Picture, size: ViewSize): string[] {
  const width = Math.max(NARROWEST, size.width)
  const head = [paint('bold', picture.title), paint('dim', picture.redis), '']
  const canary = [...canaryLines(picture, width), '']
  const fixed = head.length + canary.length
  const kept = size.height < LOW ? 1 : FEWEST_EVENTS
  const table = tableLines(picture, size.height - fixed - kept - 1)
  const room = Math.max(0, size.height - fixed - table.length - 1)
  const events = lastLines(picture.events, room, width)
  // Empty lines keep what is below in its place.
  while (events.length < room) events.push('')
  const lines = [...head, ...canary, ...table, '', ...events]
  return lines.slice(0, Math.max(0, size.height)).map((line) => cut(line, width))
}

function canaryLines({ health, latencies, serving }: Picture, width: number): string[] {
  const lines = [`canary   ${health ? healthText(health) : 'none yet'}`]
  if (latencies.length > 0) {
    const slowest = Math.max(0, ...latencies.map((one) => one ?? 0))
    const label = `  up to ${slowest.toFixed(1)} ms`
    lines.push(`         ${sparkline(latencies, width - 9 - label.length)}${paint('dim', label)}`)
  }
  if (serving) lines.push(`health   ${serving.url}/health  ${serving.code ?? ''}`)
  return lines
}

/** For example `up, 1.2 ms`. */
export function healthText({ status, latencyMs }: Health): string {
  const shown = paint(COLOURS[status], status)
  return latencyMs === null ? `${shown}, missing` : `${shown}, ${latencyMs.toFixed(1)} ms`
}

/** @param room How many lines there may be. */
function tableLines({ rows, patterns }: Picture, room: number): string[] {
  if (!rows) return ['channels: no snapshot yet']
  // The heading and the last line need two more lines.
  const shown = rows.slice(0, Math.max(1, rows.length + 2 <= room ? rows.length : room - 2))
  const head = ['channel', 'subscribers', 'published/s', 'received/s']
  const cells = shown.map(({ channel, subscribers, published, arrived }) => [
    pad(cut(harmless(channel).replace(CANARY, 'canary:…'), LONGEST_CHANNEL), CHANNEL_WIDTH),
    String(subscribers).padStart(head[1]!.length),
    published.toFixed(1).padStart(head[2]!.length),
    arrived === undefined ? '' : arrived.toFixed(1).padStart(head[3]!.length),
  ])
  const [first = '', ...rest] = columns([head, ...cells], { width: Number.POSITIVE_INFINITY }).split('\n')
  const more = shown.length < rows.length ? `${rows.length - shown.length} more channels, ` : ''
  return [paint('dim', first), ...rest, `${more}patterns on this server: ${patterns ?? '?'}`]
}

/** The latest events, wrapped into lines. */
function lastLines(events: readonly string[], room: number, width: number): string[] {
  if (room === 0) return []
  return events
    .slice(-room)
    .flatMap((text) => wrap(harmless(text).slice(0, LONGEST_EVENT), width).split('\n'))
    .slice(-room)
}

/** Removes control characters: a message from another program could change the terminal. */
function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ')
}

/** The keys, and what they do. */
export function keysOf({ heldUp }: Pick<Picture, 'heldUp'>): Record<string, string> {
  return { s: heldUp ? 'unblock messages' : 'block messages to the service', c: 'cut its connections' }
}

/** Cuts a line that is too wide: the terminal would wrap it and move all lines below. */
function cut(line: string, width: number): string {
  if (displayWidth(line) <= width) return line
  const letters = [...stripVTControlCharacters(line)].slice(0, width)
  while (displayWidth(letters.join('')) > width - 1) letters.pop()
  return `${letters.join('')}…`
}
