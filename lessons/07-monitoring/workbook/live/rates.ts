/** The period over which a rate is measured, in milliseconds. */
const WINDOW_MS = 3000

/** Counts events by name, and calculates how often they have happened lately. */
export class Rates {
  readonly #times = new Map<string, number[]>()
  readonly #began: number

  /** @param now The current time, by the same clock as in {@link Rates.count}. */
  constructor(now: number) {
    this.#began = now
  }

  /** Counts one event. */
  count(name: string, now: number): void {
    const times = this.#times.get(name) ?? []
    times.push(now)
    this.#times.set(name, times)
  }

  /** The rate over the last few seconds. */
  perSecond(name: string, now: number): number {
    const times = this.#times.get(name) ?? []
    while (times.length > 0 && times[0]! < now - WINDOW_MS) times.shift()
    // At the start, the period is shorter.
    const window = Math.min(WINDOW_MS, Math.max(1000, now - this.#began))
    return (times.length / window) * 1000
  }
}
