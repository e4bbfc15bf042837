// Yours. Fill in the TODOs, then check: npm test lessons/09

import { Cluster } from 'ioredis'
import type { Handler } from '../../lessons/01-basic-pubsub/contract.ts'
import type { ClusterOptions, ClusterPubSub } from './contract.ts'
import { createHandlers } from './workbook/given/handlers.ts'
import { parseSeeds } from './workbook/given/seeds.ts'

export async function connect({ nodes, report }: ClusterOptions): Promise<ClusterPubSub> {
  const { seeds, signIn, tls } = parseSeeds(nodes)
  const cluster = new Cluster(seeds, {
    lazyConnect: true,
    redisOptions: { ...signIn, ...(tls && { tls: {} }) },
    // TODO 09.2: Subscribe to sharded channels. These lines were written for the other client: fix them.
    // node-redis needs no option for sharded channels.
    // TODO 09.3: Notice what a planned change loses. These lines were written for the other client: fix them.
    // node-redis needs no option: it asks the node that has ended the subscription.
  })
  cluster.on('error', (error: Error) => report({ kind: 'connection', error }))
  cluster.on('node error', (error: Error) => report({ kind: 'connection', error }))
  await cluster.connect()

  const handlers = createHandlers(report)
  // TODO 09.2, continued: fix these lines.
  cluster.on('message', handlers.dispatch)

  async function countSubscribers(channel: string): Promise<number> {
    // TODO 09.1: Count subscribers on all nodes. These lines were written for the other client: fix them.
    const reply = (await cluster.pubsub('NUMSUB', channel)) as unknown as Record<string, number>
    return reply[channel] ?? 0
  }

  async function publish(channel: string, text: string): Promise<number> {
    return cluster.spublish(channel, text) as Promise<number>
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
    // TODO 09.2, continued: fix these lines.
    await cluster.ssubscribe(...channels)
  }

  async function unsubscribe(channels: readonly string[], handler: Handler<string>): Promise<void> {
    await finish(channels.filter((channel) => handlers.remove(channel, handler)))
  }

  /** Unsubscribes in Redis. */
  async function finish(channels: readonly string[]): Promise<void> {
    // TODO 09.2, continued: fix these lines.
    await cluster.sunsubscribe(...channels)
  }

  async function close(): Promise<void> {
    cluster.disconnect()
  }

  return { countSubscribers, publish, subscribe, unsubscribe, close }
}
