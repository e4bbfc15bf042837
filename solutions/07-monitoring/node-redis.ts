/**
 * Lesson 07 with node-redis.
 *
 * @module
 */
import type { Inspector, PubSubSnapshot, ServerRole } from '../../lessons/07-monitoring/contract.ts'
import type { ConnectOptions } from '../../shared/lesson/connect-options.ts'
import { literally } from '../../shared/lesson/glob.ts'
import { end, inTime, open } from '../../solutions/01-basic-pubsub/node-redis.ts'

export async function openInspector({ url, namespace, report }: ConnectOptions): Promise<Inspector> {
  const client = await open(url, report)
  /** Matches our channels, even if the namespace contains wildcards. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // #region 07.1-snapshot
    //- // Ask for the channels that match `ours` and the number of patterns, then once for all counts.
    //- // Leave out zeros.
    //- return todo('07.1')
    //? const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    //? const counts = Object.values(await client.pubSubNumSub(names)).flat()
    //? const channels = new Map<string, number>()
    //? for (let i = 0; i < counts.length; i += 2) channels.set(String(counts[i]), Number(counts[i + 1]))
    //? return { channels, patterns }
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    // A channel can lose its last subscriber between two replies.
    const channels = Object.entries(counts).filter(([, count]) => count > 0)
    return { channels: new Map(channels), patterns }
    // #endregion
  }

  async function role(): Promise<ServerRole> {
    // #region 07.6-role
    //- // INFO replication has a line `role:master` or `role:slave`.
    //- return todo('07.6')
    //? const [role] = (await client.role()) as unknown as string[]
    //? return role === 'master' ? 'master' : 'replica'
    return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'
    // #endregion
  }

  // inTime() rejects after five seconds.
  return { snapshot: () => inTime(snapshot()), role: () => inTime(role()), close: () => end(client) }
}
