/** Lesson 09 with node-redis. @module */
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { createTurns } from '../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import type { ClusterOptions, ClusterPubSub } from '../../lessons/09-scale-out/contract.ts'
import { createHandlers } from '../../lessons/09-scale-out/workbook/given/handlers.ts'
import { open } from '../../lessons/09-scale-out/workbook/given/open-node-redis.ts'

export async function connect({ nodes, report }: ClusterOptions): Promise<ClusterPubSub> {
  // `everyNode` also knows the replicas. Publish with `cluster`, which knows only the masters.
  const { cluster, everyNode } = await open(nodes, report)
  const handlers = createHandlers(report)
  const inTurn = createTurns()

  async function countSubscribers(channel: string): Promise<number> {
    // #region 09.1-countSubscribers
    //- // Ask all of everyNode.masters and everyNode.replicas: everyNode.nodeClient(node) resolves with a node's client.
    //- return todo('09.1')
    const counts = [...everyNode.masters, ...everyNode.replicas].map(async (node) => {
      const client = await everyNode.nodeClient(node)
      const reply = await client.pubSubNumSub([channel])
      return reply[channel] ?? 0
    })
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0)
    // #endregion
  }

  async function publish(channel: string, text: string): Promise<number> {
    // #region 09.2-publish
    //- // SPUBLISH goes to the master of the channel's slot.
    //- return todo('09.2')
    return cluster.sPublish(channel, text)
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

  /** Subscribes in Redis. A channel's last change must be over before its next one: that's what inTurn() does. */
  async function begin(channels: readonly string[]): Promise<void> {
    // #region 09.2-begin
    //- // For each channel, in its turn: SSUBSCRIBE with the listener handlers.dispatch. Wait for all.
    //- return todo('09.2')
    const subscribing = channels.map((channel) =>
      inTurn(channel, () => cluster.sSubscribe(channel, handlers.dispatch)),
    )
    await Promise.all(subscribing)
    // #endregion
  }

  async function unsubscribe(channels: readonly string[], handler: Handler<string>): Promise<void> {
    await finish(channels.filter((channel) => handlers.remove(channel, handler)))
  }

  /** Unsubscribes in Redis. */
  async function finish(channels: readonly string[]): Promise<void> {
    // #region 09.2-finish
    //- // The reverse of begin(), with the same listener.
    //- return todo('09.2')
    const unsubscribing = channels.map((channel) =>
      inTurn(channel, () => cluster.sUnsubscribe(channel, handlers.dispatch)),
    )
    await Promise.all(unsubscribing)
    // #endregion
  }

  async function close(): Promise<void> {
    cluster.destroy()
    everyNode.destroy()
  }

  return { countSubscribers, publish, subscribe, unsubscribe, close }
}
