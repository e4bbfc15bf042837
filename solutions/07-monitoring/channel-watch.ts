/**
 * Lesson 07: channels that appear and vanish.
 *
 * @module
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelEvent, ChannelWatch, ChannelWatchOptions } from '../../lessons/07-monitoring/contract.ts'

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
    // #region 07.4-look
    //- // Compare a new snapshot with `last`. If snapshot() rejects, report it and keep `last`.
    //- todo('07.4')
    try {
      const { channels } = await inspector.snapshot()
      const events = changes(last, channels)
      last = channels
      for (const event of events) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      // A failed snapshot says nothing, so keep the last one.
      report({ kind: 'connection', error })
    }
    // #endregion
  }

  async function close(): Promise<void> {
    // #region 07.4-close
    //- // stop.abort() ends the loop.
    //- todo('07.4')
    stop.abort()
    // #endregion
  }

  // #region 07.4-first
  //- // Only for comparing: it calls onEvent() for no channel.
  //- last = todo('07.4')
  last = (await inspector.snapshot()).channels
  // #endregion
  void run()
  return { close }
}

// #region 07.4-changes
//-
function changes(before: Channels, now: Channels): ChannelEvent[] {
  const vanished = [...before.keys()].filter((channel) => !now.has(channel))
  const appeared = [...now].filter(([channel]) => !before.has(channel))
  return [
    ...vanished.map((channel): ChannelEvent => ({ kind: 'vanished', channel })),
    ...appeared.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers })),
  ]
}
// #endregion
