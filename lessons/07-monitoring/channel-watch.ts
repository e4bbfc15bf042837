// Yours. Lesson 07, Monitoring: fill in the tasks marked TODO. Check with: npm test lessons/07

import { setTimeout as delay } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChannelEvent, ChannelWatch, ChannelWatchOptions } from './contract.ts'

/** The channels of a snapshot, with their subscribers. */
type Channels = ReadonlyMap<string, number>

export async function watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch> {
  const { inspector, everyMs, report, onEvent } = options
  const stop = new AbortController()

  /** What the last snapshot that worked has shown. */
  let last: Channels

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      // It rejects when it is stopped, and that ends the loop.
      await delay(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await look()
    }
  }

  /** Takes a snapshot, and tells what differs from the last one. */
  async function look(): Promise<void> {
    // TODO 07.4: tell which channels come and go
    return todo('07.4')
  }

  async function close(): Promise<void> {
    // TODO 07.4, continued
    return todo('07.4')
  }

  // TODO 07.4, continued
  last = todo('07.4')
  void run()
  return { close }
}
