import { columns, paint } from '../../../shared/core/terminal.mjs'
import type { Cluster, ClusterNode } from '../../../shared/redis/cluster/cluster.ts'
import { startCluster } from '../../../shared/redis/cluster/open-cluster.ts'
import { errorText } from './bus.ts'
import { median, publish, Subscribers, type Target } from './load.ts'
import { type Costs, type Load, serverMicroseconds } from './model.ts'
import { processorTime } from './nodes.ts'

const ROUNDS = 3
const ROUND_MS = 1500
const PAYLOAD = 'x'.repeat(100)
/** The error that the model may have. */
const TOLERATED = 0.25

/** How publishers send: one command at a time on many connections, or a hundred at once on one. */
const WAYS = [
  { name: 'one at a time', depth: 1, connections: 20 },
  { name: 'pipelined', depth: 100, connections: 1 },
] as const

type Way = (typeof WAYS)[number]

/** A load that is measured. */
interface Case extends Pick<Load, 'kind' | 'masters' | 'subscribers'> {
  readonly name: string
  /** Whether all messages are published on the first node, or on all by turns. */
  readonly at: 'first' | 'all'
}

/** The model's costs are computed from these. */
const FITTED: readonly Case[] = [
  { name: '1 master, plain, no subscriber', kind: 'plain', masters: 1, subscribers: 0, at: 'first' },
  { name: '1 master, plain, 10 subscribers', kind: 'plain', masters: 1, subscribers: 10, at: 'first' },
  { name: '3 masters, plain, no subscriber', kind: 'plain', masters: 3, subscribers: 0, at: 'first' },
]
/** The model hasn't seen these. */
const HELD_OUT: readonly Case[] = [
  { name: '6 masters, plain, 12 subscribers', kind: 'plain', masters: 6, subscribers: 12, at: 'first' },
  { name: '3 masters, plain, 3 subscribers', kind: 'plain', masters: 3, subscribers: 3, at: 'all' },
  { name: '3 masters, sharded, 4 subscribers', kind: 'sharded', masters: 3, subscribers: 4, at: 'all' },
]

/** Fits the model's costs, and compares what it predicts with loads that it wasn't fitted to. */
export async function measureSizing(): Promise<void> {
  console.log(
    `Processor time of all servers per message of ${PAYLOAD.length} bytes: medians of ${ROUNDS} rounds each, by turns`,
  )
  const clusters = new Map<number, { cluster: Cluster; nodes: ClusterNode[] }>()
  try {
    for (const masters of [1, 3, 6]) {
      const cluster = await startCluster({ masters, replicas: 0, nodeTimeout: 15_000 })
      clusters.set(masters, { cluster, nodes: await cluster.nodes() })
    }
    for (const proxied of WAYS) {
      const measured = new Map<Case, number[]>()
      for (let round = 0; round < ROUNDS; round++) {
        for (const one of [...FITTED, ...HELD_OUT]) {
          const { cluster, nodes } = clusters.get(one.masters)!
          const values = measured.get(one) ?? []
          measured.set(one, [...values, await microseconds(cluster, nodes, one, proxied)])
        }
      }
      report(proxied, (one) => median(measured.get(one)!))
    }
  } finally {
    for (const { cluster } of clusters.values()) await cluster.stop()
  }
}

/** Computes the costs from the loads of {@link FITTED}. */
function fit(measured: (one: Case) => number): Costs {
  const [none, ten, three] = FITTED.map(measured) as [number, number, number]
  // The bus costs a sender and a receiver together; only their sum matters for all nodes.
  return { publish: none, delivery: (ten - none) / 10, busOut: (three - none) / 2, busIn: 0 }
}

function report(proxied: Way, measured: (one: Case) => number): void {
  const costs = fit(measured)
  console.log(paint('bold', `\n${proxied.name}`))
  console.log(
    `  publish ${costs.publish.toFixed(2)} µs, delivery ${costs.delivery.toFixed(2)} µs, bus message ${(costs.busOut + costs.busIn).toFixed(2)} µs`,
  )
  const rows = HELD_OUT.map((one) => {
    const predicted = serverMicroseconds(costs, { ...one, replicas: 0 })
    const actual = measured(one)
    const within = Math.abs(predicted / actual - 1) <= TOLERATED
    return [
      one.name,
      predicted.toFixed(2),
      actual.toFixed(2),
      paint(within ? 'green' : 'red', errorText(predicted, actual)),
    ]
  })
  console.log(columns([['not fitted', 'predicted µs', 'measured µs', 'error'], ...rows], { indent: 2 }))
}

async function microseconds(
  cluster: Cluster,
  nodes: readonly ClusterNode[],
  one: Case,
  proxied: Way,
): Promise<number> {
  const sharded = one.kind === 'sharded'
  const channels = nodes.map((node) => cluster.channelOn(node, 'c'))
  // Plain channels have their subscribers on all nodes by turns; sharded ones each on its own.
  const subscribers = await Subscribers.open(
    sharded
      ? nodes.flatMap(({ port }, i) =>
          repeat(one.subscribers, () => ({ port, channel: channels[i]!, command: 'SSUBSCRIBE' as const })),
        )
      : repeat(one.subscribers, (i) => ({
          port: nodes[i % nodes.length]!.port,
          channel: 'c',
          command: 'SUBSCRIBE' as const,
        })),
  )
  const targets: Target[] = (one.at === 'first' ? nodes.slice(0, 1) : nodes).map(({ port }, i) => ({
    port,
    command: sharded ? 'SPUBLISH' : 'PUBLISH',
    channel: sharded ? channels[i]! : 'c',
  }))
  try {
    const before = await processorTime(cluster, nodes)
    const count = await publish(repeat(proxied.connections, () => targets).flat(), PAYLOAD, {
      depth: proxied.depth,
      ms: ROUND_MS,
    })
    await subscribers.idle()
    return ((await processorTime(cluster, nodes)) - before) / count
  } finally {
    subscribers.close()
  }
}

function repeat<T>(times: number, make: (index: number) => T): T[] {
  return Array.from({ length: times }, (_, i) => make(i))
}
