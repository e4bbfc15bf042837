import { NotStarted } from '#shared/lesson/todo.ts'
import { evidence, settledWith } from './evidence.ts'
import { Failure, isA } from './failure.ts'
import type { Comparison } from './outcome.ts'
import { poll } from './poll.ts'
import type { Recorder } from './recorder.ts'
import { sameData } from './same-data.ts'
import { onOneLine, toBeCompared } from './show.ts'
import type { Drawn } from './story.ts'
import { Timeline } from './timeline.ts'
import { badgeOf, verdictOn } from './verdict.ts'
import { short } from './wire-text.ts'

/** So much of a value is shown where it was compared with another, in characters. */
const LONGEST = 300
/** How late a check may notice that a limit was kept, as a fraction of the limit. */
const SLACK = 0.15

/**
 * Why code often fails an assertion: a sentence for its author, printed after "Likely cause:" if this assertion
 * fails. A function is given the value that failed, and may know no cause. No cause is better than a wrong one.
 */
export type Cause<T = unknown> = string | ((got: T) => string | undefined)

/** What every assertion may be told besides. */
export interface AssertionOptions<T = unknown> {
  readonly cause?: Cause<T> | undefined
}

/** What a check waits for and compares, and the timeline in which its failure is explained. */
export class Assertions {
  readonly timeline = new Timeline()
  /** How long a condition may take, in milliseconds. Infinity under a debugger. */
  readonly bound: number
  /** Is called when something that the check waited for or compared was as it should be. */
  onStep: (() => void) | undefined
  /** @internal Is called with true when work begins whose time doesn't count, and with false when it ends. */
  onUntimed: ((begins: boolean) => void) | undefined
  /** Takes an exception that the learner's code has made and reported, as if it was Redis that failed. */
  onMistake: ((error: unknown, what?: string) => void) | undefined

  constructor(bound: number) {
    this.bound = bound
  }

  /**
   * Adds a line to the timeline.
   *
   * @param options `key` has the line shown in any case, even if the check goes on for long after it. `drawn` is how it
   *   is drawn; by default, that depends on the form of the text.
   */
  log(text: string, { key = false, drawn }: { readonly key?: boolean; readonly drawn?: Drawn } = {}): void {
    this.timeline.add(text, key, drawn)
  }

  /** Ends the check as failed. `message` says what was expected and what was the case. */
  fail(
    message: string,
    {
      cause,
      comparison,
    }: { readonly cause?: string | undefined; readonly comparison?: Comparison | undefined } = {},
  ): never {
    throw new Failure(this.timeline.plain(message), cause && this.timeline.plain(cause), comparison)
  }

  /** As {@link Assertions.fail}, from a handler, whose exception would reach the learner's code alone. */
  failFromHandler(message: string, { cause }: { readonly cause?: string | undefined } = {}): void {
    // The handler was called for it.
    this.timeline.decided(() => true)
    this.onMistake?.(new Failure(this.timeline.plain(message), cause))
  }

  /**
   * Waits for a condition.
   *
   * @param what What is awaited, as it stands after "did not happen: ".
   * @param holds Is asked again and again until it gives true.
   * @param options `withinMs` is the contract's own limit, in milliseconds, in place of {@link Assertions.bound}. It may be
   *   longer than a check may go without progress. `abortReason` returns a message once the condition can no longer become true,
   *   so that the check fails at once. `cause`: see {@link Cause}; a function gets what `holds` returned last.
   */
  async until<T>(
    what: string,
    holds: () => T,
    {
      withinMs,
      abortReason,
      cause,
    }: AssertionOptions<Awaited<T>> & {
      readonly withinMs?: number | undefined
      readonly abortReason?: () => string | undefined
    } = {},
  ): Promise<void> {
    const isOwnLimit = withinMs !== undefined && Number.isFinite(this.bound)
    const limit = isOwnLimit ? withinMs : this.bound
    const waiting = isOwnLimit ? poll(limit * SLACK, { after: limit }) : poll(limit)
    for (;;) {
      const seen = await holds()
      if (seen) return this.#step()
      const reason = abortReason?.()
      if (reason) this.#failed(reason, cause, seen)
      if (waiting.isOver()) this.#failed(`did not happen within ${limit / 1000} s: ${what}`, cause, seen)
      if (isOwnLimit) this.onStep?.()
      await waiting.nextLook()
    }
  }

