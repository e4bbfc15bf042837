import { CountingSocket } from './counting-socket.ts'
import type { ServerProcess } from './server-process.ts'

/**
 * How much is sent in one round. The solution lets a socket send 100 requests at once and 50 a second over and
 * over, so this is never too much.
 */
export const LOAD = { sockets: 100, rooms: 5, messagesEach: 15, characters: 100 } as const

/** Copies that one round brings. */
const DUE = LOAD.sockets * LOAD.messagesEach * (LOAD.sockets / LOAD.rooms)
/** Milliseconds after which a round has failed. */
const LIMIT = 60_000

/** What one round came to. */
export interface Round {
  readonly deliveriesPerSecond: number
  /** Microseconds of processor time that the servers took for one delivery. */
  readonly cpuPerDelivery: number
}

/** The servers of one candidate, and sockets that have joined rooms on them. */
export class BenchRun {
  readonly #servers: readonly ServerProcess[]
  readonly #sockets: CountingSocket[] = []
  #arrived = 0
  #whenAll = () => {}

  constructor(servers: readonly ServerProcess[]) {
    this.#servers = servers
  }

  /** Connects the sockets to the servers, in turn, and lets each join a room. */
  async open(): Promise<void> {
    const servers = this.#servers
    for (let index = 0; index < LOAD.sockets; index++) {
      const { port } = servers[index % servers.length]!
      const socket = await CountingSocket.open(port, `user ${index}`, () => this.#count())
      this.#sockets.push(socket)
      await socket.join(this.#roomOf(index))
    }
  }

  /**
   * Every socket sends all its messages at once.
   *
   * @returns Measured from the first message to the last delivery.
   * @throws When not everything arrives.
   */
  async play(): Promise<Round> {
    const text = 'x'.repeat(LOAD.characters)
    const cpuBefore = await this.#cpu()
    this.#arrived = 0
    let timer: NodeJS.Timeout | undefined
    const all = new Promise<void>((resolve, reject) => {
      this.#whenAll = resolve
      const fail = () => reject(new Error(`only ${this.#arrived} of ${DUE} copies arrived`))
      timer = setTimeout(fail, LIMIT)
    })
    const start = performance.now()
    for (let turn = 0; turn < LOAD.messagesEach; turn++) {
      for (const [index, socket] of this.#sockets.entries()) socket.say(this.#roomOf(index), text)
    }
    await all.finally(() => clearTimeout(timer))
    const seconds = (performance.now() - start) / 1000
    const cpu = (await this.#cpu()) - cpuBefore
    if (this.#arrived !== DUE) throw new Error(`${this.#arrived} copies arrived, and ${DUE} were due`)
    return { deliveriesPerSecond: DUE / seconds, cpuPerDelivery: (cpu * 1000) / DUE }
  }

  close(): void {
    for (const socket of this.#sockets) socket.close()
  }

  #count(): void {
    this.#arrived += 1
    if (this.#arrived === DUE) this.#whenAll()
  }

  /** Each room has half of its members on each server. */
  #roomOf(index: number): string {
    return `room ${Math.floor(index / this.#servers.length) % LOAD.rooms}`
  }

  /** Milliseconds. */
  async #cpu(): Promise<number> {
    const each = await Promise.all(this.#servers.map((server) => server.cpu()))
    return each.reduce((sum, milliseconds) => sum + milliseconds, 0)
  }
}
