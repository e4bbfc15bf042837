import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Health } from '../../contract.ts'
import { Station } from '../station.ts'
import type { Subject } from '../subject.ts'

/** How long a canary that should be late is blocked, and the monitor's pause in that check, in milliseconds. */
const HELD_UP_MS = 800
const RESTS_MS = 200

/** How often the process is busy when a canary arrives. */
const BLOCKED_TIMES = 4

/** Checks of the canary while Redis works, and while a message is late or lost. */
export const canaryChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-up',
    task: '07.2',
    title: 'canaries travel on the given connections, one after another, and come back',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const connections = station.traffic.connections
      const began = { at: performance.now(), date: Date.now() }
      const watched = await station.monitor()
      const first = watched.monitor.health()
      looksRight(kit, first, began)
      kit.equal('the status', first.status, 'up')
      await station.rounds(watched, 3)
      looksRight(kit, watched.monitor.health(), began)
      kit.equal('the status', watched.monitor.health().status, 'up')
      const channels = new Set(station.sent.map(({ channel }) => channel))
      if (station.sent.length < 4 || station.traffic.delivered < 4) {
        kit.fail(
          `health() changed 4 times; ${station.sent.length} canaries were published to channels that begin with ` +
            `${station.namespace}canary:, and ${station.traffic.delivered} came back`,
        )
      }
      kit.equal('the number of channels used for canaries', channels.size, 1)
      const [channel = ''] = channels
      if (channel === `${station.namespace}canary:`) kit.fail('every monitor would use this channel')
      kit.equal('PUBSUB NUMSUB of the canary’s channel', await kit.subscribers(channel), 1)
      kit.equal('connections opened by the monitor', station.traffic.connections - connections, 0, {
        cause: 'You open connections of your own, which say nothing about those of the application.',
      })
      kit.equal('pubsub was closed', station.lent.closed, false, {
        cause: 'You close pubsub, which belongs to the caller.',
      })
    },
  },
  {
    id: '07.2-down',
    task: '07.2',
    title: 'the status is down while no message arrives, although PUBLISH returns 1, and up afterwards',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('messages from Redis to subscribers are blocked')
      station.way.proxy.stall(subscribers)
      const trusting = 'You trust publish(), which only counts subscriptions. Wait for the message itself.'
      const cause = ({ status }: Health) => (status === 'up' ? trusting : undefined)
      const health = await station.says(watched, 'down', { cause })
      kit.equal('latencyMs', health.latencyMs, null)
      // On a busy machine, publish() itself can take too long once.
      const changes = watched.changes.length
      await station.rounds(watched, 2)
      kit.equal('the status two canaries later', watched.monitor.health().status, 'down', { cause: trusting })
      kit.equal('changes in the meantime', watched.changes.slice(changes), [], { cause: trusting })
      const channel = station.sent.at(-1)?.channel ?? ''
      kit.equal('PUBSUB NUMSUB of the canary’s channel, which looks fine', await kit.subscribers(channel), 1)
      station.note('messages are no longer blocked')
      station.way.proxy.resume()
      const { latencyMs } = await station.says(watched, 'up')
      if (typeof latencyMs !== 'number') kit.fail(`up, and latencyMs is ${String(latencyMs)}`)
    },
  },
  {
    id: '07.2-degraded',
    task: '07.2',
    waits: true,
    title: 'the status is degraded if a canary comes back late, and latencyMs says how late',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ degradedAfterMs: station.limitMs, everyMs: RESTS_MS })
      await station.says(watched, 'up')
      station.note('messages from Redis to subscribers are blocked')
      const from = performance.now()
      station.way.proxy.stall(subscribers)
      const canary = station.sent.length
      await kit.until('another canary is published', () => station.sent.length > canary)
      const sentAt = station.sent[canary]!.at
      await kit.until('enough time has passed', () => performance.now() - sentAt > HELD_UP_MS)
      station.note('messages are no longer blocked')
      const told = watched.changes.length
      station.way.proxy.resume()
      const tookLong = ({ latencyMs }: Health) => latencyMs !== null && latencyMs >= HELD_UP_MS
      let health: Health | undefined
      await kit.until(
        `health() says that a canary took more than ${HELD_UP_MS} ms`,
        () => {
          const changes = watched.changes.slice(told).map(({ copy }) => copy)
          health = [watched.monitor.health(), ...changes].find(tookLong)
          return health
        },
        { cause: 'Take the time before you publish, and again when the message arrives.' },
      )
      kit.equal('the status', health?.status, 'degraded', {
        cause: (got) =>
          got === 'down'
            ? 'You treat a late canary as a missing one.'
            : 'You don’t compare latencyMs with degradedAfterMs.',
      })
      // An older canary would have a greater latency.
      const longest = performance.now() - from + RESTS_MS
      if (health!.latencyMs! > longest) {
        kit.fail(
          `no canary was published more than ${longest.toFixed(0)} ms ago, and latencyMs is ${health!.latencyMs}`,
        )
      }
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-late',
    task: '07.2',
    title: 'a canary that arrives after downAfterMs is ignored',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('messages from Redis to subscribers are blocked')
      station.way.proxy.stall(subscribers)
      await station.says(watched, 'down')
      await station.rounds(watched, 2)
      station.note('publish() resolves with 1, but nothing is published')
      station.lent.faults.add('swallow')
      await station.awaitsCanary()
      const last = station.sent.at(-1)?.at ?? 0
      await kit.until('all canaries are missing', () => performance.now() - last > 2 * station.limitMs)
      await station.awaitsCanary()
      const changes = watched.changes.length
      station.note('the blocked messages arrive')
      station.way.proxy.resume()
      await station.allArrived()
      await station.rounds(watched, 2)
      const cause = 'You mistake an old canary for the latest one. Give each canary an ID.'
      kit.equal('the status', watched.monitor.health().status, 'down', { cause })
      const later = watched.changes.slice(changes).map(({ copy }) => copy.status)
      kit.equal('changes of the status after late canaries arrived', later, [], { cause })
      station.note('canaries are published again')
      station.lent.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-limit',
    task: '07.2',
    title: 'a canary that arrives after downAfterMs is missing, even if the process was busy until then',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const limit = 30
      let blocked = 0
      station.way.proxy.also((event) => {
        // Redis has delivered it, but the process is busy for a while.
        const isCanary = event.what === 'delivered' && event.channel.startsWith(`${station.namespace}canary:`)
        const isYoung = isCanary && performance.now() - (station.sent.at(-1)?.at ?? 0) < limit / 2
        if (isYoung && blocked++ < BLOCKED_TIMES) block(2 * limit)
      })
      const watched = await station.monitor({ downAfterMs: limit, everyMs: 5 })
      const seen: Health[] = [watched.monitor.health()]
      await kit.until('some canaries arrive while the process is busy', () => {
        seen.push(watched.monitor.health())
        return blocked >= BLOCKED_TIMES
      })
      await station.rounds(watched)
      const late = [...seen, ...watched.changes.map(({ copy }) => copy)].find(
        ({ latencyMs }) => latencyMs !== null && latencyMs > limit,
      )
      kit.equal(`a health with latencyMs above downAfterMs, which is ${limit}`, late, undefined, {
        cause:
          'You rely on a timer, which a busy process runs late. Compare the latency with downAfterMs as well.',
      })
    },
  },
  {
    id: '07.2-rests',
    task: '07.2',
    title: 'the pause between two canaries is everyMs, however long a canary takes',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ everyMs: RESTS_MS })
      await station.says(watched, 'up')
      for (let times = 0; times < 2; times++) {
        await station.rounds(watched)
        const before = station.sent.length
        station.note('messages from Redis to subscribers are blocked')
        station.way.proxy.stall(subscribers)
        await kit.until('another canary is published', () => station.sent.length > before)
        const sentAt = station.sent[before]!.at
        await kit.until(
          'one and a half times everyMs have passed',
          () => performance.now() - sentAt > 1.5 * RESTS_MS,
        )
        kit.equal('canaries published while one was in flight', station.sent.length - before - 1, 0, {
          cause: 'You publish on an interval. Wait until a canary is back or missing.',
        })
        const released = performance.now()
        station.note('messages are no longer blocked')
        station.way.proxy.resume()
        await kit.until('the next canary is sent', () => station.sent.length > before + 1)
        const rested = station.sent[before + 1]!.at - released
        // A timer can be early by a millisecond.
        if (rested < RESTS_MS - 5) {
          kit.fail(`the pause was ${rested.toFixed(0)} ms instead of ${RESTS_MS} ms`, {
            cause: 'You start the pause when you publish. Start it when the canary is back or missing.',
          })
        }
      }
    },
  },
  {
    id: '07.2-foreign',
    task: '07.2',
    title: 'other messages on the canary’s channel are ignored',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      await station.rounds(watched, 2)
      const { channel = '', text = '' } = station.sent[0] ?? {}
      station.note('publish() resolves with 1, but nothing is published')
      station.lent.faults.add('swallow')
      await station.allArrived()
      await station.rounds(watched)
      await station.says(watched, 'down')
      const changes = watched.changes.length
      await station.awaitsCanary()
      const texts = ['', 'null', 'canary', '{"id":1}', String(Date.now()), text]
      for (const foreign of [...texts, ...texts]) await kit.publish(channel, foreign)
      await station.allArrived()
      await station.rounds(watched, 2)
      const cause = 'You mistake another message on the channel for the canary. Compare the ID.'
      kit.equal('the status', watched.monitor.health().status, 'down', { cause })
      const later = watched.changes.slice(changes).map(({ copy }) => copy.status)
      kit.equal('changes of the status after they arrived', later, [], { cause })
      kit.equal('reports', station.way.problems, [])
      station.lent.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-apart',
    task: '07.2',
    title: 'monitors with the same namespace in one process are independent',
    async run(kit, subject) {
      const shop = await Station.open(kit, subject)
      const second = await Station.open(kit, subject, shop.namespace)
      // Without onChange, which may be left out.
      const [one, two, three] = await Promise.all([
        shop.monitor({ downAfterMs: shop.limitMs }, 'monitor 1'),
        shop.monitor({ onChange: undefined } as object, 'monitor 2'),
        second.monitor({}, 'monitor 3'),
      ])
      await shop.says(one, 'up')
      await shop.rounds(one, 2)
      shop.note('messages from Redis to the first application are blocked')
      shop.way.proxy.stall(subscribers)
      await shop.says(one, 'down')
      await second.rounds(three, 3)
      kit.equal('the status of monitor 3, in another application', three.monitor.health().status, 'up')
      kit.equal('the changes of monitor 3', three.changes, [])
      shop.note('messages are no longer blocked')
      shop.way.proxy.resume()
      await shop.says(one, 'up')
      await shop.rounds(two, 2)
      kit.equal('the status of monitor 2', two.monitor.health().status, 'up')
      const channels = new Set([...shop.sent, ...second.sent].map(({ channel }) => channel))
      kit.equal('the number of channels used by three monitors', channels.size, 3)
    },
  },
  {
    id: '07.2-changes',
    task: '07.2',
    title: 'onChange is called once for each change, with the new health and the status before',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      const first = watched.monitor.health()
      kit.equal('changes at the start', watched.changes.length, 0, {
        cause: 'You call onChange for the first status.',
      })
      await station.rounds(watched, 2)
      for (let times = 0; times < 2; times++) {
        station.note('publish() rejects')
        const [told, refused] = [watched.changes.length, station.lent.refused]
        station.lent.faults.add('publish')
        await station.says(watched, 'down')
        const fall = watched.changes.slice(told).find(({ copy }) => copy.status === 'down')
        // The last canary alone decides, not the last three.
        if (fall && fall.refused - refused > 1)
          kit.fail(
            `the status was down only after ${fall.refused - refused} canaries that could not be published`,
          )
        await station.rounds(watched, 2)
        station.note('publish() works again')
        station.lent.faults.clear()
        await station.says(watched, 'up')
        await station.rounds(watched, 2)
      }
      // On a busy machine, another canary can be late, which causes more changes.
      let status = first.status
      for (const { health: told, copy: health, before, asked } of watched.changes) {
        kit.equal('the first argument of onChange, compared after the call', told, health, {
          cause: 'You change the object that you passed to onChange. Create a new one for each canary.',
        })
        kit.equal('health(), called inside onChange', asked, health, {
          cause: 'You call onChange before health() returns the new health.',
        })
        kit.equal('the second argument of onChange', before, status)
        if (health.status === before)
          kit.fail(`onChange was called, but the status was already ${before}`, {
            cause: 'You call onChange for every canary, not only for changes.',
          })
        status = health.status
      }
      if (watched.changes.length < 4)
        kit.fail(`onChange was called ${watched.changes.length} times for 4 changes`)
      kit.equal('the status in the last call of onChange', status, watched.monitor.health().status)
    },
  },
]

/** Keeps the process busy for this many milliseconds. */
function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** Fails unless a health has the form that the contract describes. */
function looksRight(kit: Kit, health: Health, began: { at: number; date: number }): void {
  const keys = Object.keys(health ?? {}).sort()
  kit.equal('the fields of health()', keys, ['checkedAt', 'latencyMs', 'status'])
  const { latencyMs, checkedAt } = health
  const longest = performance.now() - began.at
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0 && latencyMs <= longest)) {
    kit.fail(
      `latencyMs should be the latency of a canary, at most ${longest.toFixed(1)}, but is ${String(latencyMs)}`,
    )
  }
  const isDate = typeof checkedAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(checkedAt)
  const at = isDate ? Date.parse(checkedAt) : Number.NaN
  // The two clocks may differ by a little.
  if (!(at >= began.date - 1000 && at <= Date.now() + 1000)) {
    kit.fail(`checkedAt should be the time as an ISO 8601 date, but is ${JSON.stringify(checkedAt)}`)
  }
}
