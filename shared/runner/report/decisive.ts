import type { TimelineEvent } from '#shared/checks/outcome.ts'

/** The fewest events to consider. */
const FEWEST = 6
/** So many events may repeat as a group: a command and its reply, say. */
const LONGEST_GROUP = 4

/** A line of a timeline as it is shown. */
export interface Line {
  /** Missing for a note on the lines before it. */
  readonly at?: number
  readonly text: string
  /** True for the event that the failed assertion is about. */
  readonly decided?: boolean
}

/** One event or several that repeat, and how they are shown. */
interface Block {
  readonly lines: readonly Line[]
  readonly events: readonly TimelineEvent[]
}

/** How much room there is. */
export interface Room {
  /** Rows of the terminal. */
  readonly rows: number
  /** How many rows a line takes. Default: one. */
  readonly height?: (line: Line) => number
}

/**
 * The events that decided: the one that the failed assertion is about, and those from the last step that passed on,
 * repeats collapsed. Older ones are left out, except those that are always shown: refused calls, reports and the
 * like. If they don't all fit, the latest are kept.
 *
 * @param since The index of the first event after the last step that passed.
 * @returns The lines, and how many events are hidden.
 */
export function decisive(
  events: readonly TimelineEvent[],
  since: number,
  { rows, height = () => 1 }: Room,
): { hidden: number; lines: Line[] } {
  const from = Math.max(0, Math.min(since, events.length - FEWEST))
  const older = collapsed(events.slice(0, from).filter((event) => isKey(event)))
  const recent = collapsed(events.slice(from))
  const blocks = [...older, ...recent]
  const latestFirst = [...blocks].reverse()
  const keys = latestFirst.filter((block) => block.events.some(isKey))
  const shown = new Set<Block>()
  let left = rows
  const rowsOf = (block: Block) => block.lines.reduce((sum, line) => sum + height(line), 0)
  const show = (block: Block, keep = 0): boolean => {
    if (shown.has(block)) return true
    // The first one is shown, however long it is.
    if (shown.size > 0 && rowsOf(block) > left - keep) return false
    left -= rowsOf(block)
    shown.add(block)
    return true
  }
  for (const block of blocks) if (block.events.some(({ decided }) => decided)) show(block)
  // A third is for those that are always shown, if there are so many.
  const reserved = Math.min(
    keys.reduce((sum, block) => sum + rowsOf(block), 0),
    Math.floor(rows / 3),
  )
  const recentFirst = latestFirst.slice(0, recent.length)
  recentFirst.every((block) => show(block, reserved))
  keys.every((block) => show(block))
  recentFirst.every((block) => show(block))

  const kept = blocks.filter((block) => shown.has(block))
  const count = kept.reduce((sum, block) => sum + block.events.length, 0)
  return { hidden: events.length - count, lines: kept.flatMap(({ lines }) => lines) }
}

function isKey({ key, decided }: TimelineEvent): boolean {
  return key === true || decided === true
}

function collapsed(events: readonly TimelineEvent[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < events.length; ) {
    const { length, times } = repeats(events, at)
    const all = events.slice(at, at + length * times)
    const lines: Line[] = events.slice(at, at + length).map((event, index) => {
      const decided = all.some((one, other) => one.decided && other % length === index)
      const text = times > 1 && length === 1 ? `${event.text}  × ${times}` : event.text
      return { at: event.at, text, ...(decided && { decided }) }
    })
    const note = times > 1 && length > 1 ? [{ text: `(these ${length} lines × ${times})` }] : []
    blocks.push({ lines: [...lines, ...note], events: all })
    at += length * times
  }
  return blocks
}

/** The group that begins here and repeats: the one that makes the most of it. */
function repeats(events: readonly TimelineEvent[], at: number): { length: number; times: number } {
  let best = { length: 1, times: 1 }
  for (let length = 1; length <= LONGEST_GROUP; length++) {
    let same = 0
    while (at + length + same < events.length && isRepeat(events[at + same]!, events[at + length + same]!))
      same += 1
    const times = 1 + Math.floor(same / length)
    // A group that comes only twice reads better as it is, and so do two connections.
    const isTwins = length === 1 && times === 2 && events[at]?.text === events[at + 1]?.text
    const worthwhile = times > 2 || isTwins
    if (worthwhile && length * times > best.length * best.times) best = { length, times }
  }
  return best
}

/** A client that tries again and again does so on a new connection each time. */
function isRepeat(one: TimelineEvent, other: TimelineEvent): boolean {
  return plain(one.text) === plain(other.text)
}

function plain(text: string): string {
  return text.replace(/\bconnection \d+/g, 'connection').replace(/127\.0\.0\.1:\d+/g, '127.0.0.1')
}
