import { Cluster as ClusterClient } from 'ioredis'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Cluster } from '#shared/redis/cluster/cluster.ts'
import { decode, encode } from './given/numbered.ts'
import { parseSeeds } from './given/seeds.ts'

const EVERY_MS = 20

/** Publishes numbered messages to a sharded channel, one after the other, whatever happens to the cluster. */
export class Traffic {
  /** The number of the last message. */
  sent = 0
  readonly #channel: string
  readonly #client: ClusterClient
  readonly #timer: NodeJS.Timeout

  constructor(context: Pick<CheckContext, 'cleanup'>, { urls }: Cluster, channel: string) {
    const { seeds, signIn, tls } = parseSeeds(urls)
    this.#channel = channel
    this.#client = new ClusterClient(seeds, { redisOptions: { ...signIn, ...(tls && { tls: {} }) } })
    this.#client.on('error', () => {})
    this.#timer = setInterval(() => this.#send(), EVERY_MS)
    context.cleanup(() => this.stop())
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#client.disconnect()
  }

  #send(): void {
    this.sent += 1
    const message = encode({ sender: 'the check', number: this.sent, text: `message ${this.sent}` })
    // A message that isn't accepted is lost, as many are in a crash.
    this.#client.spublish(this.#channel, message).catch(() => {})
  }
}

/** Remembers the numbers that arrive, before they are passed on. */
export function tap(receive: (message: string, channel: string) => unknown) {
  const numbers: number[] = []
  const handler = (message: string, channel: string) => {
    numbers.push(decode(message).number)
    return receive(message, channel) as undefined
  }
  return { handler, numbers }
}

/** The numbers between the first and the highest that arrived, without those that did. */
export function missingIn(numbers: readonly number[]): number[] {
  const arrived = new Set(numbers)
  const missing: number[] = []
  for (let number = numbers[0] ?? 0; number < Math.max(...numbers); number++) {
    if (!arrived.has(number) && number > numbers[0]!) missing.push(number)
  }
  return missing
}
