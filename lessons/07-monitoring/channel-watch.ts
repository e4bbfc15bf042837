// Yours. Fill in the TODOs, then check: npm test lessons/07

import { setTimeout as sleep } from 'node:timers/promises'
import { todo } from '../../shared/lesson/todo.ts'
import type { ChannelEvent, ChannelWatch, ChannelWatchOptions } from './contract.ts'

/** The channels of a snapshot, with the number of their subscribers. */
type Channels = ReadonlyMap<string, number>

export async function watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch> {
  const { inspector, everyMs, report, onEvent } = options
  const stop = new AbortController()

  /** The channels of the last snapshot that succeeded. */
  let last: Channels

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      // sleep() rejects when close() stops it.
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {})
      if (!stop.signal.aborted) await look()
    }
  }

  /** Takes a snapshot, and calls onEvent() for each difference. */
  async function look(): Promise<void> {
    // TODO 07.4: Watch channels appear and vanish
    // Compare a new snapshot with `last`. If snapshot() rejects, report it and keep `last`.
    todo('07.4')
  }

  async function close(): Promise<void> {
    // TODO 07.4, continued
    // stop.abort() ends the loop.
    todo('07.4')
  }

  // TODO 07.4, continued
  // Only for comparing: it calls onEvent() for no channel.
  last = todo('07.4')
  void run()
  return { close }
}
