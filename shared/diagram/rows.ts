import { type Lanes, lanesOf } from './lanes.ts'
import { sentence } from './sentences.ts'
import type { DiagramEvent, EventRow, Fault } from './types.ts'

/** So many events may repeat as a group. */
const LONGEST_GROUP = 4
/** A fault and the line about it are told within so many events of each other. */
const NEAR = 3

/** A row, before it is known which ones are shown. */
export type PlainRow = EventRow & { readonly since?: boolean }

/** An event with its participants, of whom a fault may have many. */
type Placed = DiagramEvent & { readonly who: string; readonly ids: readonly string[] }

/** The events as rows: with their lanes, faults with their connections, and repeats as one row. */
export function rowsOf(events: readonly DiagramEvent[], lanes: Lanes = lanesOf(events)): EventRow[] {
  const rows = withCuts(withFaults(withSenders(events, lanes)))
    .map((event) => placed(event, lanes))
    .map(({ ids: _, ...event }, index): EventRow => ({ ...event, key: `e${index}`, say: '' }))
  return collapsed(rows).map((row) => ({ ...row, say: row.say || sentence(row) }))
}

type Joined = DiagramEvent & { readonly all?: readonly string[] }

/** Who a handler was called by: the connection that got this message. */
function withSenders(events: readonly DiagramEvent[], lanes: Lanes): DiagramEvent[] {
  const delivered: DiagramEvent[] = []
  const before = new Map<string, string>()
  const used = new Map<string, number>()
  return events.map((event) => {
    if (event.kind === 'deliver') delivered.push(event)
    if (event.kind !== 'handle' || event.from !== '') return event
    const same = delivered.filter(
      ({ channel, message }) => channel === event.channel && message === event.message,
    )
    const near = same.length > 0 ? same : delivered.filter(({ channel }) => channel === event.channel)
    const senders = [...new Set(near.map(({ to }) => to ?? ''))]
    const own = before.get(event.to ?? '')
    const least = senders.sort((a, b) => (used.get(key(event, a)) ?? 0) - (used.get(key(event, b)) ?? 0))[0]
    const from = (own && senders.includes(own) ? own : least) ?? delivered.at(-1)?.to
    if (from === undefined) return { ...event, from: event.to ?? '', to: undefined } as DiagramEvent
    before.set(event.to ?? '', from)
    used.set(key(event, from), (used.get(key(event, from)) ?? 0) + 1)
    const to = event.to && lanes.of(event.to) === lanes.of(from) ? {} : { to: event.to }
    return { ...event, from, ...to } as DiagramEvent
  })
}

function key({ message, channel }: DiagramEvent, sender: string): string {
  return `${channel} ${message} ${sender}`
}

/** A fault, with the check's own words for it where there are some. Without connections that it is for, it is none. */
function withFaults(events: readonly DiagramEvent[]): Joined[] {
  const words = new Map<DiagramEvent, DiagramEvent>()
  const used = new Set<DiagramEvent>()
  const active = new Set<string>()
  const kept = events.filter((event) => {
    const { fault } = event
    if (!fault || fault.what === 'other') return true
    const id = `${fault.what} ${event.owner}`
    if (fault.edge === 'end') return active.delete(id)
    const isForNobody = /^(cut|stall|freeze)$/.test(fault.what) && fault.connections.length === 0
    if (!isForNobody && fault.what !== 'cut') active.add(id)
    return !isForNobody
  })
  kept.forEach((event, index) => {
    if (!event.fault || event.fault.what === 'other') return
    const near = kept.slice(Math.max(0, index - NEAR), index + NEAR + 1)
    const text = near.find((one) => one.fault?.what === 'other' && !used.has(one))
    if (!text) return
    used.add(text)
    words.set(event, text)
  })
  return kept.flatMap((event): Joined[] => {
    if (used.has(event)) return []
    const text = words.get(event)
    const all = event.fault?.connections
    return [{ ...event, ...(text && { label: text.label }), ...(all && all.length > 0 && { all }) }]
  })
}

/** Connections that are closed together are one row. */
function withCuts(events: readonly Joined[]): Joined[] {
  const found: Joined[] = []
  const leaving = new Set<string>()
  for (const one of events) {
    if (one.kind === 'command' && one.label === 'QUIT') leaving.add(one.from)
    const isLeaving = one.kind === 'cut' && leaving.has(one.from)
    const event = isLeaving ? { ...one, payload: 'closed by the client' } : one
    const last = found.at(-1)
    if (event.kind === 'cut' && last?.kind === 'cut' && last.payload === event.payload) {
      found[found.length - 1] = { ...last, all: [...(last.all ?? [last.from]), event.from] }
    } else found.push(event)
  }
  return found
}

function placed(event: Joined, lanes: Lanes): Placed {
  const { all, ...rest } = event
  const ids = all ?? [event.from]
  const named = [...new Set(ids.filter((id) => id !== '').map((id) => lanes.nameOf(id)))].join(' and ')
  const prefix = event.kind === 'handle' ? lanes.prefixOf(event.to ?? event.from) : lanes.prefixOf(event.from)
  const label = prefix && event.kind !== 'fault' ? prefix + event.label : event.label
  if (event.kind === 'fault' && !all) {
    const isServer = event.fault?.what !== 'other' || /\bRedis\b/.test(event.label)
    return { ...rest, label, from: isServer ? lanes.of('redis') : '', who: '', ids: [] }
  }
  const from = [...new Set(ids.map((id) => (id === '' ? '' : lanes.of(id))))].join('+')
  const to = event.to === undefined ? undefined : lanes.of(event.to)
  const who = event.to === undefined ? named : `${named} → ${lanes.nameOf(event.to)}`
  const { to: _, ...single } = rest
  if (to === undefined || to === from) return { ...single, label, from, who, ids }
  return { ...single, label, from, to, who, ids }
}

/** Neighbours that are the same, and groups of them that repeat. */
function collapsed(rows: readonly EventRow[]): EventRow[] {
  const found: EventRow[] = []
  for (let at = 0; at < rows.length; ) {
    const { length, times } = repeats(rows, at)
    for (let index = 0; index < length; index++) {
      const row = rows[at + index]!
      const all = Array.from({ length: times }, (_, time) => rows[at + index + time * length]!.at)
      found.push(times > 1 ? { ...row, times: all } : row)
    }
    at += length * times
  }
  return found
}

function repeats(rows: readonly EventRow[], at: number): { length: number; times: number } {
  let best = { length: 1, times: 1 }
  for (let length = 1; length <= LONGEST_GROUP; length++) {
    let same = 0
    while (isRepeat(rows[at + same], rows[at + length + same])) same += 1
    const times = 1 + Math.floor(same / length)
    if (times > (length === 1 ? 1 : 2) && length * times > best.length * best.times) best = { length, times }
  }
  return best
}

function isRepeat(one: EventRow | undefined, other: EventRow | undefined): boolean {
  if (!one || !other || one.mark || other.mark || one.kind === 'fault' || one.kind === 'step') return false
  if (one.kind === 'open' || one.kind === 'cut') return false
  return (
    one.kind === other.kind &&
    one.from === other.from &&
    one.to === other.to &&
    one.label === other.label &&
    one.badge === other.badge &&
    one.passed === other.passed
  )
}

/** True for the beginning of a fault. */
export function begins(fault: Fault | undefined): boolean {
  return fault?.edge === 'begin'
}
