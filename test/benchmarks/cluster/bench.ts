/**
 * Redis Cluster: messages on the bus, throughput of plain and sharded channels, deliveries during faults, and the model
 * of the sizing guide against loads that it wasn't fitted to.
 */
import { loadavg } from 'node:os'
import { whyNoCluster } from '../../../shared/redis/cluster/open-cluster.ts'
import type { RunBench } from '../../../shared/runner/benchmark.ts'
import { measureBus } from './bus.ts'
import { measureFaults } from './faults.ts'
import { measureSizing } from './sizing.ts'
import { measureThroughput } from './throughput.ts'

/** It ends with 0, whatever it measures. */
export const run: RunBench = async ({ clients }) => {
  const why = await whyNoCluster({ ...process.env, REDIS_CLUSTER_URL: '' })
  if (why) {
    console.log(why)
    return 1
  }
  console.log(`Load average at the start: ${loadText()}\n`)
  for (const part of [
    measureBus,
    () => measureThroughput(clients),
    () => measureFaults(clients),
    measureSizing,
  ]) {
    await part()
    console.log()
  }
  console.log(`Load average at the end: ${loadText()}`)
  return 0
}

function loadText(): string {
  return loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')
}
