import type { CheckContext } from '#shared/checks/check-context.ts'
import type { ClusterNode } from '#shared/redis/cluster/cluster.ts'
import type { FragileCluster } from './test-bed.ts'

/** The number of the cluster bus's PONG, which tells the others who owns which slots. */
const PONG = '1'
const NONE = '-1'
/** Less than the node timeout: a node whose PONGs are ignored for longer would be considered failed. */
const ASKS_WITHIN_MS = 1000

/**
 * Lets a replica take over while most nodes can't tell a client: the replica refuses CLUSTER SLOTS, and only its old
 * master knows. The news spreads as soon as the client has asked, and then all is well again.
 */
export async function takeOverUnnoticed(
  context: CheckContext,
  cluster: FragileCluster,
  channel: string,
): Promise<void> {
  const master = await cluster.ownerOf(channel)
  const replica = await cluster.replicaOf(master)
  const others = (await cluster.nodes()).filter(({ id }) => id !== master.id && id !== replica.id)
  const all = (nodes: readonly ClusterNode[], ...command: string[]) =>
    Promise.all(nodes.map((node) => cluster.send(node, ...command)))
  cluster.faults.damaged()
  try {
    await all(others, 'DEBUG', 'DROP-CLUSTER-PACKET-FILTER', PONG)
    await cluster.send(replica, 'ACL', 'SETUSER', 'default', '-cluster|slots')
    const asked = async () => {
      const infos = await all([...others, master], 'INFO', 'commandstats')
      return infos.reduce<number>((sum, info) => sum + callsOf(String(info)), 0)
    }
    const before = await asked()
    context.log(`the check lets the replica of ${master.name} take over, and delays the news`)
    await cluster.send(replica, 'CLUSTER', 'FAILOVER', 'TAKEOVER')
    // Code that finds the new master without the slot map never asks.
    const limit = performance.now() + ASKS_WITHIN_MS
    while ((await asked()) === before && performance.now() < limit) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  } finally {
    await cluster.send(replica, 'ACL', 'SETUSER', 'default', '+cluster|slots')
    await all(others, 'DEBUG', 'DROP-CLUSTER-PACKET-FILTER', NONE)
  }
  await cluster.healthy()
}

/** How often a node was asked for the slot map. */
function callsOf(info: string): number {
  return Number(/^cmdstat_cluster\|slots:calls=(\d+)/m.exec(info)?.[1] ?? 0)
}
