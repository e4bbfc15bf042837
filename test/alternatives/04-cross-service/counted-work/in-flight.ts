// It counts the work in flight instead of keeping a set of promises, and resolves close() at zero.
/**
 * Lesson 04: the work that a service has started but not finished.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../../../lessons/04-cross-service/contract.ts'

type Options = Pick<ServiceOptions, 'graceMs' | 'report'>

/** Given, and extended in Go further: keeps track of the work of one service. Its reports name the channel. */
export function inFlight({ graceMs, report }: Options, channel: string) {
  const running = new Set<Promise<unknown>>()
  let isClosed = false
  let draining: Promise<void> | undefined

  /** Does a piece of work, which is in `running` until it settles. Resolves or rejects as the work does. */
  async function run<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new Error('The service is closed.')
    count += 1
    try {
      return await work()
    } finally {
      count -= 1
      if (count === 0) onIdle()
    }
  }

  /** Calls `stop`, which unsubscribes, and waits for the work in flight. A second call returns the same promise. */
  function drain(stop: () => Promise<void>): Promise<void> {
    draining ??= drainOnce(stop)
    return draining
  }

  async function drainOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      if (count === 0) return
      await new Promise<void>((resolve) => {
        onIdle = resolve
      })
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    if (count > 0) report({ kind: 'handler', error: new Error(`${count} unfinished`), channel })
    // If Redis hasn't confirmed UNSUBSCRIBE, events still arrive.
    isClosed = true
  }

  void running
  let count = 0
  let onIdle = () => {}

  return { run, drain }
}
