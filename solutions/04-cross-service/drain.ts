/**
 * Lesson 04: how a service finishes its work before it closes.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'

/** What drain() needs. */
export interface Work {
  readonly running: ReadonlySet<Promise<unknown>>
  readonly graceMs: number
  /** Unsubscribes. Until Redis confirms, events still arrive and are accepted. */
  stopIntake(): Promise<void>
  reportUnfinished(): void
}

/** Closes a service. `running` contains the promises of the work in flight. */
export async function drain({ running, graceMs, stopIntake, reportUnfinished }: Work): Promise<void> {
  // #region 04.4-drain
  //- // First stopIntake(), which unsubscribes, then everything in `running`. One timer of graceMs limits both.
  //- // If work is left, call reportUnfinished().
  //- return todo('04.4')
  const finished = stopIntake().then(() => Promise.allSettled(running))
  await Promise.race([finished, sleep(graceMs, undefined, { ref: false })])
  if (running.size > 0) reportUnfinished()
  // #endregion
}
