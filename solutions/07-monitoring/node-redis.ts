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
  /** Matches the channels whose names begin with the namespace. */
  const ours = `${literally(namespace)}*`

  async function snapshot(): Promise<PubSubSnapshot> {
    // #region 07.1-snapshot
    //? const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    //? const counts = Object.values(await client.pubSubNumSub(names)).flat()
    //? const channels = new Map<string, number>()
    //? for (let i = 0; i < counts.length; i += 2) channels.set(String(counts[i]), Number(counts[i + 1]))
    //? return { channels, patterns }
    const [names, patterns] = await Promise.all([client.pubSubChannels(ours), client.pubSubNumPat()])
    const counts = await client.pubSubNumSub(names)
    return { channels: new Map(Object.entries(counts).filter(hasSubscriber)), patterns }
    // #endregion
  }

  async function role(): Promise<ServerRole> {
    // #region 07.6-role
    //? const [role] = (await client.role()) as unknown as string[]
    //? return role === 'master' ? 'master' : 'replica'
    return /^role:master/m.test(await client.info('replication')) ? 'master' : 'replica'
    // #endregion
  }

  // By itself, node-redis would wait for a reply for ever.
  return { snapshot: () => inTime(snapshot()), role: () => inTime(role()), close: () => end(client) }
}

// #region 07.1-hasSubscriber
//-
//?
/** Between the two answers a channel may have lost its last one. */
function hasSubscriber([_channel, count]: readonly [string, number]): boolean {
  return count > 0
}
// #endregion
