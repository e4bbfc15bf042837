/** Publishes while Redis is unreachable, in a process of its own, and measures its event loop. `bench.ts` starts it. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Redis } from 'ioredis'
import { createClient } from 'redis'
import { connect as connectIoredis } from '../../../solutions/01-basic-pubsub/ioredis.ts'
import { connect as connectNodeRedis } from '../../../solutions/01-basic-pubsub/node-redis.ts'

/** Publishes one message. */
type Publish = (channel: string, text: string) => Promise<number>

/** What publishes, by its name. */
export const CANDIDATES = {
  'node-redis, lesson 01': async (url) => (await connectNodeRedis(baseOf(url))).publish,
  'node-redis, by default': async (url) => {
    const client = createClient({ url })
    client.on('error', () => {})
    await client.connect()
    return (channel, text) => client.publish(channel, text)
  },
  'ioredis, lesson 01': async (url) => (await connectIoredis(baseOf(url))).publish,
  'ioredis, by default': async (url) => {
    const client = new Redis(url)
    client.on('error', () => {})
    await new Promise<void>((resolve) => client.once('ready', resolve))
    return (channel, text) => client.publish(channel, text)
  },
} satisfies Record<string, (url: string) => Promise<Publish>>

export type Name = keyof typeof CANDIDATES

/** What an outage did to one candidate. */
export interface Figures {
  /** Every promise has settled. */
  readonly what: 'settled'
  readonly rejected: number
  /** How long the slowest call waited. */
  readonly slowestMs: number
  /** The longest time for which nothing else could run. */
  readonly blockedMs: number
}

/** What the process tells. */
export type Told = { readonly what: 'ready' } | Figures

/** How many messages are published in one turn of the event loop. */
const PER_TURN = 100
/** How often the event loop is looked at, in milliseconds. */
const RESOLUTION_MS = 5

function baseOf(url: string) {
  return { url, namespace: '', report: () => {} }
}

async function measure(publish: Publish, count: number): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  let rejected = 0
  let slowestMs = 0
  const one = async (text: string) => {
    const before = performance.now()
    await publish('news', text).catch(() => rejected++)
    slowestMs = Math.max(slowestMs, performance.now() - before)
  }
  delay.enable()
  const sending: Promise<void>[] = []
  for (let at = 0; at < count; at++) {
    sending.push(one(`message ${at}`))
    if (at % PER_TURN === PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve))
  }
  await Promise.all(sending)
  // The last turn is to be seen as well.
  await new Promise((resolve) => setTimeout(resolve, 2 * RESOLUTION_MS))
  delay.disable()
  tell({ what: 'settled', rejected, slowestMs, blockedMs: delay.max / 1e6 - RESOLUTION_MS })
}

function tell(told: Told): void {
  process.send?.(told)
}

const [name, count] = process.argv.slice(2)
// Imported for its names only, it does nothing.
if (process.send && name && name in CANDIDATES) {
  const publish = await CANDIDATES[name as Name](process.env.BENCH_REDIS ?? '')
  process.once('message', () => void measure(publish, Number(count)))
  process.on('disconnect', () => process.exit())
  tell({ what: 'ready' })
}
