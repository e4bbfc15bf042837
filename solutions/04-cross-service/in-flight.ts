/**
 * Lesson 04: the work that a service has started but not finished.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Report } from '../../shared/lesson/connect-options.ts'

// #region given-types
/** Keeps track of the work of one service. */
export interface InFlight {
  /**
   * Does a piece of work, which is in flight until its promise settles.
   *
   * @returns The result of the work. Rejects if the service is closed.
   */
  run<T>(work: () => Promise<T>): Promise<T>
  /**
   * Stops new work, then waits for the work in flight.
   *
   * @param stop Unsubscribes the service.
   * @returns Resolves after `graceMs` at the latest. Never rejects. A second call returns the same promise.
   */
  drain(stop: () => Promise<void>): Promise<void>
}

export interface InFlightOptions {
  /** The time limit of {@link InFlight.drain}, in milliseconds. */
  readonly graceMs: number
  readonly report: Report
  /** For reports: the channel that the work comes from. */
  readonly channel: string
}
// #endregion

export function inFlight({ graceMs, report, channel }: InFlightOptions): InFlight {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  async function run<T>(work: () => Promise<T>): Promise<T> {
    // #region 04.4-run
    //- // If the service is closed, throw. Otherwise keep the promise in `running` until it settles.
    //- return work()
    if (isClosed) throw new Error('The service is closed.')
    const promise = work()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
    // #endregion
  }

  // #region given-drain
  function drain(stop: () => Promise<void>): Promise<void> {
    draining ??= drainOnce(stop)
    return draining
  }
  // #endregion

  async function drainOnce(stop: () => Promise<void>): Promise<void> {
    // #region 04.4-drainOnce
    //- // Wait for stopIntake(stop), and then for everything in `running`, but no longer than graceMs in total.
    //- // If work is left, call reportUnfinished().
    //- return todo('04.4')
    const finished = stopIntake(stop).then(() => Promise.allSettled(running))
    await Promise.race([finished, sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) reportUnfinished()
    // #endregion
    // #region 04.8-drainOnce
    //-
    // If Redis hasn't confirmed UNSUBSCRIBE, events still arrive.
    isClosed = true
    // #endregion
  }

  // #region given-stopIntake
  function reportUnfinished(): void {
    const error = new Error(`The service was closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  }

  /** Until Redis confirms UNSUBSCRIBE, events still arrive, and this service accepts them. */
  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }
  // #endregion

  return { run, drain }
}
