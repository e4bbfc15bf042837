import type { DiagramEvent, Reason } from '#shared/diagram/types.ts'
import { cut } from './show.ts'

/** An event to be drawn; when it happened is added. */
export type Drawn = Omit<DiagramEvent, 'at'>

/** The most events to keep. Of more, those in the middle are left out. */
const MOST_EVENTS = 200
/** So many of the first ones are kept then. */
const FIRST_EVENTS = 40
/** The longest payload to keep, in characters. */
const LONGEST_PAYLOAD = 1000

/** A value that was compared, as handlers and the wire tell it: the message, and how it is shown. */
export interface Expected {
  readonly label: string
  readonly message: string
}

/** What an assertion made of a handler's calls. */
export interface Verdict {
  /** The handler's name. */
  readonly handler: string
  /** Calls that were not expected, counted from 0. */
  readonly extra: ReadonlySet<number>
  /** Calls that came at another place. */
  readonly misplaced: ReadonlySet<number>
  readonly missing: readonly Expected[]
  /** Whether it waited as long as a check waits. */
  readonly waited: boolean
  readonly channel?: string
}

const BADGES: Readonly<Record<Reason, string>> = {
  'never delivered': 'expected, never delivered',
  'never handled': 'expected, never called',
  'check stopped first': 'expected, check stopped first',
}

/** What happened, as it is drawn: recorded beside the lines of the timeline, and with more of what passed. */
export class Story {
  readonly #plain: (text: string) => string
  readonly #elapsed: () => number
  readonly #events: DiagramEvent[] = []
  #left = 0
  #since = 0
  #judged = false
  #closed = false

  /**
   * @param plain Gives back short names.
   * @param elapsed Milliseconds since the beginning.
   */
  constructor(plain: (text: string) => string, elapsed: () => number) {
    this.#plain = plain
    this.#elapsed = elapsed
  }

  get events(): readonly DiagramEvent[] {
    const events = this.#events.map((event, index) =>
      index < this.#since ? { ...event, passed: true } : event,
    )
    if (this.#left === 0) return events
    const at = events[FIRST_EVENTS]?.at ?? 0
    const note: DiagramEvent = { at, kind: 'note', from: '', label: `… ${this.#left} more events` }
    return events.toSpliced(FIRST_EVENTS, 0, note)
  }

  /** Adds an event; gives it, so that it can be marked. Nothing after {@link Story.close}. */
  add({ label, payload, channel, message, ...rest }: Drawn): DiagramEvent | undefined {
    if (this.#closed) return undefined
    const text = (value: string) => cut(this.#plain(value).replace(/\s*\n\s*/g, ' ↵ '), LONGEST_PAYLOAD)
    const event: DiagramEvent = {
      at: Math.round(this.#elapsed() * 100) / 100,
      ...rest,
      label: text(label),
      ...(payload !== undefined && { payload: text(payload) }),
      ...(channel !== undefined && { channel: text(channel) }),
      ...(message !== undefined && { message: text(message) }),
    }
    this.#events.push(event)
    if (this.#events.length > MOST_EVENTS) {
      this.#events.splice(FIRST_EVENTS, 1)
      this.#left += 1
      if (this.#since > FIRST_EVENTS) this.#since -= 1
    }
    return event
  }

  /** Marks an event: it is what the failed assertion is about. A verdict on calls says more. */
  decided(event: DiagramEvent, badge?: string): void {
    if (!this.#judged) this.#replace(event, { mark: 'wrong', ...(badge && { badge }) })
  }

  /** What has happened so far belongs to a part of the check that has passed. */
  passed(): void {
    this.#since = this.#events.length
  }

  /** Marks calls that were not expected, and adds those that are missing. */
  verdict({ handler, extra, misplaced, missing, waited, channel }: Verdict): void {
    if (this.#closed) return
    this.#judged = true
    const name = `handler:${handler}`
    const calls = this.#events.filter(
      ({ kind, from, to, channel: on }) =>
        kind === 'handle' && (to ?? from) === name && (channel === undefined || on === this.#plain(channel)),
    )
    const repeated = new Set(calls.filter((_, index) => extra.has(index)).map(({ message }) => message))
    const seen = new Map<string | undefined, number>()
    calls.forEach((call, index) => {
      const number = (seen.get(call.message) ?? 0) + 1
      seen.set(call.message, number)
      const badge = number === 1 && extra.has(index) ? 'not expected' : `${ordinal(number)} call`
      if (extra.has(index)) this.#replace(call, { mark: 'extra', badge })
      else if (misplaced.has(index)) this.#replace(call, { mark: 'wrong', badge: 'wrong order' })
      else if (repeated.has(call.message)) this.#replace(call, { badge })
    })
    for (const { label, message } of missing) {
      const plain = this.#plain(message)
      const delivered = this.#events.findLast((event) => event.kind === 'deliver' && event.message === plain)
      const reason: Reason = !waited ? 'check stopped first' : delivered ? 'never handled' : 'never delivered'
      this.add({
        kind: 'handle',
        from: delivered?.to ?? 'redis',
        to: name,
        label,
        message,
        mark: 'missing',
        reason,
        badge: BADGES[reason],
      })
    }
  }

  close(): void {
    this.#closed = true
  }

  #replace(event: DiagramEvent, change: Partial<DiagramEvent>): void {
    const index = this.#events.indexOf(event)
    if (index >= 0) this.#events[index] = { ...event, ...change }
  }
}

function ordinal(number: number): string {
  const ending = { 1: 'st', 2: 'nd', 3: 'rd' }[number % 10]
  return `${number}${(ending && ![11, 12, 13].includes(number % 100) && ending) || 'th'}`
}
