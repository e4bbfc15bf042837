// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { setTimeout as sleep } from 'node:timers/promises'
import type { Report } from '../../shared/lesson/connect-options.ts'
import { todo } from '../../shared/lesson/todo.ts'

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

export function inFlight({ graceMs, report, channel }: InFlightOptions): InFlight {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  async function run<T>(work: () => Promise<T>): Promise<T> {
    // TODO 04.4: Shut down gracefully
    // If the service is closed, throw. Otherwise keep the promise in `running` until it settles.
    return work()
  }

  function drain(stop: () => Promise<void>): Promise<void> {
    draining ??= drainOnce(stop)
    return draining
  }

  async function drainOnce(stop: () => Promise<void>): Promise<void> {
    // TODO 04.4, continued
    // Wait for stopIntake(stop), and then for everything in `running`, but no longer than graceMs in total.
    // If work is left, call reportUnfinished().
    return todo('04.4')
  }

  function reportUnfinished(): void {
    const error = new Error(`The service was closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  }

  /** Until Redis confirms UNSUBSCRIBE, events still arrive, and this service accepts them. */
  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }

  return { run, drain }
}
