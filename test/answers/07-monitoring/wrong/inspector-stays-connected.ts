// ioredis, whole file, rejected by 07.1-close
// close() resolves, but the connection stays open.
import type { Inspector, PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { open } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  const ours = `${literally(namespace)}*`
  let closed = false

  async function snapshot(): Promise<PubSubSnapshot> {
    if (closed) throw new Error('closed')
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const counts = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
    const channels = new Map<string, number>()
    for (let at = 0; at < counts.length; at += 2) {
      const count = Number(counts[at + 1])
      if (count > 0) channels.set(String(counts[at]), count)
    }
    return { channels, patterns: Number(patterns) }
  }

  return {
    snapshot,
    role: async () => 'master',
    async close() {
      closed = true
    },
  }
}
