// ioredis, whole file, rejected by 07.1-silent
// A client waits for a reply as long as the connection is open, and so does quit().
import { Redis } from 'ioredis'
import type { Inspector, PubSubSnapshot } from '../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = new Redis(url)
  client.on('error', (error) => report({ kind: 'connection', error }))

  async function snapshot(): Promise<PubSubSnapshot> {
    const names = (await client.pubsub('CHANNELS', `${literally(namespace)}*`)) as string[]
    const counts = (await client.pubsub('NUMSUB', ...names)) as (string | number)[]
    const channels = new Map<string, number>()
    for (let at = 0; at < counts.length; at += 2) {
      if (Number(counts[at + 1]) > 0) channels.set(String(counts[at]), Number(counts[at + 1]))
    }
    return { channels, patterns: Number(await client.pubsub('NUMPAT')) }
  }

  return { snapshot, role: async () => ((await client.info()).includes('role:master') ? 'master' : 'replica'), close: async () => void (await client.quit()) }
}
