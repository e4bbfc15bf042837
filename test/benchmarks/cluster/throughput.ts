import { Cluster } from 'ioredis'
import { createCluster } from 'redis'
import type { Client } from '../../../shared/core/manifest.ts'
import { columns } from '../../../shared/core/terminal.mjs'
import type { OwnCluster } from '../../../shared/redis/cluster/cluster.ts'
import { startCluster } from '../../../shared/redis/cluster/open-cluster.ts'
import { median, Subscribers } from './load.ts'
import { processorTime } from './nodes.ts'

const ROUNDS = 9
const ROUND_MS = 1000
const IN_FLIGHT = 200
const PAYLOAD = 'x'.repeat(100)
const KINDS = ['PUBLISH', 'SPUBLISH'] as const

type Kind = (typeof KINDS)[number]

interface Round {
  readonly perSecond: number
  readonly serverMicroseconds: number
}

interface Publisher {
  send(kind: Kind, channel: string): Promise<unknown>
  close(): void
}

/** Compares PUBLISH and SPUBLISH on three masters, by turns in one run. */
export async function measureThroughput(clients: readonly Client[]): Promise<void> {
  console.log(
    `Publishing on 3 masters, one subscriber for each of 3 channels, ${IN_FLIGHT} calls in flight: medians of ${ROUNDS} rounds each, by turns`,
  )
  const cluster = await startCluster({ replicas: 0, nodeTimeout: 15_000 })
  try {
    const rows: string[][] = []
    for (const client of clients) {
      const publisher = await publisherOf(client, cluster.urls)
      const rounds: Record<Kind, Round[]> = { PUBLISH: [], SPUBLISH: [] }
      try {
        for (let round = 0; round <= ROUNDS; round++) {
          const order = round % 2 === 0 ? KINDS : [...KINDS].reverse()
          for (const kind of order) {
            const result = await play(cluster, publisher, kind)
            // The first one is for compiling.
            if (round > 0) rounds[kind].push(result)
          }
        }
      } finally {
        publisher.close()
      }
      const of = (kind: Kind, what: keyof Round) => rounds[kind].map((round) => round[what])
      for (const kind of KINDS) {
        rows.push([
          client,
          kind,
          Math.round(median(of(kind, 'perSecond'))).toLocaleString('en'),
          median(of(kind, 'serverMicroseconds')).toFixed(1),
        ])
      }
      const ratio = (what: keyof Round) =>
        median(of('SPUBLISH', what).map((value, i) => value / of('PUBLISH', what)[i]!)).toFixed(2)
      rows.push([client, 'SPUBLISH : PUBLISH', ratio('perSecond'), ratio('serverMicroseconds')])
    }
    console.log(columns([['', '', 'calls per second', 'µs of all servers per call'], ...rows], { indent: 2 }))
  } finally {
    await cluster.stop()
  }
}

async function play(cluster: OwnCluster, publisher: Publisher, kind: Kind): Promise<Round> {
  const nodes = await cluster.nodes()
  const channels = nodes.map((node) => cluster.channelOn(node, 'news:'))
  const command = kind === 'PUBLISH' ? 'SUBSCRIBE' : 'SSUBSCRIBE'
  const subscribers = await Subscribers.open(
    nodes.map(({ port }, i) => ({ port, channel: channels[i]!, command })),
  )
  try {
    const before = await processorTime(cluster, nodes)
    const begin = performance.now()
    let calls = 0
    const lane = async () => {
      while (performance.now() - begin < ROUND_MS) {
        await publisher.send(kind, channels[calls % channels.length]!)
        calls += 1
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane))
    const seconds = (performance.now() - begin) / 1000
    await subscribers.idle()
    const used = (await processorTime(cluster, nodes)) - before
    return { perSecond: calls / seconds, serverMicroseconds: used / calls }
  } finally {
    subscribers.close()
  }
}

async function publisherOf(client: Client, urls: readonly string[]): Promise<Publisher> {
  if (client === 'node-redis') {
    const cluster = createCluster({ rootNodes: urls.map((url) => ({ url })) })
    cluster.on('error', () => {})
    await cluster.connect()
    return {
      send: (kind, channel) =>
        kind === 'PUBLISH' ? cluster.publish(channel, PAYLOAD) : cluster.sPublish(channel, PAYLOAD),
      close: () => cluster.destroy(),
    }
  }
  const cluster = new Cluster([...urls], { lazyConnect: true })
  cluster.on('error', () => {})
  await cluster.connect()
  return {
    send: (kind, channel) =>
      kind === 'PUBLISH' ? cluster.publish(channel, PAYLOAD) : cluster.spublish(channel, PAYLOAD),
    close: () => cluster.disconnect(),
  }
}
