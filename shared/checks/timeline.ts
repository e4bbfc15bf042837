import type { DiagramEvent } from '#shared/diagram/types.ts'
import type { WireEvent } from '#shared/redis/wire.ts'
import { drawnText, drawnWire } from './drawn.ts'
import type { TimelineEvent } from './outcome.ts'
import { cut } from './show.ts'
import { type Drawn, Story } from './story.ts'
import { wireText } from './wire-text.ts'

/** The longest part of an event to show, in characters. */
const LONGEST_EVENT = 300

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
   * @param proxied The number of the proxy that it passed.
   * @param owner Whose proxy that is.
   */
  wire(event: WireEvent, proxied = 1, owner?: string): void {
    const text = wireText(event)
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
