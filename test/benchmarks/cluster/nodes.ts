import { execFileSync } from 'node:child_process'
import type { Cluster, ClusterNode } from '../../../shared/redis/cluster/cluster.ts'

/** The fields of all nodes in the replies of CLUSTER INFO and INFO, added up: only those that are numbers. */
export async function sums(
  cluster: Cluster,
  nodes: readonly ClusterNode[],
): Promise<(name: string) => number> {
  const replies = await Promise.all(
    nodes.map(async (node) => {
      const [info, clusterInfo] = await Promise.all([
        cluster.send(node, 'INFO', 'cpu'),
        cluster.send(node, 'CLUSTER', 'INFO'),
      ])
      return `${info}\r\n${clusterInfo}`
    }),
  )
  return (name) => replies.reduce((sum, reply) => sum + fieldOf(reply, name), 0)
}

/** A number in the reply of INFO; 0 if it isn't there, as counters of CLUSTER INFO are until they have counted. */
export function fieldOf(reply: string, name: string): number {
  return Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(reply)?.[1] ?? 0)
}

/** The processor time that the nodes have used, in microseconds. */
export async function processorTime(cluster: Cluster, nodes: readonly ClusterNode[]): Promise<number> {
  const sum = await sums(cluster, nodes)
  return (sum('used_cpu_sys') + sum('used_cpu_user')) * 1e6
}

/**
 * The bytes that were sent to the bus ports of nodes, as the kernel counts them.
 *
 * @returns Undefined where `ss` isn't installed: CLUSTER INFO counts messages, and INFO leaves the bus out.
 */
export function busBytes(busPorts: readonly number[]): number | undefined {
  let lines: string
  try {
    lines = execFileSync('ss', ['-tinH', 'state', 'established'], { encoding: 'utf8' })
  } catch {
    return undefined
  }
  let sum = 0
  // Each connection takes two lines: its addresses, and indented, its counters. Those from a bus port are replies.
  for (const [, remote, counters] of lines.matchAll(/^\S+ +\S+ +\S+ +\S+:(\d+).*\n\s+(.*)$/gm)) {
    if (busPorts.includes(Number(remote))) sum += Number(/\bbytes_sent:(\d+)/.exec(counters!)?.[1] ?? 0)
  }
  return sum
}

/** The ports of the nodes' bus. */
export async function busPortsOf(cluster: Cluster): Promise<number[]> {
  const [node] = await cluster.nodes()
  const reply = String(await cluster.send(node!, 'CLUSTER', 'NODES'))
  return [...reply.matchAll(/@(\d+)/g)].map(([, port]) => Number(port))
}
