import { Cluster } from 'ioredis'

const cluster = new Cluster([process.env.REDIS_CLUSTER_URL!], { shardedSubscribers: true })
cluster.on('error', console.error)
