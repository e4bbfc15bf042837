import { createCluster } from 'redis'
import type { Report } from '#shared/lesson/connect-options.ts'
import { parseSeeds } from './seeds.ts'

/** Connects two clients of a cluster. */
export async function open(nodes: readonly string[], report: Report) {
  const { seeds, signIn, tls } = parseSeeds(nodes)
  const options = {
    rootNodes: seeds.map((socket) => ({ socket })),
    // The nodes that the client discovers use these.
    defaults: { ...signIn, socket: tls ? { tls } : {} },
  }
  const cluster = createCluster(options)
  // It knows the replicas. If `cluster` did, it would send SPUBLISH to replicas as well, and their count is 0.
  const everyNode = createCluster({ ...options, useReplicas: true, minimizeConnections: true })
  for (const client of [cluster, everyNode]) {
    client.on('error', (error: unknown) => report({ kind: 'connection', error }))
    client.on('node-error', (error: unknown) => report({ kind: 'connection', error }))
  }
  await Promise.all([cluster.connect(), everyNode.connect()])
  return { cluster, everyNode }
}
