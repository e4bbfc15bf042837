import { columns } from '../../../shared/core/terminal.mjs'
import { startCluster } from '../../../shared/redis/cluster/open-cluster.ts'
import { publish } from './load.ts'
import { BUS_HEADER, busTargets } from './model.ts'
import { busBytes, busPortsOf, sums } from './nodes.ts'

const SIZES = [
  { masters: 3, replicas: 0 },
  { masters: 6, replicas: 0 },
  { masters: 9, replicas: 0 },
  { masters: 3, replicas: 1 },
] as const
/** Messages of each kind. They are published one after the other, on ten connections. */
const FOR_MS = 300
const CONNECTIONS = 10
const PAYLOAD = 'x'.repeat(500)

/** Counts the messages on the cluster bus for each PUBLISH and each SPUBLISH. */
export async function measureBus(): Promise<void> {
  const rows: string[][] = []
  for (const { masters, replicas } of SIZES) {
    const cluster = await startCluster({ masters, replicas, nodeTimeout: 15_000 })
    try {
      const nodes = await cluster.nodes()
      const ports = await busPortsOf(cluster)
      const channel = cluster.channelOn(nodes[0]!, 'news:')
      for (const kind of ['plain', 'sharded'] as const) {
        const counter = kind === 'plain' ? 'publish' : 'publishshard'
        const command = kind === 'plain' ? 'PUBLISH' : 'SPUBLISH'
        const received = async () =>
          (await sums(cluster, nodes))(`cluster_stats_messages_${counter}_received`)
        const [before, bytesBefore] = [await received(), busBytes(ports)]
        const target = { port: nodes[0]!.port, command, channel } as const
        const count = await publish(
          Array.from({ length: CONNECTIONS }, () => target),
          PAYLOAD,
          { depth: 1, ms: FOR_MS },
        )
        const expected = count * busTargets({ kind, masters, replicas })
        const until = Date.now() + 5000
        let messages = 0
        while (Date.now() < until && messages < expected) messages = (await received()) - before
        const bytes = busBytes(ports)
        const perMessage = messages > 0 && bytes !== undefined ? (bytes - bytesBefore!) / messages : undefined
        const predicted = BUS_HEADER + channel.length + PAYLOAD.length
        rows.push([
          `${masters} + ${masters * replicas}`,
          command,
          count.toLocaleString('en'),
          (messages / count).toFixed(3),
          perMessage === undefined ? '' : perMessage.toFixed(0),
          perMessage === undefined ? '' : `${predicted} (${errorText(predicted, perMessage)})`,
        ])
      }
    } finally {
      await cluster.stop()
    }
  }
  console.log(
    'Messages on the cluster bus, as CLUSTER INFO counts them, and their bytes as the kernel counts them',
  )
  console.log(
    columns(
      [
        ['masters + replicas', 'command', 'times', 'bus messages each', 'bytes each', 'by the model'],
        ...rows,
      ],
      { indent: 2 },
    ),
  )
}

/** For example `+3%`. */
export function errorText(predicted: number, measured: number): string {
  const percent = Math.round((predicted / measured - 1) * 100)
  return `${percent > 0 ? '+' : ''}${percent}%`
}
