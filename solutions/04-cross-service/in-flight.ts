/**
 * Lesson 04: the work that a service has started but not finished.
 *
 * @module
 */
// #region given-imports
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
import { drain as drainWork } from './drain.ts'

// #endregion

type Options = Pick<ServiceOptions, 'graceMs' | 'report'>

/** Given, and extended in Go further: keeps track of the work of one service. Its reports name the channel. */
export function inFlight({ graceMs, report }: Options, channel: string) {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  /** Does a piece of work, which is in `running` until it settles. Resolves or rejects as the work does. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    // #region given-run
    if (isClosed) throw new Error('The service is closed.')
    // #endregion
    // #region given-track
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
    // #region given-drainOnce
    await drainWork({ running, graceMs, stopIntake: () => stopIntake(stop), reportUnfinished })
    // #endregion
    // #region 04.8-drainOnce
    //- // Go further: if Redis hasn't confirmed UNSUBSCRIBE, events still arrive.
    // If Redis hasn't confirmed UNSUBSCRIBE, events still arrive.
    isClosed = true
    // #endregion
  }

  // #region given-stopIntake
  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }

  function reportUnfinished(): void {
    const error = new Error(`Closed before all work was done. Unfinished: ${running.size}`)
    report({ kind: 'handler', error, channel })
  }
  // #endregion

  return { run, drain }
}
