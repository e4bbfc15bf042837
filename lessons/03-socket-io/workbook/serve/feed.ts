import type { Seen } from './messages.ts'

/** How long steps are gathered before they go to the pages, in milliseconds. */
const GATHER_MS = 25
/** How many steps go to the pages at once; the code may be sending without end. */
const MOST = 200

/**
 * Gathers what happened for a moment and hands it on in the order in which it happened: what the threads tell each
 * other takes different times.
 */
export class Feed {
  readonly #send: (seen: readonly Seen[], missed: number) => void
  #waiting: Seen[] = []
  #missed = 0
  #timer: NodeJS.Timeout | undefined

  constructor(send: (seen: readonly Seen[], missed: number) => void) {
    this.#send = send
  }

  add(seen: Seen): void {
    if (this.#waiting.length < MOST) this.#waiting.push(seen)
    else this.#missed += 1
    this.changed()
  }

  /** Updates the pages soon, even if there is no new step. */
  changed(): void {
    this.#timer ??= setTimeout(() => this.#flush(), GATHER_MS)
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #flush(): void {
    const seen = this.#waiting.sort((one, other) => one.at - other.at)
    const missed = this.#missed
    this.#waiting = []
    this.#missed = 0
    this.#timer = undefined
    this.#send(seen, missed)
  }
}
