/**
 * Lesson 04: the work that a service has started but not finished.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'

type Options = Pick<ServiceOptions, 'graceMs' | 'report'>

/** Keeps track of the work of one service. Its reports name the channel. */
export function inFlight({ graceMs, report }: Options, channel: string) {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  /** Does a piece of work. Resolves or rejects as the work does. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    // #region given-run
    if (isClosed) throw new Error('The service is closed.')
    // #endregion
    // #region 04.4-run
    //- // Keep the promise in `running` until it settles.
    //- return work()
    const promise = work()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
    // #endregion
  }

  /** Calls `stop`, which unsubscribes, and waits for the work in flight. A second call returns the same promise. */
  function drain(stop: () => Promise<void>): Promise<void> {
    // #region given-drain
    draining ??= drainOnce(stop)
    return draining
    // #endregion
  }

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
  /** Until Redis confirms UNSUBSCRIBE, events still arrive, and this service accepts them. */
  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }

  function reportUnfinished(): void {
    const error = new Error(`Closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  }
  // #endregion

  return { run, drain }
}
