/** How many messages each outage is about. */
export const MESSAGES = 20

/** What happened to the messages of one outage with one mechanism. */
export interface Counts {
  readonly published: number
  /** The sum of the counts from PUBLISH; undefined for a stream, which has none. */
  readonly counted: number | undefined
  /** How many different messages were handled. */
  readonly received: number
  /** How many times any message was handled again. */
  readonly twice: number
  /** How many were sent before the outage ended, and first handled afterwards. */
  readonly late: number
  /** How many were never handled. */
  readonly lost: number
}

/** One event on the timeline of an outage. */
export interface Moment {
  /** Milliseconds since the first moment. */
  readonly at: number
  /** `begins` and `ends` refer to the outage. */
  readonly what: 'sent' | 'handled' | 'begins' | 'ends'
  /** The number of the message, from 1. */
  readonly message?: number
}

/** Records which messages were sent and handled, and when. */
export class DeliveryLog {
  readonly moments: Moment[] = []
  readonly #began = performance.now()
  #counted: number | undefined

  /** @param count The count from PUBLISH. */
  sent(message: number, count: number | undefined): void {
    if (count !== undefined) this.#counted = (this.#counted ?? 0) + count
    this.#add('sent', message)
  }

  handled(message: number): void {
    this.#add('handled', message)
  }

  begins(): void {
    this.#add('begins')
  }

  ends(): void {
    this.#add('ends')
  }

  /** Whether a message was handled. */
  has(message: number): boolean {
    return this.moments.some((one) => one.what === 'handled' && one.message === message)
  }

  get counts(): Counts {
    const times = (what: Moment['what'], message?: number) =>
      this.moments.filter((one) => one.what === what && one.message === message).map(({ at }) => at)
    const over = times('ends')[0] ?? 0
    const all = Array.from({ length: MESSAGES }, (_, index) => {
      const [first, ...again] = times('handled', index + 1)
      const sent = times('sent', index + 1)[0] ?? Number.POSITIVE_INFINITY
      return { sent: sent < Number.POSITIVE_INFINITY, first, again: again.length, early: sent < over }
    })
    const received = all.filter(({ first }) => first !== undefined)
    return {
      published: all.filter(({ sent }) => sent).length,
      counted: this.#counted,
      received: received.length,
      twice: all.reduce((sum, { again }) => sum + again, 0),
      late: received.filter(({ first, early }) => early && first! > over).length,
      lost: all.length - received.length,
    }
  }

  #add(what: Moment['what'], message?: number): void {
    const at = performance.now() - this.#began
    this.moments.push(message === undefined ? { at, what } : { at, what, message })
  }
}
