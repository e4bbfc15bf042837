/** Lesson 09 with ioredis. @module */
import { Cluster } from 'ioredis'
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ClusterOptions, ClusterPubSub } from '../../lessons/09-scale-out/contract.ts'
import { createHandlers } from '../../lessons/09-scale-out/workbook/given/handlers.ts'
import { parseSeeds } from '../../lessons/09-scale-out/workbook/given/seeds.ts'

export async function connect({ nodes, report }: ClusterOptions): Promise<ClusterPubSub> {
  const { seeds, signIn, tls } = parseSeeds(nodes)
  const cluster = new Cluster(seeds, {
    lazyConnect: true,
    redisOptions: { ...signIn, ...(tls && { tls: {} }) },
    // #region 09.2-shardedSubscribers
    //- // Without an option, ioredis has one subscriber connection for all nodes.
    //? // node-redis needs no option for sharded channels.
    // A connection to each master that has one of your channels.
    shardedSubscribers: true,
    // #endregion
    // #region 09.3-slotsRefreshInterval
    //- // By default, ioredis asks for the slots only once after a change.
    //? // node-redis needs no option: it asks the node that has ended the subscription.
    // ioredis asks any node, and that node may not know yet. So it must ask again.
    slotsRefreshInterval: 1000,
    // #endregion
  })
  cluster.on('error', (error: Error) => report({ kind: 'connection', error }))
  cluster.on('node error', (error: Error) => report({ kind: 'connection', error }))
  await cluster.connect()

  const handlers = createHandlers(report)
  // #region 09.2-dispatch
  //- // ioredis emits `smessage` for every sharded channel, with the channel first. Call handlers.dispatch().
  //? cluster.on('message', handlers.dispatch)
  cluster.on('smessage', (channel: string, message: string) => handlers.dispatch(message, channel))
  // #endregion

  async function countSubscribers(channel: string): Promise<number> {
    // #region 09.1-countSubscribers
    //- // cluster.nodes('all') are the clients of all masters and replicas.
    //- return todo('09.1')
    //? const reply = (await cluster.pubsub('NUMSUB', channel)) as unknown as Record<string, number>
    //? return reply[channel] ?? 0
    const asking = cluster.nodes('all').map((node) => node.pubsub('NUMSUB', channel))
    const replies = (await Promise.all(asking)) as [channel: string, count: number][]
    return replies.reduce((sum, [, count]) => sum + count, 0)
    // #endregion
  }

  async function publish(channel: string, text: string): Promise<number> {
    // #region 09.2-publish
    //- // SPUBLISH goes to the master of the channel's slot.
    //- return todo('09.2')
    return cluster.spublish(channel, text) as Promise<number>
    // #endregion
  }

  async function subscribe(channels: readonly string[], handler: Handler<string>): Promise<void> {
    const added = channels.filter((channel) => handlers.add(channel, handler))
    try {
      await begin(channels)
    } catch (error) {
      // Redis has refused a channel, so the handler must leave those that are new.
      await unsubscribe(added, handler).catch(() => {})
      throw error
    }
  }

  /** Subscribes in Redis. */
  async function begin(channels: readonly string[]): Promise<void> {
    // #region 09.2-begin
    //- // SSUBSCRIBE to each channel, and wait for all.
    //- return todo('09.2')
    //? await cluster.ssubscribe(...channels)
    await Promise.all(channels.map((channel) => cluster.ssubscribe(channel)))
    // #endregion
  }

  async function unsubscribe(channels: readonly string[], handler: Handler<string>): Promise<void> {
    await finish(channels.filter((channel) => handlers.remove(channel, handler)))
  }

  /** Unsubscribes in Redis. */
  async function finish(channels: readonly string[]): Promise<void> {
    // #region 09.2-finish
    //- // The reverse of begin().
    //- return todo('09.2')
    //? await cluster.sunsubscribe(...channels)
    await Promise.all(channels.map((channel) => cluster.sunsubscribe(channel)))
    // #endregion
  }

  async function close(): Promise<void> {
    cluster.disconnect()
  }

  return { countSubscribers, publish, subscribe, unsubscribe, close }
}
