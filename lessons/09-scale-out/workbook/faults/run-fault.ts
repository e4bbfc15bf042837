import type { Client } from '#shared/core/manifest.ts'
import type { ClusterNode, OwnCluster } from '#shared/redis/cluster/cluster.ts'
import { type Counts, Room } from './room.ts'

/** Messages that go first, so that everything is connected. */
const BEFORE = 50
/** How long a client may take to receive again, in milliseconds. It's what the lesson's contract demands, and room for load. */
const AGAIN_WITHIN_MS = 20_000
/** How long messages are published after all clients receive again, in milliseconds. */
const AFTER_MS = 500

/** One client's room after a fault. */
export interface RoomResult {
  readonly client: Client
  readonly channel: string
  readonly counts: Counts
  /** Milliseconds from the fault until messages published after it arrived; undefined if none did. */
  readonly againMs: number | undefined
}

/** A fault, while rooms are busy. */
export interface FaultRun {
  readonly cluster: OwnCluster
  readonly clients: readonly Client[]
  /** The node that has the fault. All rooms have one slot, which this master owns. */
  readonly master: ClusterNode
  /** Causes the fault. Resolves when the old master is out of the way. */
  cause(channel: string): Promise<void>
  /** Takes what happens, with the milliseconds since the fault. */
  tell?(ms: number, text: string): void
}

/** Lets each client publish to a room of its own, causes the fault, and counts what happens to the messages. */
export async function runFault({ cluster, clients, master, cause, tell }: FaultRun): Promise<RoomResult[]> {
  const tag = cluster.channelOn(master, 'room:')
  const reported = new Set<string>()
  let since = performance.now()
  const rooms: { client: Client; room: Room; againMs?: number }[] = []
  try {
    for (const client of clients) {
      const channel = `{${tag}}:${client}`
      const room = await Room.open(client, channel, cluster.urls, ({ kind }) => {
        const what = `${client} reports problems of the kind ${kind}`
        if (!reported.has(what)) tell?.(performance.now() - since, what)
        reported.add(what)
      })
      rooms.push({ client, room })
    }
    for (const { room } of rooms) room.begin()
    await until(() => rooms.every(({ room }) => room.received >= BEFORE))
    reported.clear()
    since = performance.now()
    await cause(tag)
    const done = performance.now()
    const again = until(() => {
      for (const one of rooms) {
        const againMs = one.room.againAfter(since, done)
        if (one.againMs !== undefined || againMs === undefined) continue
        one.againMs = againMs
        tell?.(performance.now() - since, `${one.client} receives messages again`)
      }
      return rooms.every(({ againMs }) => againMs !== undefined)
    })
    await again.catch(() => {})
    const from = rooms.map(({ room }) => room.published)
    await until(() => rooms.every(({ room }, i) => room.published - from[i]! >= AFTER_MS / 20))
    return await Promise.all(
      rooms.map(async ({ client, room, againMs }) => {
        const counts = await room.finish()
        return { client, channel: room.channel, counts, againMs }
      }),
    )
  } finally {
    await Promise.all(rooms.map(({ room }) => room.close()))
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + AGAIN_WITHIN_MS
  while (!condition()) {
    if (performance.now() > end) throw new Error("Messages don't arrive.")
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
