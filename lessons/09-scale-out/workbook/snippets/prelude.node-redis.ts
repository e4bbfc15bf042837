import { createCluster } from 'redis'

const rootNodes = [{ url: process.env.REDIS_CLUSTER_URL }]
const cluster = await createCluster({ rootNodes }).on('error', console.error).connect()
const everyNode = await createCluster({ rootNodes, useReplicas: true }).on('error', console.error).connect()
