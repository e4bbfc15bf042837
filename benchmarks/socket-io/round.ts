import { CountingSocket } from './counting-socket.ts'
import type { ServerProcess } from './server-process.ts'

/** How much is sent in one round. The solution lets a socket send 100 requests at once. */
export const LOAD = { sockets: 100, rooms: 5, messagesEach: 40, characters: 100 } as const

/** Milliseconds after which a round has failed. */
const LIMIT = 60_000

/** What one round came to. */
export interface Round {
  readonly deliveriesPerSecond: number
  /** Microseconds of processor time that the servers took for one delivery. */
  readonly cpuPerDelivery: number
}

/**
 * New sockets on the servers, in turn; all of them in rooms; then every socket sends all its messages at once.
 *
 * @returns Measured from the first message to the last delivery.
 * @throws When not everything arrives.
 */
export async function playRound(servers: readonly ServerProcess[]): Promise<Round> {
  const due = LOAD.sockets * LOAD.messagesEach * (LOAD.sockets / LOAD.rooms)
  let arrived = 0
  let done = () => {}
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  const count = () => {
    arrived += 1
    if (arrived === due) done()
  }
  const sockets = await Promise.all(
    Array.from({ length: LOAD.sockets }, (_, index) =>
      CountingSocket.open(servers[index % servers.length]!.port, `user ${index}`, count),
    ),
  )
  // Each room has half of its members on each server.
  const roomOf = (index: number) => `room ${Math.floor(index / servers.length) % LOAD.rooms}`
  let timer: NodeJS.Timeout | undefined
  try {
    await Promise.all(sockets.map((socket, index) => socket.join(roomOf(index))))
    const text = 'x'.repeat(LOAD.characters)
    const cpuBefore = await cpuOf(servers)
    const start = performance.now()
    for (let turn = 0; turn < LOAD.messagesEach; turn++) {
      for (const [index, socket] of sockets.entries()) socket.say(roomOf(index), text)
    }
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`only ${arrived} of ${due} copies arrived`)), LIMIT)
    })
    await Promise.race([all, tooLong])
    const seconds = (performance.now() - start) / 1000
    const cpu = (await cpuOf(servers)) - cpuBefore
    if (arrived !== due) throw new Error(`${arrived} copies arrived, and ${due} were due`)
    return { deliveriesPerSecond: due / seconds, cpuPerDelivery: (cpu * 1000) / due }
  } finally {
    clearTimeout(timer)
    for (const socket of sockets) socket.close()
  }
}

async function cpuOf(servers: readonly ServerProcess[]): Promise<number> {
  const each = await Promise.all(servers.map((server) => server.cpu()))
  return each.reduce((sum, milliseconds) => sum + milliseconds, 0)
}
