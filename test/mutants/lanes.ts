import { performance } from 'node:perf_hooks'

/** So much of its time the thread may have been busy when one more is begun. */
const BUSY = 0.7
/** How often that is looked at, in milliseconds: one is begun each time, for what it costs shows later. */
const LOOK_MS = 20
/** So many run side by side at most. */
const MOST = 32

interface Waiting {
  readonly alone: boolean
  start(): void
}

/**
 * Lets work run side by side, as much as the thread can carry, in the order in which it comes. Most of the time a check
 * waits, and then many fit side by side. Where others use the processors as well, there are fewer: a check that is one of
 * too many fails for lack of time.
 */
export class Lanes {
  readonly #waiting: Waiting[] = []
  #running = 0
  #alone = false
  #looking: NodeJS.Timeout | undefined
  #seen = performance.eventLoopUtilization()

  /** @param alone Begins before all that waits, when nothing else runs. */
  async run<T>(work: () => Promise<T>, { alone = false } = {}): Promise<T> {
    await new Promise<void>((start) => {
      if (alone) this.#waiting.unshift({ alone, start })
      else this.#waiting.push({ alone, start })
      this.#looking ??= setInterval(() => this.#look(), LOOK_MS)
    })
    try {
      return await work()
    } finally {
      this.#running--
      if (this.#running === 0) this.#alone = false
    }
  }

  #look(): void {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#seen)
    this.#seen = now
    const [next] = this.#waiting
    if (!next) {
      clearInterval(this.#looking)
      this.#looking = undefined
      return
    }
    const mayBegin = next.alone ? this.#running === 0 : !this.#alone && this.#running < MOST
    if (!mayBegin || (this.#running > 0 && utilization > BUSY)) return
    this.#waiting.shift()
    this.#running++
    this.#alone = next.alone
    next.start()
  }
}
