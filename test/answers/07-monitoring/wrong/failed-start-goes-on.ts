// channel-watch.ts, whole file, rejected by 07.4-start
// After a failed start, it keeps taking snapshots, and the caller can't stop it.
import { setTimeout as delay } from 'node:timers/promises'
import type { ChannelEvent, ChannelWatch, ChannelWatchOptions } from '../../lessons/07-monitoring/contract.ts'

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
    try {
      const { channels } = await inspector.snapshot()
      const events = changes(last, channels)
      last = channels
      for (const event of events) if (!stop.signal.aborted) onEvent(event)
    } catch (error) {
      // Nothing is known, so `last` stays as it is.
      report({ kind: 'connection', error })
    }
  }

  async function close(): Promise<void> {
    stop.abort()
  }
  last = new Map()
  void run()
  last = (await inspector.snapshot()).channels
  return { close }
}
function changes(before: Channels, now: Channels): ChannelEvent[] {
  const gone = [...before.keys()].filter((channel) => !now.has(channel))
  const come = [...now].filter(([channel]) => !before.has(channel))
  return [
    ...gone.map((channel): ChannelEvent => ({ kind: 'vanished', channel })),
    ...come.map(([channel, subscribers]): ChannelEvent => ({ kind: 'appeared', channel, subscribers })),
  ]
}