  /**
   * Does work that takes longer than a check may, such as starting a cluster, or waiting for a failover: it needs a
   * limit of its own. The check's limits begin anew afterwards.
   */
  async untimed<T>(work: () => Promise<T>): Promise<T> {
    this.onUntimed?.(true)
    try {
      return await work()
    } finally {
      this.onUntimed?.(false)
    }
  }

  /**
   * Waits until a handler has got as many messages as expected, and fails unless they are the expected ones, in
   * their order. To prove that nothing else came, let the last one be sent after all others.
   *
   * @param options `channel` looks at this channel alone: Redis keeps the order within a connection, and a learner's
   *   code may have one for each channel. `cause`: see {@link Cause}; a function gets the messages received.
   */
  async receives<T>(
    handler: Recorder<T>,
    expected: readonly T[],
    { channel, cause }: AssertionOptions<readonly T[]> & { readonly channel?: string | undefined } = {},
  ): Promise<void> {
    const got = () =>
      handler.got.filter((one) => channel === undefined || one.channel === channel).map((one) => one.message)
    const waiting = poll(this.bound)
    while (got().length < expected.length && !waiting.isOver()) await waiting.nextLook()
    const where = channel === undefined ? '' : ` on ${channel}`
    const isLate = got().length < expected.length
    const late = isLate ? ` within ${this.bound / 1000} s` : ''
    const received = got()
    const what = `what ${handler.name} received${where}`
    if (!sameData(received, expected)) {
      const verdict = verdictOn(what, received, expected, {
        waited: isLate,
        ...(channel !== undefined && { channel }),
      })
      if (verdict) this.timeline.story.verdict(verdict)
    }
    this.equal(`${what}${late}`, received, expected, { cause })
  }

  /**
   * Fails unless both are the same data, all the way down, whatever their prototypes.
   *
   * @param options `decided` finds the event that the timeline marks. Default: one that looks like what is different.
   */
  equal<T>(
    what: string,
    got: T,
    expected: unknown,
    { cause, decided }: AssertionOptions<T> & { readonly decided?: (event: string) => boolean } = {},
  ): void {
    if (!sameData(got, expected)) {
      const message = `${what}\n  expected  ${onOneLine(expected, LONGEST)}\n  received  ${onOneLine(got, LONGEST)}`
      const plain = (lines: readonly string[]) => lines.map((line) => this.timeline.plain(line))
      const [ofExpected, ofGot] = toBeCompared(expected, got)
      const isEvidence = decided ?? evidence(what, got, expected)
      if (isEvidence) this.timeline.decided(isEvidence, badgeOf(got, expected))
      this.#failed(message, cause, got, {
        what: this.timeline.plain(what),
        expected: plain(ofExpected),
        received: plain(ofGot),
      })
    }
    this.#step()
  }

  /** Fails unless `promise` rejects; resolves with the error. A `cause` function gets what it resolved with. */
  async rejects<T>(what: string, promise: Promise<T>, { cause }: AssertionOptions<T> = {}): Promise<unknown> {
    let value: T
    try {
      value = await promise
    } catch (error) {
      // What is not written yet has not rejected anything.
      if (isA(error, NotStarted)) throw error
      return error
    }
    this.timeline.decided(settledWith(value), 'expected to reject')
    return this.#failed(`${what} should have rejected, but resolved with ${short(value)}`, cause, value, {
      what: this.timeline.plain(what).replace(/,$/, ''),
      expected: ['rejects'],
      received: [`resolves with ${this.timeline.plain(short(value))}`],
    })
  }

  #step(): void {
    this.timeline.passed()
    this.onStep?.()
  }

  #failed<T>(message: string, cause: Cause<T> | undefined, got: T, comparison?: Comparison): never {
    return this.fail(message, { cause: likely(cause, got), comparison })
  }
}

/** The cause for what was received, which may be anything: a function that can't read it knows no cause. */
function likely<T>(cause: Cause<T> | undefined, got: T): string | undefined {
  if (typeof cause !== 'function') return cause
  try {
    return cause(got)
  } catch {
    return undefined
  }
}
