import { folded } from './folding.ts'
import { lanesOf } from './lanes.ts'
import { rowsOf } from './rows.ts'
import type { DiagramEvent, Ending, EventRow, Note, Row, Strip, View } from './types.ts'

/** The longest value to show beside another, in characters. */
const LONGEST_VALUE = 20

/** Whether something happened that can be drawn: more than calls and what they returned. */
export function hasDiagram(events: readonly DiagramEvent[] = []): boolean {
  return events.some(({ kind }) => !['call', 'return', 'note', 'step', 'problem', 'fault'].includes(kind))
}

/**
 * What is drawn: the events in their lanes, what nothing depended on folded.
 *
 * @param ending How a check ended. A demo has none.
 */
export function toView(events: readonly DiagramEvent[], ending: Ending = {}): View {
  const shown =
    ending.status === 'failed' && !events.some(({ mark }) => mark)
      ? [...events, missed(events, ending)]
      : events
  const lanes = lanesOf(shown)
  const rows = rowsOf(shown, lanes)
  const start = startOf(rows)
  return {
    title: titleOf(rows, ending),
    total: totalOf(events),
    lanes: lanes.lanes,
    rows: folded(rows),
    strips: stripsOf(rows),
    notes: notesOf(rows),
    ...(start && { start }),
  }
}

/** All rows, those in folds too. */
export function allRows(rows: readonly Row[]): EventRow[] {
  return rows.flatMap((row) =>
    row.kind === 'fold' ? row.rows : row.kind === 'step' ? [] : [row as EventRow],
  )
}

/** Where no event decided: what the check waited for. */
function missed(events: readonly DiagramEvent[], { message = '', ms, comparison }: Ending): DiagramEvent {
  const [first = ''] = message.split('\n')
  const [, what] = /^(?:did not happen|did not go on|did not end)[^:]*: (.+)$/.exec(first) ?? []
  const at = ms ?? events.at(-1)?.at ?? 0
  if (what) {
    return {
      at,
      kind: 'note',
      from: '',
      label: `never happened: ${what}`,
      payload: message,
      mark: 'missing',
      reason: 'never delivered',
    }
  }
  const [expected, received] = [comparison?.expected ?? [], comparison?.received ?? []]
  const isShort = [expected, received].every(
    ({ length, 0: one = '' }) => length === 1 && one.length <= LONGEST_VALUE,
  )
  return {
    at,
    kind: 'note',
    from: '',
    label: isShort ? `${first}: ${received[0]}` : first || 'the check failed',
    payload: message,
    mark: 'wrong',
    ...(isShort && { badge: `expected ${expected[0]}` }),
  }
}

function startOf(rows: readonly EventRow[]): string | undefined {
  const is = (holds: (row: EventRow) => boolean) => rows.find(holds)?.key
  return (
    is(({ mark }) => mark === 'extra' || mark === 'wrong') ??
    is(({ mark }) => mark === 'missing') ??
    is(({ kind }) => kind === 'fault') ??
    is(({ kind, label }) => kind === 'command' && /PUBLISH/.test(label)) ??
    is(({ kind }) => kind !== 'open' && kind !== 'step')
  )
}

function titleOf(rows: readonly EventRow[], { status }: Ending): string {
  const decided = rows.find(({ mark }) => mark)
  if (status === 'failed')
    return `What happened in the failing check${decided ? `: ${decided.label}, ${decided.badge ?? 'this decided it'}` : ''}`
  return status === undefined ? 'What happened in the demo' : 'What happened in the check'
}

function totalOf(events: readonly DiagramEvent[]): string {
  const real = events.filter(({ kind, mark }) => kind !== 'step' && mark !== 'missing')
  const ms = (events.at(-1)?.at ?? 0) - (events[0]?.at ?? 0)
  const count = real.length === 1 ? '1 event' : `${real.length} events`
  return `${count} in ${ms < 10 ? ms.toFixed(1) : ms < 10_000 ? Math.round(ms) : Math.round(ms / 1000)} ${ms < 10_000 ? 'ms' : 's'}`
}

/** Faults as bands on their lanes: a cut until the next connection is open, and until it is subscribed again. */
function stripsOf(rows: readonly EventRow[]): Strip[] {
  const found: Strip[] = []
  const subscribed = new Set<string>()
  rows.forEach((row, index) => {
    const lanes = row.from.split('+')
    const after = rows.slice(index + 1)
    if (row.kind === 'ack' && /^s?p?subscribe/.test(row.label) && row.to) subscribed.add(row.to)
    if (row.kind === 'cut' && !row.payload?.endsWith('client')) {
      for (const lane of lanes) {
        const open = after.find(({ kind, from }) => kind === 'open' && from === lane)
        found.push({ lane, from: row.key, ...(open && { to: open.key }) })
        if (!open || !subscribed.has(lane)) continue
        const back = after.find(({ kind, to, at }) => kind === 'ack' && to === lane && at >= open.at)
        if (back) found.push({ lane, from: open.key, to: back.key, soft: true })
      }
    }
    if (
      row.kind === 'fault' &&
      row.fault?.edge === 'begin' &&
      row.fault.what !== 'cut' &&
      row.fault.what !== 'other'
    ) {
      const { what } = row.fault
      const end = after.find(({ kind, fault, from }) =>
        what === 'freeze'
          ? kind === 'cut' && lanes.includes(from)
          : fault?.what === what && fault.edge === 'end',
      )
      for (const lane of lanes)
        if (lane !== '') found.push({ lane, from: row.key, ...(end && { to: end.key }) })
    }
  })
  return found
}

function notesOf(rows: readonly EventRow[]): Note[] {
  const found: Note[] = []
  for (const message of new Set(rows.filter(({ mark }) => mark === 'extra').map((row) => row.message))) {
    const calls = rows.filter(
      (row) => row.kind === 'handle' && row.message === message && row.badge && row.mark !== 'missing',
    )
    const [first] = calls
    const last = calls.at(-1)
    const lanes = new Set(calls.map(({ to }) => to))
    if (!first || !last || calls.length < 2 || lanes.size > 1 || !first.from) continue
    const deliveries = rows
      .filter((row) => row.kind === 'deliver' && row.message === message)
      .reduce((sum, { times }) => sum + (times?.length ?? 1), 0)
    if (deliveries === 0) continue
    const text = [deliveries === 1 ? '1 delivery,' : `${deliveries} deliveries,`, `${calls.length} calls`]
    found.push({ lane: first.from, from: first.key, to: last.key, text, tone: 'bad' })
  }
  const cut = rows.find(
    (row, index) =>
      row.kind === 'cut' && isSubscribed(rows.slice(0, index), row) && !row.payload?.endsWith('client'),
  )
  if (cut) {
    const lane = cut.from.split('+').find((one) => isSubscribed(rows, { ...cut, from: one }))
    const open = rows.slice(rows.indexOf(cut)).find(({ kind, from }) => kind === 'open' && from === lane)
    if (lane && open) {
      found.push({
        lane,
        from: cut.key,
        to: open.key,
        text: ['messages', 'published now', 'are lost'],
        tone: 'warn',
      })
    }
  }
  return found
}

function isSubscribed(before: readonly EventRow[], { from }: EventRow): boolean {
  return from.split('+').some((lane) => before.some(({ kind, to }) => kind === 'ack' && to === lane))
}
