import { Redis } from 'ioredis'
import { createCluster } from 'redis'
import type { Cluster, ClusterNode } from '#shared/redis/cluster/cluster.ts'
import type { Prediction, PredictionContext } from '#shared/runner/predictions.ts'
import { lendCluster } from './test-bed.ts'

export const predictions: readonly Prediction[] = [
  {
    question:
      'One client is subscribed to `news` on one of six nodes. You call PUBLISH once on each node. What is the sum of the counts, and how many messages arrive?',
    answer: 'The sum is 1, and 6 messages arrived.',
    why: 'Each node counts only its own subscribers, and forwards the message to all others.',
    async run(context) {
      const cluster = await borrow(context)
      const news = nameOn(cluster, context, 'news')
      const nodes = await cluster.nodes()
      const subscriber = connect(context, nodes[0]!)
      let received = 0
      subscriber.on('message', () => (received += 1))
      await subscriber.subscribe(news)
      let sum = 0
      for (const node of nodes) sum += Number(await cluster.send(node, 'PUBLISH', news, 'hello'))
      await context.until(() => received >= nodes.length)
      return `The sum is ${sum}, and ${received} messages arrived.`
    },
  },
  {
    question:
      "You send SPUBLISH to a replica of the channel's master, where nothing is subscribed. What is the count, and does the message arrive?",
    answer: 'The count is 0, and the message arrived.',
    why: 'The replica forwards the message to its master. Any other master would reply with MOVED.',
    async run(context) {
      const cluster = await borrow(context)
      const room = nameOn(cluster, context, 'room')
      const owner = await cluster.ownerOf(room)
      const subscriber = connect(context, owner)
      let received = 0
      subscriber.on('smessage', () => (received += 1))
      await subscriber.ssubscribe(room)
      const replica = await cluster.replicaOf(owner)
      const count = await cluster.send(replica, 'SPUBLISH', room, 'hello')
      await context.until(() => received > 0)
      return `The count is ${count}, and the message arrived.`
    },
  },
  {
    question:
      "With node-redis, you're subscribed to `room:1` and call `sSubscribe(['room:1', 'room:3'], other)`. It rejects. Does `other` receive a message that is published to `room:1`?",
    answer: 'sSubscribe() rejected, and the other listener received the message.',
    why: 'node-redis adds the listener to the channel that it has already, before Redis refuses the other one.',
    async run(context) {
      const cluster = await borrow(context)
      const [first, second] = (await cluster.nodes()).filter(({ role }) => role === 'master')
      const [one, three] = [first!, second!].map((node) => cluster.channelOn(node, `room-${node.name}-`)) as [
        string,
        string,
      ]
      const client = await createCluster({ rootNodes: cluster.urls.map((url) => ({ url })) })
        .on('error', () => {})
        .connect()
      context.cleanup(() => client.destroy())
      await client.sSubscribe(one, () => {})
      let received = 0
      const rejected = await client
        .sSubscribe([one, three], () => (received += 1))
        .then(
          () => false,
          () => true,
        )
      await client.sPublish(one, 'hello')
      await context.until(() => received > 0)
      return `sSubscribe() ${rejected ? 'rejected' : 'resolved'}, and the other listener received the message.`
    },
  },
]

async function borrow(context: PredictionContext): Promise<Cluster> {
  const { cluster, giveBack } = await lendCluster()
  context.cleanup(giveBack)
  return cluster
}

function nameOn({ namespace }: Cluster, context: PredictionContext, word: string): string {
  return `${namespace}${context.name(word)}`
}

function connect(context: PredictionContext, { url }: ClusterNode): Redis {
  const client = new Redis(url).on('error', () => {})
  context.cleanup(() => client.disconnect())
  return client
}
