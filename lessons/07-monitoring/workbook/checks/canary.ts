import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { subscribers } from '../../../../shared/redis/proxy.ts'
import type { Health } from '../../contract.ts'
import { Station } from '../station.ts'
import type { Subject } from '../subject.ts'

/** How long a canary is held up that is to be late, and how long the monitor rests then, in milliseconds. */
const HELD_UP_MS = 800
const RESTS_MS = 200

/** How often the process is busy when a canary arrives. */
const BLOCKED_TIMES = 4

/** What the canary shows where Redis does as it should, and where a message is late or lost. */
export const canaryChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-up',
    task: '07.2',
    title: 'canaries go through Redis on the port that is given, one after the other, and come back',
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
          `health() changed 4 times; ${station.sent.length} canaries were sent to channels that begin with ` +
            `${station.namespace}canary:, and ${station.traffic.delivered} came back`,
        )
      }
      kit.equal('how many channels the canary has', channels.size, 1)
      const [channel = ''] = channels
      if (channel === `${station.namespace}canary:`) kit.fail('every monitor would have this channel')
      kit.equal('PUBSUB NUMSUB of the canary’s channel', await kit.subscribers(channel), 1)
      kit.equal('connections that were opened', station.traffic.connections - connections, 0, {
        cause: 'A canary on connections of its own says nothing about those that the program uses.',
      })
      kit.equal('whether the port was closed', station.port.closed, false, {
        cause: 'The port belongs to the caller, who closes it.',
      })
    },
  },
  {
    id: '07.2-down',
    task: '07.2',
    title: 'down when PUBLISH is counted and nothing arrives; up again when it does',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('what Redis sends to subscribers is held up')
      station.way.proxy.stall(subscribers)
      const health = await station.says(watched, 'down', {
        cause: ({ status }) =>
          status === 'up'
            ? 'publish() resolves with 1 here, which only counts subscriptions. Only the message itself shows that it arrives.'
            : undefined,
      })
      kit.equal('latencyMs', health.latencyMs, null)
      const channel = station.sent.at(-1)?.channel ?? ''
      kit.equal(
        'PUBSUB NUMSUB of the canary’s channel, which looks as well as ever',
        await kit.subscribers(channel),
        1,
      )
      station.note('it is let go')
      station.way.proxy.resume()
      const { latencyMs } = await station.says(watched, 'up')
      if (typeof latencyMs !== 'number') kit.fail(`up, and latencyMs is ${String(latencyMs)}`)
    },
  },
  {
    id: '07.2-degraded',
    task: '07.2',
    waits: true,
    title: 'degraded when a canary comes back late, with the time that it took',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ degradedAfterMs: station.limitMs, everyMs: RESTS_MS })
      await station.says(watched, 'up')
      station.note('what Redis sends to subscribers is held up')
      const from = performance.now()
      station.way.proxy.stall(subscribers)
      const canary = station.sent.length
      await kit.until('another canary is sent', () => station.sent.length > canary)
      const sentAt = station.sent[canary]!.at
      await kit.until('it waits long enough', () => performance.now() - sentAt > HELD_UP_MS)
      station.note('it is let go')
      const told = watched.changes.length
      station.way.proxy.resume()
      const tookLong = ({ latencyMs }: Health) => latencyMs !== null && latencyMs >= HELD_UP_MS
      let health: Health | undefined
      await kit.until(`health() says that a canary took more than ${HELD_UP_MS} ms`, () => {
        const changes = watched.changes.slice(told).map(({ copy }) => copy)
        health = [watched.monitor.health(), ...changes].find(tookLong)
        return health
      })
      kit.equal('the status', health?.status, 'degraded', {
        cause: (got) =>
          got === 'down'
            ? 'A canary that is back is late at most. Only one that is missing means "down".'
            : 'latencyMs is more than degradedAfterMs here.',
      })
      // One that was on its way already is older than that.
      const longest = performance.now() - from + RESTS_MS
      if (health!.latencyMs! > longest) {
        kit.fail(
          `no canary was sent more than ${longest.toFixed(0)} ms ago, and latencyMs is ${health!.latencyMs}`,
        )
      }
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-late',
    task: '07.2',
    title: 'a canary that comes after it was found missing does not count',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('what Redis sends to subscribers is held up')
      station.way.proxy.stall(subscribers)
      await station.says(watched, 'down')
      await station.rounds(watched, 2)
      station.note('publish() resolves with 1, and nothing is sent')
      station.port.faults.add('swallow')
      await station.awaitsCanary()
      const last = station.sent.at(-1)?.at ?? 0
      await kit.until(
        'all canaries that were sent are missing',
        () => performance.now() - last > 2 * station.limitMs,
      )
      await station.awaitsCanary()
      const changes = watched.changes.length
      station.note('what was held up arrives')
      station.way.proxy.resume()
      await station.allArrived()
      await station.rounds(watched, 2)
      const cause = 'A canary that was already missing arrives, and is taken for the one that is awaited.'
      kit.equal('the status', watched.monitor.health().status, 'down', { cause })
      kit.equal('changes when late canaries arrived', watched.changes.slice(changes), [], { cause })
      station.note('canaries are sent again')
      station.port.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-limit',
    task: '07.2',
    title:
      'a canary that was here only after downAfterMs is missing, even if the process was busy until then',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const limit = 30
      let blocked = 0
      station.way.proxy.also((event) => {
        // Redis has delivered it, and the process does something else for a while.
        const isCanary = event.what === 'delivered' && event.channel.startsWith(`${station.namespace}canary:`)
        const isYoung = isCanary && performance.now() - (station.sent.at(-1)?.at ?? 0) < limit / 2
        if (isYoung && blocked++ < BLOCKED_TIMES) block(2 * limit)
      })
      const watched = await station.monitor({ downAfterMs: limit, everyMs: 5 })
      const seen: Health[] = [watched.monitor.health()]
      await kit.until('some canaries arrive at a busy process', () => {
        seen.push(watched.monitor.health())
        return blocked >= BLOCKED_TIMES
      })
      await station.rounds(watched)
      const late = [...seen, ...watched.changes.map(({ copy }) => copy)].find(
        ({ latencyMs }) => latencyMs !== null && latencyMs > limit,
      )
      kit.equal(`a health with a latencyMs above downAfterMs, which is ${limit}`, late, undefined, {
        cause: 'A busy process runs its timers late. Compare the latency with downAfterMs, too.',
      })
    },
  },
  {
    id: '07.2-rests',
    task: '07.2',
    title: 'after each canary it rests for everyMs, however long the canary took',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ everyMs: RESTS_MS })
      await station.says(watched, 'up')
      for (let times = 0; times < 2; times++) {
        await station.rounds(watched)
        const before = station.sent.length
        station.note('what Redis sends to subscribers is held up')
        station.way.proxy.stall(subscribers)
        await kit.until('another canary is sent', () => station.sent.length > before)
        const sentAt = station.sent[before]!.at
        await kit.until(
          'it has waited one and a half times everyMs',
          () => performance.now() - sentAt > 1.5 * RESTS_MS,
        )
        kit.equal('canaries that were sent while one was on its way', station.sent.length - before - 1, 0, {
          cause: 'The canaries go by a clock, not one after the other.',
        })
        const released = performance.now()
        station.note('it is let go')
        station.way.proxy.resume()
        await kit.until('the next canary is sent', () => station.sent.length > before + 1)
        const rested = station.sent[before + 1]!.at - released
        // A timer may be early by a millisecond.
        if (rested < RESTS_MS - 5) {
          kit.fail(`it rested for ${rested.toFixed(0)} ms in place of ${RESTS_MS} ms`, {
            cause: 'The rest begins when a canary is back or missing, not when it is sent.',
          })
        }
      }
    },
  },
  {
    id: '07.2-foreign',
    task: '07.2',
    title: 'a text on the canary’s channel that is not the canary means nothing',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      await station.rounds(watched, 2)
      const { channel = '', text = '' } = station.sent[0] ?? {}
      station.note('publish() resolves with 1, and nothing is sent')
      station.port.faults.add('swallow')
      await station.allArrived()
      await station.rounds(watched)
      await station.says(watched, 'down')
      const changes = watched.changes.length
      await station.awaitsCanary()
      const texts = ['', 'null', 'canary', '{"id":1}', String(Date.now()), text]
      for (const foreign of [...texts, ...texts]) await kit.publish(channel, foreign)
      await station.allArrived()
      await station.rounds(watched, 2)
      const cause = 'Another message on the canary’s channel is taken for the canary.'
      kit.equal('the status', watched.monitor.health().status, 'down', { cause })
      kit.equal('changes when they arrived', watched.changes.slice(changes), [], { cause })
      kit.equal('what was reported', station.way.problems, [])
      station.port.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-apart',
    task: '07.2',
    title: 'monitors on the same namespace, in one process, share nothing',
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
      shop.note('what Redis sends to the first program is held up')
      shop.way.proxy.stall(subscribers)
      await shop.says(one, 'down')
      await second.rounds(three, 3)
      kit.equal('the status of monitor 3, in another program', three.monitor.health().status, 'up')
      kit.equal('the changes of monitor 3', three.changes, [])
      shop.note('it is let go')
      shop.way.proxy.resume()
      await shop.says(one, 'up')
      await shop.rounds(two, 2)
      kit.equal('the status of monitor 2', two.monitor.health().status, 'up')
      const channels = new Set([...shop.sent, ...second.sent].map(({ channel }) => channel))
      kit.equal('how many channels three monitors have', channels.size, 3)
    },
  },
  {
    id: '07.2-changes',
    task: '07.2',
    title:
      'onChange is called once for each change, with the health that health() returns then, and the status before',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      const first = watched.monitor.health()
      kit.equal('changes at the beginning', watched.changes.length, 0, {
        cause: 'The first status is not a change.',
      })
      await station.rounds(watched, 2)
      for (let times = 0; times < 2; times++) {
        station.note('publish() rejects')
        const [told, refused] = [watched.changes.length, station.port.refused]
        station.port.faults.add('publish')
        await station.says(watched, 'down')
        const fall = watched.changes.slice(told).find(({ copy }) => copy.status === 'down')
        // The last canary says what is the case, and not the last three.
        if (fall && fall.refused - refused > 1)
          kit.fail(`it was down only after ${fall.refused - refused} canaries that could not be sent`)
        await station.rounds(watched, 2)
        station.note('it works again')
        station.port.faults.clear()
        await station.says(watched, 'up')
        await station.rounds(watched, 2)
      }
      // On a busy machine one more may be late.
      let status = first.status
      for (const { health: told, copy: health, before, asked } of watched.changes) {
        kit.equal('what onChange was told, looked at later', told, health, {
          cause: 'Your code changes the object that it gave to onChange.',
        })
        kit.equal('health(), called inside onChange', asked, health, {
          cause: 'onChange() is called before the monitor has stored its new health.',
        })
        kit.equal('the status before, as onChange was told', before, status)
        if (health.status === before)
          kit.fail(`onChange was called, and the status was ${before} before, too`, {
            cause: 'onChange() is for changes, not for every canary.',
          })
        status = health.status
      }
      if (watched.changes.length < 4)
        kit.fail(`onChange was called ${watched.changes.length} times for 4 changes`)
      kit.equal('the last status that onChange was told', status, watched.monitor.health().status)
    },
  },
]

/** Does nothing else for so many milliseconds. */
function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

/** Fails unless a health has the form that the contract gives it. */
function looksRight(kit: Kit, health: Health, began: { at: number; date: number }): void {
  const keys = Object.keys(health ?? {}).sort()
  kit.equal('the fields of health()', keys, ['checkedAt', 'latencyMs', 'status'])
  const { latencyMs, checkedAt } = health
  const longest = performance.now() - began.at
  if (typeof latencyMs !== 'number' || !(latencyMs >= 0 && latencyMs <= longest)) {
    kit.fail(
      `latencyMs should be what a canary took, at most ${longest.toFixed(1)}, and is ${String(latencyMs)}`,
    )
  }
  const isDate = typeof checkedAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(checkedAt)
  const at = isDate ? Date.parse(checkedAt) : Number.NaN
  // The two clocks may differ by a little.
  if (!(at >= began.date - 1000 && at <= Date.now() + 1000)) {
    kit.fail(`checkedAt should be the time as an ISO 8601 date, and is ${JSON.stringify(checkedAt)}`)
  }
}
