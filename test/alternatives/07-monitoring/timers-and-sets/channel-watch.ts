// It sets a new timer after each snapshot, and compares sets of names.
import type {
  ChannelEvent,
  ChannelWatch,
  ChannelWatchOptions,
} from '../../../../lessons/07-monitoring/contract.ts'

export async function watchChannels(options: ChannelWatchOptions): Promise<ChannelWatch> {
  const first = await options.inspector.snapshot()
  let names = new Set(first.channels.keys())
  let timer: NodeJS.Timeout | undefined
  let open = true

  function tell(event: ChannelEvent): void {
    if (open) options.onEvent(event)
  }

  function came(channel: string, subscribers: number): void {
    tell({ kind: 'appeared', channel, subscribers })
  }

  function went(channel: string): void {
    tell({ kind: 'vanished', channel })
  }

  async function look(): Promise<void> {
    const { channels } = await options.inspector.snapshot()
    const now = new Set(channels.keys())
    for (const channel of now) {
      if (!names.has(channel)) came(channel, channels.get(channel) ?? 0)
    }
    for (const channel of names) if (!now.has(channel)) went(channel)
    names = now
  }

  function next(): void {
    if (!open) return
    timer = setTimeout(() => {
      look()
        .catch((error: unknown) => options.report({ kind: 'connection', error }))
        .finally(next)
    }, options.everyMs)
  }

  next()
  return {
    async close() {
      open = false
      clearTimeout(timer)
    },
  }
}
