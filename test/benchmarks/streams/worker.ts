import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Begin } from './solution.ts'

export const LOAD = { entries: 4_000, count: 100, characters: 100 }

const GROUP = 'workers'
/** Adds many entries at one moment, so that nobody reads while they are written. */
const FILL = `
for n = 1, tonumber(ARGV[1]) do
  redis.call('XADD', KEYS[1], '*', 'key', 'key ' .. n, 'n', n, 'text', ARGV[2])
end`

/** From the first entry that is handled until Redis knows that all are. */
export interface Round {
  readonly entriesPerSecond: number
  /** Microseconds of processor time in the consumer's process. */
  readonly cpuPerEntry: number
}

/** One candidate with a stream of its own. It waits for entries while another one plays. */
export class BenchWorker {
  readonly #redis: Redis
  readonly #stream = `bench:${randomUUID()}`
  readonly #text = 'x'.repeat(LOAD.characters)
  #stop: (() => Promise<void>) | undefined
  #handled = 0
  #from = 0
  #cpuBefore = process.cpuUsage()
  #onAllHandled = () => {}

  private constructor(redis: Redis) {
    this.#redis = redis
  }

  /** @param url The server that `redis` is connected to. */
  static async open(begin: Begin, redis: Redis, url: string): Promise<BenchWorker> {
    const lane = new BenchWorker(redis)
    await redis.xgroup('CREATE', lane.#stream, GROUP, '0', 'MKSTREAM')
    lane.#stop = await begin({
      url,
      stream: lane.#stream,
      group: GROUP,
      name: 'one',
      count: LOAD.count,
      handle: () => lane.#handle(),
    })
    return lane
  }

  async play(): Promise<Round> {
    const allHandled = new Promise<void>((resolve) => {
      this.#onAllHandled = resolve
    })
    this.#handled = 0
    await this.#redis.eval(FILL, 1, this.#stream, LOAD.entries, this.#text)
    await allHandled
    while ((await this.#pending()) > 0) {}
    const seconds = (performance.now() - this.#from) / 1000
    const { user, system } = process.cpuUsage(this.#cpuBefore)
    await this.#redis.xtrim(this.#stream, 'MAXLEN', 0)
    if (this.#handled !== LOAD.entries) {
      throw new Error(`${this.#handled} entries were handled of ${LOAD.entries}`)
    }
    return { entriesPerSecond: LOAD.entries / seconds, cpuPerEntry: (user + system) / LOAD.entries }
  }

  async close(): Promise<void> {
    await this.#stop?.()
  }

  /** It takes no time, so that all the time is the consumer's. */
  #handle(): void {
    if (this.#handled === 0) {
      this.#from = performance.now()
      this.#cpuBefore = process.cpuUsage()
    }
    this.#handled++
    if (this.#handled === LOAD.entries) this.#onAllHandled()
  }

  async #pending(): Promise<number> {
    const [count] = (await this.#redis.xpending(this.#stream, GROUP)) as [number]
    return count
  }
}
