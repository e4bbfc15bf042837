// Yours. Fill in the TODOs, then check: npm test lessons/09

import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import { createTurns } from '../../lessons/01-basic-pubsub/workbook/given/turns.ts'
import { todo } from '../../shared/lesson/todo.ts'
import type { ClusterOptions, ClusterPubSub } from './contract.ts'
import { createHandlers } from './workbook/given/handlers.ts'
import { open } from './workbook/given/open-node-redis.ts'

export async function connect({ nodes, report }: ClusterOptions): Promise<ClusterPubSub> {
  // `everyNode` also knows the replicas. Publish with `cluster`, which knows only the masters.
  const { cluster, everyNode } = await open(nodes, report)
  const handlers = createHandlers(report)
  const inTurn = createTurns()

  async function countSubscribers(channel: string): Promise<number> {
    // TODO 09.1: Count subscribers on all nodes
    // Ask all of everyNode.masters and everyNode.replicas: everyNode.nodeClient(node) resolves with a node's client.
    return todo('09.1')
  }

  async function publish(channel: string, text: string): Promise<number> {
    // TODO 09.2: Subscribe to sharded channels
    // SPUBLISH goes to the master of the channel's slot.
    return todo('09.2')
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
    // TODO 09.2, continued
    // For each channel, in its turn: SSUBSCRIBE with the listener handlers.dispatch. Wait for all.
    return todo('09.2')
  }

  async function unsubscribe(channels: readonly string[], handler: Handler<string>): Promise<void> {
    await finish(channels.filter((channel) => handlers.remove(channel, handler)))
  }

  /** Unsubscribes in Redis. */
  async function finish(channels: readonly string[]): Promise<void> {
    // TODO 09.2, continued
    // The reverse of begin(), with the same listener.
    return todo('09.2')
  }

  async function close(): Promise<void> {
    cluster.destroy()
    everyNode.destroy()
  }

  return { countSubscribers, publish, subscribe, unsubscribe, close }
}
