import type { ConnectOptions } from '#shared/lesson/connect-options.ts'
import type { PubSub, PubSubModule } from '../../../02-patterns/contract.ts'

/** How often a guest enters or leaves a room, in milliseconds, on average. */
const VISIT_MS = 2500
/** Messages a second, on average. */
const RATES: Readonly<Record<string, number>> = {
  orders: 6,
  'chat:kitchen': 3,
  'chat:garden': 1.5,
  news: 0.5,
}
/** The rooms that guests enter and leave. */
const ROOMS = ['chat:kitchen', 'chat:garden']
const MOST_GUESTS = 4

/** Simulated programs that communicate through Redis, so that the view has something to show. */
export interface TrafficGenerator {
  close(): Promise<void>
}

/** Starts the town, on connections of its own. */
export async function generateTraffic(
  base: ConnectOptions,
  connect: PubSubModule['connect'],
): Promise<TrafficGenerator> {
  const timers = new Set<NodeJS.Timeout>()
  const [office, ...guests] = await Promise.all(Array.from({ length: 1 + MOST_GUESTS }, () => connect(base)))
  let closed = false
  const ignore = () => {}
  const failed = (error: unknown) => base.report({ kind: 'connection', error })

  /** Repeats some work at random intervals. */
  function nowAndThen(averageMs: number, work: () => Promise<unknown>): void {
    const timer = setTimeout(
      () => {
        timers.delete(timer)
        if (closed) return
        work().catch(failed)
        nowAndThen(averageMs, work)
      },
      -Math.log(1 - Math.random()) * averageMs,
    )
    timers.add(timer)
  }

  const visits = new Map<PubSub, string>()
  async function comeOrGo(): Promise<void> {
    const guest = guests[Math.floor(Math.random() * guests.length)]!
    const room = visits.get(guest)
    if (room) {
      visits.delete(guest)
      await guest.unsubscribe(room, ignore)
    } else {
      const next = base.namespace + ROOMS[Math.floor(Math.random() * ROOMS.length)]
      visits.set(guest, next)
      await guest.subscribe(next, ignore)
    }
  }

  await office!.psubscribe(`${base.namespace}order*`, ignore)
  await comeOrGo()
  for (const [channel, rate] of Object.entries(RATES)) {
    nowAndThen(1000 / rate, () => office!.publish(base.namespace + channel, `something about ${channel}`))
  }
  nowAndThen(VISIT_MS, comeOrGo)

  return {
    async close() {
      closed = true
      for (const timer of timers) clearTimeout(timer)
      await Promise.all([office!, ...guests].map((one) => one.close()))
    },
  }
}
