import { stripVTControlCharacters } from 'node:util'
import { columns, displayWidth, pad, paint, wrap } from '../../../../shared/workbook/terminal.mjs'
import type { Health, Status } from '../../contract.ts'
import { sparkline } from './sparkline.ts'

/** One line of the table. */
export interface ChannelRow {
  /** Without the namespace. */
  readonly channel: string
  readonly subscribers: number
  /** Messages a second. */
  readonly published: number
  /** What arrives of them at the program, a second; undefined where it has not subscribed. */
  readonly arrived: number | undefined
}

/** What the view shows. */
export interface Picture {
  readonly title: string
  readonly redis: string
  readonly health: Health | undefined
  /** Of the last canaries, in milliseconds; null for one that is missing. */
  readonly latencies: readonly (number | null)[]
  /** Undefined as long as there is no snapshot. */
  readonly rows: readonly ChannelRow[] | undefined
  readonly patterns: number | undefined
  /** Where `/health` is, and the code of its last answer. */
  readonly serving: { readonly url: string; readonly code: number | undefined } | undefined
  /** Whether what Redis sends to the program is held up. */
  readonly heldUp: boolean
  /** What has happened, the last one at the end. */
  readonly events: readonly string[]
}

const COLOURS: Readonly<Record<Status, 'green' | 'yellow' | 'red'>> = {
  up: 'green',
  degraded: 'yellow',
  down: 'red',
}
const CANARY = /^canary:.+/
/** So many columns a channel's name has, that the others do not move when channels come and go. */
const CHANNEL_WIDTH = 18
const LONGEST_CHANNEL = 40
/** So much of an event is shown, in characters. */
const LONGEST_EVENT = 500
/** Columns that are always there for the text, and lines for what has happened. */
const NARROWEST = 30
const FEWEST_EVENTS = 3
/** In a terminal of fewer lines, channels go before events. */
const LOW = 20

/**
 * The view as lines, none of them wider than the terminal, and no more than it has.
 *
 * @param size Of the terminal.
 */
export function pictureLines(picture: Picture, size: { width: number; height: number }): string[] {
  const width = Math.max(NARROWEST, size.width)
  const head = [paint('bold', picture.title), paint('dim', picture.redis), '']
  const canary = [...canaryLines(picture, width), '']
  const keys = ['', ...wrap(keysText(picture), width).split('\n')]
  const fixed = head.length + canary.length + keys.length
  const kept = size.height < LOW ? 1 : FEWEST_EVENTS
  const table = tableLines(picture, size.height - fixed - kept - 1)
  const room = Math.max(0, size.height - fixed - table.length - 1)
  const events = lastLines(picture.events, room, width)
  // So that the keys stay where they are.
  while (events.length < room) events.push('')
  const body = [...head, ...canary, ...table, '', ...events]
  // In a terminal that is far too low, whoever looks has to know how to leave.
  const lines = [...body.slice(0, Math.max(0, size.height - keys.length)), ...keys]
  return lines.slice(-size.height).map((line) => cut(line, width))
}

function canaryLines({ health, latencies, serving }: Picture, width: number): string[] {
  const lines = [`canary   ${health ? healthText(health) : 'not there yet'}`]
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
  if (!rows) return ['channels: not there yet']
  // Besides them there are the heading, and the patterns or how many are left out.
  const shown = rows.slice(0, Math.max(1, rows.length + 2 <= room ? rows.length : room - 2))
  const head = ['channel', 'subscribers', 'published/s', 'program gets/s']
  const cells = shown.map(({ channel, subscribers, published, arrived }) => [
    pad(cut(harmless(channel).replace(CANARY, 'canary:…'), LONGEST_CHANNEL), CHANNEL_WIDTH),
    String(subscribers).padStart(head[1]!.length),
    published.toFixed(1).padStart(head[2]!.length),
    arrived === undefined ? '' : arrived.toFixed(1).padStart(head[3]!.length),
  ])
  const [first = '', ...rest] = columns([head, ...cells]).split('\n')
  const more = shown.length < rows.length ? `${rows.length - shown.length} more channels, ` : ''
  return [paint('dim', first), ...rest, `${more}patterns on this server: ${patterns ?? '?'}`]
}

/** The end of a story, broken into lines. */
function lastLines(story: readonly string[], room: number, width: number): string[] {
  if (room === 0) return []
  return story
    .slice(-room)
    .flatMap((text) => wrap(harmless(text).slice(0, LONGEST_EVENT), width).split('\n'))
    .slice(-room)
}

/** What others have written may hold marks that a terminal obeys. */
function harmless(text: string): string {
  return stripVTControlCharacters(text).replace(/\p{Cc}/gu, ' ')
}

function keysText({ heldUp }: Picture): string {
  const s = heldUp ? 'let it go' : 'hold up what Redis sends to the program'
  return `s: ${s} · c: cut its connections · q: end`
}

/** A line that is too wide is cut: a terminal would break it, and all lines below would be one too low. */
function cut(line: string, width: number): string {
  if (displayWidth(line) <= width) return line
  const letters = [...stripVTControlCharacters(line)].slice(0, width)
  while (displayWidth(letters.join('')) > width - 1) letters.pop()
  return `${letters.join('')}…`
}
