import type { TimelineEvent } from '../check.ts'

/** So many lines are shown at least, and at most besides those that always are. */
const FEWEST = 6
const MOST = 16
/** So many lines of those that always are. */
const MOST_KEYS = 12
/** So many events may repeat as a group: a command and its reply, say. */
const LONGEST_GROUP = 4

/** A line of a timeline as it is shown. */
export interface Line {
  /** Missing for a note on the lines before it. */
  readonly at?: number
  readonly text: string
}

/** One event or several that repeat, and how they are shown. */
interface Block {
  readonly lines: readonly Line[]
  readonly events: readonly TimelineEvent[]
}

/**
 * The events that decided: from the last step that passed on, repeats collapsed. Older ones are left out, except
 * those that are always shown: refused calls, reports and the like.
 *
 * @param since The index of the first event after the last step that passed.
 * @returns The lines, and how many earlier events are hidden.
 */
export function decisive(events: readonly TimelineEvent[], since: number): { hidden: number; lines: Line[] } {
  const from = Math.max(0, Math.min(since, events.length - FEWEST))
  const recent = collapsed(events.slice(from))
  const shown = last(recent, MOST)
  const older = [
    ...events.slice(0, from).filter(({ key }) => key),
    ...recent
      .slice(0, recent.length - shown.length)
      .flatMap((block) => block.events.filter(({ key }) => key)),
  ]
  const kept = last(collapsed(older), MOST_KEYS)
  const blocks = [...kept, ...shown]
  const count = blocks.reduce((sum, block) => sum + block.events.length, 0)
  return { hidden: events.length - count, lines: blocks.flatMap(({ lines }) => lines) }
}

/** The last blocks that have so many lines at most; one at least. */
function last(blocks: readonly Block[], lines: number): Block[] {
  let count = 0
  let index = blocks.length
  while (index > 0 && (index === blocks.length || count + blocks[index - 1]!.lines.length <= lines)) {
    index -= 1
    count += blocks[index]!.lines.length
  }
  return blocks.slice(index)
}

function collapsed(events: readonly TimelineEvent[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < events.length; ) {
    const { length, times } = repeats(events, at)
    const group = events.slice(at, at + length)
    const lines = group.map((event) => ({ at: event.at, text: event.text }))
    if (times > 1 && length === 1) lines[0]!.text += `  × ${times}`
    const note = times > 1 && length > 1 ? [{ text: `(these ${length} lines × ${times})` }] : []
    blocks.push({ lines: [...lines, ...note], events: events.slice(at, at + length * times) })
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
