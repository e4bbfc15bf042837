// A generator yields snapshots, and errors say which operation failed.
import { scheduler } from 'node:timers/promises'
import type {
  ChannelWatch,
  ChannelWatchOptions,
  PubSubSnapshot,
} from '../../../../lessons/07-monitoring/contract.ts'

export async function watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch> {
  const { inspector, everyMs, report, onEvent } = options
  const ending = new AbortController()
  const take = async (): Promise<PubSubSnapshot['channels']> => {
    try {
      return (await inspector.snapshot()).channels
    } catch (cause) {
      throw new Error('The channels are unknown.', { cause })
    }
  }

  async function* looks() {
    while (!ending.signal.aborted) {
      await scheduler.wait(everyMs, { signal: ending.signal }).catch(() => {})
      if (ending.signal.aborted) return
      try {
        yield await take()
      } catch (error) {
        report({ kind: 'connection', error })
      }
    }
  }

  let known = await take()
  void (async () => {
    for await (const channels of looks()) {
      const before = known
      known = channels
      for (const channel of before.keys()) {
        if (!ending.signal.aborted && !channels.has(channel)) onEvent({ kind: 'vanished', channel })
      }
      for (const [channel, subscribers] of channels) {
        if (!ending.signal.aborted && !before.has(channel))
          onEvent({ kind: 'appeared', channel, subscribers })
      }
    }
  })()
  return { close: async () => ending.abort() }
}
