// Yours. Fill in the TODOs, then check: npm test lessons/04

import type { ServiceOptions } from './contract.ts'
import { drain as drainWork } from './drain.ts'

type Options = Pick<ServiceOptions, 'graceMs' | 'report'>

/** Given, and extended in Go further: keeps track of the work of one service. Its reports name the channel. */
export function inFlight({ graceMs, report }: Options, channel: string) {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  /** Does a piece of work, which is in `running` until it settles. Resolves or rejects as the work does. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('The service is closed.')
    const promise = work()
    running.add(promise)
    try {
      return await promise
    } finally {
      running.delete(promise)
    }
  }

  /** Calls `stop`, which unsubscribes, and waits for the work in flight. A second call returns the same promise. */
  function drain(stop: () => Promise<void>): Promise<void> {
    draining ??= drainOnce(stop)
    return draining
  }

  async function drainOnce(stop: () => Promise<void>): Promise<void> {
    await drainWork({ running, graceMs, stopIntake: () => stopIntake(stop), reportUnfinished })
    // TODO 04.8: Survive refused and unanswered commands
    // Go further: if Redis hasn't confirmed UNSUBSCRIBE, events still arrive.
  }

  async function stopIntake(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
  }

  function reportUnfinished(): void {
    const error = new Error(`Closed before all work was done. Unfinished: ${running.size}`)
    report({ kind: 'handler', error, channel })
  }

  return { run, drain }
}
