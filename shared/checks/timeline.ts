import type { DiagramEvent } from '#shared/diagram/types.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import type { TimelineEvent } from './check.ts'
import { drawnText, drawnWire } from './drawn.ts'
import { cut, onOneLine } from './show.ts'
import { type Drawn, Story } from './story.ts'

const LONGEST_TEXT = 48
/** Of an error more is needed to understand it. */
const LONGEST_ERROR = 200

/** The longest part of an event to show, in characters. */
const LONGEST_EVENT = 300

/** So many values of a list are shown. */
const LISTED = 4
/** So many arguments of XADD are shown: what is in an entry is what matters. */
const LISTED_OF_ENTRIES = 20

/** A value as it stands in a timeline: as in code, cut short. */
export function short(value: unknown): string {
  return onOneLine(value, LONGEST_TEXT)
}

/** Values as they stand in a timeline: the first few of many. */
export function list(values: readonly string[], separator = ', ', most = LISTED): string {
  if (values.length <= most + 1) return values.join(separator)
  return `${values.slice(0, most).join(separator)}${separator}… ${values.length - most} more`
}

/** What happened during one check, in its order, with random names given back as the short ones. */
export class Timeline {
  readonly events: TimelineEvent[] = []
  /**
   * The same, as it is drawn.
   *
   * @internal
   */
  readonly story = new Story(
    (text) => this.plain(text),
    () => this.elapsed,
  )
  /** The drawn event of each line. */
  readonly #drawn = new Map<number, DiagramEvent>()
  readonly #began = performance.now()
  readonly #names = new Map<string, string>()
  #closed = false
  #since = 0

  /** From now on `full` is shown as `name`. */
  name(full: string, name: string): void {
    this.#names.set(full, name)
  }

  /**
   * Adds an event; nothing after {@link Timeline.close}.
   *
   * @param key It is always shown, however much happens afterwards.
   * @param drawn How it is drawn. Default: by the form of the text.
   */
  add(text: string, key = false, drawn: Drawn = drawnText(this.plain(text))): void {
    if (this.#closed) return
    const oneLine = cut(this.plain(text).replace(/\s*\n\s*/g, ' ↵ '), LONGEST_EVENT)
    const event = this.story.add(drawn)
    if (event) this.#drawn.set(this.events.length, event)
    this.events.push({ at: performance.now() - this.#began, text: oneLine, ...(key && { key }) })
  }

  /**
   * Marks the last event that is like this: what failed is about it. Nothing is marked if there is none.
   *
   * @param badge What was expected in its place, in few words.
   */
  decided(isLike: (text: string) => boolean, badge?: string): void {
    const index = this.events.findLastIndex(({ text }) => isLike(text))
    const event = this.events[index]
    if (!event || this.#closed) return
    this.events[index] = { ...event, decided: true }
    const drawn = this.#drawn.get(index)
    if (drawn) this.story.decided(drawn, badge)
  }

  /** A step has passed: what failed later lies in what comes from now on. */
  passed(): void {
    this.#since = this.events.length
    this.story.passed()
  }

  /** The index of the first event after the last step that passed. */
  get since(): number {
    return this.#since
  }

  /** Replaces random names by the short ones. */
  plain(text: string): string {
    for (const [full, name] of this.#names) text = text.replaceAll(full, name)
    return text
  }

  /**
   * Adds what passed on the wire.
   *
   * @param way The number of the proxy that it passed.
   * @param owner Whose proxy that is.
   */
  wire(event: WireEvent, proxied = 1, owner?: string): void {
    const text = tell(event)
    const drawn = drawnWire(event, proxied, owner)
    if (text) this.add(text, event.what === 'reply' && event.value instanceof Error, drawn)
  }

  /** Ends the record: what happens after a check is not its story. */
  close(): void {
    this.#closed = true
    this.story.close()
  }

  /** Milliseconds since the check began. */
  get elapsed(): number {
    return performance.now() - this.#began
  }
}

const SHOWN_COMMANDS = /^((p|s)?(un)?subscribe|s?publish|pubsub|quit|multi|exec|set|del|hset|x[a-z]+)$/i
const SHOWN_REPLIES = /^(s?publish|pubsub|exec|set|x[a-z]+)$/i

/** What is asked again and again: of interest is only what it brings. */
const POLLS = /^(xread|xreadgroup|xpending|xautoclaim|xinfo)$/i

/** Commands by which clients introduce themselves. */
export const STARTUP = /^(client|hello|auth|select|info|command)$/i

function tell(event: WireEvent): string | undefined {
  const connection = `connection ${event.connection}`
  switch (event.what) {
    case 'connected':
      return `${connection} opened`
    case 'refused':
      return `${connection} refused`
    case 'closed':
      return `${connection} closed by ${{ client: 'the client', redis: 'Redis', fault: 'the check' }[event.by]}`
    case 'command':
      if (!isShownCommand(event.name)) return undefined
      return `${connection} → Redis: ${commandText(event.name, event.args)}`
    case 'reply':
      if (event.value instanceof Error) {
        // What a client asks for at the start may be unknown to an older server; the clients know that.
        if (STARTUP.test(event.name)) return undefined
        return `Redis → ${connection}: ${event.name} refused with ${cut(event.value.message, LONGEST_ERROR)}`
      }
      if (!isShownReply(event.name, event.value)) return undefined
      return `Redis → ${connection}: ${event.name} returned ${short(event.value)}${event.held ? ' (held back)' : ''}`
    case 'acknowledged':
      return `Redis → ${connection}: ${event.kind}${event.name === undefined ? '' : ` ${event.name}`} acknowledged`
    case 'delivered':
      return `Redis → ${connection}: ${short(event.message)} on ${event.channel}${event.pattern ? ` by ${event.pattern}` : ''}`
  }
}

/**
 * A command as the timeline shows it.
 *
 * @internal
 */
export function commandText(name: string, args: readonly string[], most?: number): string {
  const listed = most ?? (/^xadd$/i.test(name) ? LISTED_OF_ENTRIES : LISTED)
  return `${name} ${list(args.map(word), ' ', listed)}`.trimEnd()
}

/**
 * Whether a timeline shows a command with this name.
 *
 * @internal
 */
export function isShownCommand(name: string): boolean {
  return SHOWN_COMMANDS.test(name) && !POLLS.test(name)
}

/**
 * Whether a timeline shows this reply to a command with this name.
 *
 * @internal
 */
export function isShownReply(name: string, value: unknown): boolean {
  return SHOWN_REPLIES.test(name) && !(POLLS.test(name) && isEmpty(value))
}

function isEmpty(value: unknown): boolean {
  return value === null || value === 'QUEUED' || (Array.isArray(value) && value.length === 0)
}

/** An argument of a command: bare where it can be read so. */
export function word(arg: string): string {
  return /^[\w:.*?[\]^\\-]+$/.test(arg) && arg.length <= LONGEST_TEXT ? arg : short(arg)
}
