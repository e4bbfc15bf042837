/** Over so many milliseconds a rate is taken. */
const WINDOW_MS = 3000

/** Counts what happens, by name, and says how often it has happened lately. */
export class Rates {
  readonly #times = new Map<string, number[]>()
  readonly #began: number

  /** @param now By the clock that {@link Rates.count} is told. */
  constructor(now: number) {
    this.#began = now
  }

  /** It has happened once. */
  count(name: string, now: number): void {
    const times = this.#times.get(name) ?? []
    times.push(now)
    this.#times.set(name, times)
  }

  /** How often a second, over the last few seconds. */
  perSecond(name: string, now: number): number {
    const times = this.#times.get(name) ?? []
    while (times.length > 0 && times[0]! < now - WINDOW_MS) times.shift()
    // Right after the beginning there were fewer seconds.
    const window = Math.min(WINDOW_MS, Math.max(1000, now - this.#began))
    return (times.length / window) * 1000
  }
}
