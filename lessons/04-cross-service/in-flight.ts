// Yours. Lesson 04, Services that work together: fill in the tasks marked TODO. Check with: npm test lessons/04

import { setTimeout as sleep } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { ServiceOptions } from './contract.ts'

type Options = Pick<ServiceOptions, 'graceMs' | 'report'>

/** Keeps track of the work of one service. Its reports name the channel. */
export function inFlight({ graceMs, report }: Options, channel: string) {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  /** Does a piece of work. Resolves or rejects as the work does. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('The service is closed.')
    // TODO 04.4: Shut down gracefully
    // Keep the promise in `running` until it settles.
    return work()
  }

  /** Calls `stop`, which unsubscribes, and waits for the work in flight. A second call returns the same promise. */
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

  /** Until Redis confirms UNSUBSCRIBE, events still arrive, and this service accepts them. */
  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }

  function reportUnfinished(): void {
    const error = new Error(`Closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  }

  return { run, drain }
}
