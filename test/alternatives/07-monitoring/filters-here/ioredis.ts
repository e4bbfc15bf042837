// It asks for all channels and filters those of the namespace itself. NUMSUB runs in batches.
/**
 * Lesson 07 with ioredis.
 *
 * @module
 */
import type { Inspector, PubSubSnapshot, ServerRole } from '../../../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../../../shared/lesson/connect-options.ts'
import { literally } from '../../../../shared/lesson/glob.ts'
import { end, open } from '../../../../solutions/01-basic-pubsub/ioredis.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  /** Matches the channels that begin with the namespace. literally() escapes special characters in it. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    const all = (await client.pubsub('CHANNELS')) as string[]
    const names: string[] = []
    for (const name of all) if (name.startsWith(namespace)) names.push(name)
    const replies: (string | number)[] = []
    for (let at = 0; at < names.length; at += 100) {
      replies.push(...((await client.pubsub('NUMSUB', ...names.slice(at, at + 100))) as (string | number)[]))
    }
    const patterns = (await client.pubsub('NUMPAT')) as unknown as number
    const list = replies as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < list.length; i += 2) {
      const count = Number(list[i + 1])
      if (count > 0) channels.set(String(list[i]), count)
    }
    return { channels, patterns }
  }

  async function role(): Promise<ServerRole> {
    return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'
  }

  return { snapshot, role, close: () => end(client) }
}
