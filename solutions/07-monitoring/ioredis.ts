/**
 * Lesson 07 with ioredis.
 *
 * @module
 */
import type { Inspector, PubSubSnapshot, ServerRole } from '../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { end, open } from '../../solutions/01-basic-pubsub/ioredis.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  /** Matches the channels that begin with the namespace. literally() escapes special characters in it. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // #region 07.1-snapshot
    //- // Ask for the channels that match `ours` and for the number of patterns, then once for all counts.
    //- // Leave out a channel whose count is 0: its last subscriber has just left.
    //- return todo('07.1')
    //? const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    //? const counts: unknown = await client.pubsub('NUMSUB', ...(names as string[]))
    //? const entries = Object.entries(counts as Record<string, number>)
    //? return { channels: new Map(entries.filter(([_channel, count]) => count > 0)), patterns: Number(patterns) }
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const reply = (await client.pubsub('NUMSUB', ...(names as string[]))) as (string | number)[]
    const channels = new Map<string, number>()
    for (let i = 0; i < reply.length; i += 2) {
      const count = Number(reply[i + 1])
      // A channel can lose its last subscriber between two replies.
      if (count > 0) channels.set(String(reply[i]), count)
    }
    return { channels, patterns: Number(patterns) }
    // #endregion
  }

  async function role(): Promise<ServerRole> {
    // #region 07.6-role
    //- // INFO replication has a line `role:master` or `role:slave`.
    //- return todo('07.6')
    //? const { role } = (await client.role()) as unknown as { role: string }
    //? return role === 'master' ? 'master' : 'replica'
    return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'
    // #endregion
  }

  return { snapshot, role, close: () => end(client) }
}
