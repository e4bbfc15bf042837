// Yours. Fill in the TODOs, then check: npm test lessons/04

import { setTimeout as sleep } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'

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
  // TODO 04.4: Shut down gracefully
  // First stopIntake(), which unsubscribes, then everything in `running`. One timer of graceMs limits both.
  // If work is left, call reportUnfinished().
  return todo('04.4')
}
