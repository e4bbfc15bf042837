import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Health } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { TestBed } from '../test-bed.ts'

/** How long the canary rests between two rounds, in milliseconds. */
export const RESTS_MS = 200

/** How long a canary that should be late is blocked, and the monitor's pause in that check, in milliseconds. */
const HELD_UP_MS = 800

/** How often the process is busy when a canary arrives. */
const BLOCKED_TIMES = 4

export const canaryChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-up',
    task: '07.2',
    title: 'canaries travel on the given connections, one after another, and come back',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const connections = bed.traffic.connections
      const began = { at: performance.now(), date: Date.now() }
      const watched = await bed.monitor()
      const first = watched.monitor.health()
      looksRight(context, first, began)
      context.equal('the status', first.status, 'up')
      await bed.rounds(watched, 3)
      looksRight(context, watched.monitor.health(), began)
      context.equal('the status', watched.monitor.health().status, 'up')
      const channels = new Set(bed.sent.map(({ channel }) => channel))
      if (bed.sent.length < 4 || bed.traffic.delivered < 4) {
        context.fail(
          `health() changed 4 times; ${bed.sent.length} canaries were published to channels that begin with ` +
            `${bed.namespace}canary:, and ${bed.traffic.delivered} came back`,
        )
      }
      context.equal('the number of channels used for canaries', channels.size, 1)
      const [channel = ''] = channels
      if (channel === `${bed.namespace}canary:`) context.fail('every monitor would use this channel')
      context.equal("PUBSUB NUMSUB of the canary's channel", await context.subscribers(channel), 1)
      context.equal('connections opened by the monitor', bed.traffic.connections - connections, 0, {
        cause: 'You open connections of your own, which say nothing about those of the application.',
      })
      context.equal('pubsub was closed', bed.lent.closed, false, {
        cause: 'You close pubsub, which belongs to the caller.',
      })
    },
  },
  {
    id: '07.2-down',
    task: '07.2',
    title: 'the status is down while no message arrives, although PUBLISH returns 1, and up afterwards',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      bed.note('messages from Redis to subscribers are blocked')
      bed.proxied.proxy.stall(subscribers)
      const trusting = 'You trust publish(), which only counts subscriptions. Wait for the message itself.'
      const cause = ({ status }: Health) => (status === 'up' ? trusting : undefined)
      const health = await bed.says(watched, 'down', { cause })
      context.equal('latencyMs', health.latencyMs, null)
      // On a busy machine, publish() itself can take too long once.
      const changes = watched.changes.length
      await bed.rounds(watched, 2)
      context.equal('the status two canaries later', watched.monitor.health().status, 'down', {
        cause: trusting,
      })
      context.equal('changes in the meantime', watched.changes.slice(changes), [], { cause: trusting })
      const channel = bed.sent.at(-1)?.channel ?? ''
      context.equal(
        "PUBSUB NUMSUB of the canary's channel, which looks fine",
        await context.subscribers(channel),
        1,
      )
      bed.note('messages are no longer blocked')
      bed.proxied.proxy.resume()
      const { latencyMs } = await bed.says(watched, 'up')
      if (typeof latencyMs !== 'number') context.fail(`up, and latencyMs is ${String(latencyMs)}`)
    },
  },
  {
    id: '07.2-degraded',
    task: '07.2',
    needsReconnect: true,
    title: 'the status is degraded if a canary comes back late, and latencyMs says how late',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ degradedAfterMs: bed.limitMs, everyMs: RESTS_MS })
      await bed.says(watched, 'up')
      bed.note('messages from Redis to subscribers are blocked')
      const from = performance.now()
      bed.proxied.proxy.stall(subscribers)
      const canary = bed.sent.length
      await context.until('another canary is published', () => bed.sent.length > canary)
      const sentAt = bed.sent[canary]!.at
      await context.until('enough time has passed', () => performance.now() - sentAt > HELD_UP_MS)
      bed.note('messages are no longer blocked')
      const told = watched.changes.length
      bed.proxied.proxy.resume()
      const tookLong = ({ latencyMs }: Health) => latencyMs !== null && latencyMs >= HELD_UP_MS
      let health: Health | undefined
      await context.until(
        `health() says that a canary took more than ${HELD_UP_MS} ms`,
        () => {
          const changes = watched.changes.slice(told).map(({ copy }) => copy)
          health = [watched.monitor.health(), ...changes].find(tookLong)
          return health
        },
        { cause: 'Take the time before you publish, and again when the message arrives.' },
      )
      context.equal('the status', health?.status, 'degraded', {
        cause: (got) =>
          got === 'down'
            ? 'You treat a late canary as a missing one.'
            : "You don't compare latencyMs with degradedAfterMs.",
      })
      // An older canary would have a greater latency.
      const longest = performance.now() - from + RESTS_MS
      if (health!.latencyMs! > longest) {
        context.fail(
          `no canary was published more than ${longest.toFixed(0)} ms ago, and latencyMs is ${health!.latencyMs}`,
        )
      }
      await bed.says(watched, 'up')
    },
  },
  {
    id: '07.2-late',
    task: '07.2',
    title: 'a canary that arrives after downAfterMs is ignored',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      bed.note('messages from Redis to subscribers are blocked')
      bed.proxied.proxy.stall(subscribers)
      await bed.says(watched, 'down')
      await bed.rounds(watched, 2)
      bed.note('publish() resolves with 1, but nothing is published')
      bed.lent.faults.add('swallow')
      await bed.awaitsCanary()
      const last = bed.sent.at(-1)?.at ?? 0
      await context.until('all canaries are missing', () => performance.now() - last > 2 * bed.limitMs)
      await bed.awaitsCanary()
      const changes = watched.changes.length
      bed.note('the blocked messages arrive')
      bed.proxied.proxy.resume()
      await bed.allArrived()
      await bed.rounds(watched, 2)
      const cause = 'You mistake an old canary for the latest one. Give each canary an ID.'
      context.equal('the status', watched.monitor.health().status, 'down', { cause })
      const later = watched.changes.slice(changes).map(({ copy }) => copy.status)
      context.equal('changes of the status after late canaries arrived', later, [], { cause })
      bed.note('canaries are published again')
      bed.lent.faults.clear()
      await bed.says(watched, 'up')
    },
  },
  {
    id: '07.2-limit',
    task: '07.2',
    title: 'a canary that arrives after downAfterMs is missing, even if the process was busy until then',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const limit = 30
      let blocked = 0
      bed.proxied.proxy.addListener((event) => {
        // Redis has delivered it, but the process is busy for a while.
        const isCanary = event.what === 'delivered' && event.channel.startsWith(`${bed.namespace}canary:`)
        const isYoung = isCanary && performance.now() - (bed.sent.at(-1)?.at ?? 0) < limit / 2
        if (isYoung && blocked++ < BLOCKED_TIMES) block(2 * limit)
      })
      const watched = await bed.monitor({ downAfterMs: limit, everyMs: 5 })
      const seen: Health[] = [watched.monitor.health()]
      await context.until('some canaries arrive while the process is busy', () => {
        seen.push(watched.monitor.health())
        return blocked >= BLOCKED_TIMES
      })
      await bed.rounds(watched)
      const late = [...seen, ...watched.changes.map(({ copy }) => copy)].find(
        ({ latencyMs }) => latencyMs !== null && latencyMs > limit,
      )
      context.equal(`a health with latencyMs above downAfterMs, which is ${limit}`, late, undefined, {
        cause:
          'You rely on a timer, which a busy process runs late. Compare the latency with downAfterMs as well.',
      })
    },
  },
]

/** Keeps the process busy for this many milliseconds. */
function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** Fails unless a health has the form that the contract describes. */
function looksRight(context: CheckContext, health: Health, began: { at: number; date: number }): void {
  const keys = Object.keys(health ?? {}).sort()
  context.equal('the fields of health()', keys, ['checkedAt', 'latencyMs', 'status'])
  const { latencyMs, checkedAt } = health
  const longest = performance.now() - began.at
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0 && latencyMs <= longest)) {
    context.fail(
      `latencyMs should be the latency of a canary, at most ${longest.toFixed(1)}, but is ${String(latencyMs)}`,
    )
  }
  const isDate = typeof checkedAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(checkedAt)
  const at = isDate ? Date.parse(checkedAt) : Number.NaN
  // The two clocks may differ by a little.
  if (!(at >= began.date - 1000 && at <= Date.now() + 1000)) {
    context.fail(`checkedAt should be the time as an ISO 8601 date, but is ${JSON.stringify(checkedAt)}`)
  }
}
