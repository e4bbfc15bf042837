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
  /** Matches the channels whose names begin with the namespace. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // #region 07.1-snapshot
    //? const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    //? const counts: unknown = await client.pubsub('NUMSUB', ...(names as string[]))
    //? const entries = Object.entries(counts as Record<string, number>)
    //? return { channels: new Map(entries.filter(([_channel, count]) => count > 0)), patterns: Number(patterns) }
    const [names, patterns] = await Promise.all([client.pubsub('CHANNELS', ours), client.pubsub('NUMPAT')])
    const counts = await client.pubsub('NUMSUB', ...(names as string[]))
    return { channels: byChannel(counts as (string | number)[]), patterns: Number(patterns) }
    // #endregion
  }

  async function role(): Promise<ServerRole> {
    // #region 07.6-role
    //? const { role } = (await client.role()) as unknown as { role: string }
    //? return role === 'master' ? 'master' : 'replica'
    return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'
    // #endregion
  }

  return { snapshot, role, close: () => end(client) }
}

// #region 07.1-byChannel
//-
//?
/** What NUMSUB returned, name and count in turn, without the channels that have lost their last subscriber. */
function byChannel(counts: readonly (string | number)[]): Map<string, number> {
  const channels = new Map<string, number>()
  for (let at = 0; at < counts.length; at += 2) {
    const count = Number(counts[at + 1])
    if (count > 0) channels.set(String(counts[at]), count)
  }
  return channels
}
// #endregion
