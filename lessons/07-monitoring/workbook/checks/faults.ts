import type { Check } from '../../../../shared/checks/check.ts'
import { everyone, subscribers } from '../../../../shared/redis/proxy.ts'
import { NEVER_MS, Station } from '../station.ts'
import type { Subject } from '../subject.ts'

/** How long a subscription takes where it is held back, in milliseconds. */
const SUBSCRIBES_MS = 500

/** What the canary shows where Redis, or the way to it, is in trouble. */
export const faultChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-hangs',
    task: '07.2',
    waits: true,
    title: 'down when Redis hangs, so that not even publish() settles',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('nothing passes any more, and no connection is closed')
      station.way.proxy.freeze()
      await station.says(watched, 'down')
      await station.rounds(watched, 2)
      kit.equal('the status', watched.monitor.health().status, 'down')
      station.note('the connections are cut, so the client connects again')
      station.way.proxy.cut()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-answer-late',
    task: '07.2',
    title: 'a canary is back when it arrives, also when PUBLISH is never answered',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('the answer to PUBLISH is held back; the canary itself is not')
      const held = station.way.proxy.holdReply(everyone, 'PUBLISH')
      await kit.until('a canary is published', () => held.state === 'caught')
      await station.rounds(watched, 2)
      kit.equal('the status while no PUBLISH is answered', watched.monitor.health().status, 'up', {
        cause: 'A canary is back when its message arrives, even if publish() has not resolved.',
      })
      station.note('the answer is let go')
      held.release()
      await station.rounds(watched, 2)
      kit.equal('the status', watched.monitor.health().status, 'up')
      kit.equal('changes', watched.changes, [])
    },
  },
  {
    id: '07.2-subscribing',
    task: '07.2',
    waits: true,
    title: 'the time begins with PUBLISH, even for the first canary, which waits for the subscription',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      station.note('the answer to SUBSCRIBE is held back')
      const held = station.way.proxy.holdReply(everyone, 'SUBSCRIBE')
      // It rests so long that the first canary is still the last one when health() is asked.
      const starting = station.monitor({ everyMs: NEVER_MS })
      // It is awaited below.
      starting.catch(() => {})
      await kit.until('it has subscribed', () => held.state === 'caught')
      const caught = performance.now()
      await kit.until('it waits long enough', () => performance.now() - caught > SUBSCRIBES_MS)
      const early = station.sent.length
      station.note('the answer is let go')
      const released = performance.now()
      held.release()
      const { latencyMs } = (await starting).monitor.health()
      const longest = performance.now() - released
      // One that is sent before Redis has answered is on its way for as long as it says.
      if (early === 0 && !(latencyMs !== null && latencyMs <= longest)) {
        kit.fail(`PUBLISH was sent at most ${longest.toFixed(0)} ms ago, and latencyMs is ${latencyMs}`, {
          cause: latencyMs === null ? undefined : 'The time begins before the subscription is made.',
        })
      }
    },
  },
  {
    id: '07.2-once',
    task: '07.2',
    title: 'down when the subscription is lost though every connection is fine, and it stays so',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      await station.rounds(watched, 2)
      station.note('the subscription is lost')
      await station.port.loseSubscriptions()
      const subscribes = station.port.subscribes
      const cause = () =>
        station.port.subscribes > subscribes
          ? 'Each canary subscribes again, which repairs what the monitor should find.'
          : undefined
      const channel = station.sent[0]?.channel ?? ''
      await station.says(watched, 'down', { cause })
      const changes = watched.changes.length
      await station.rounds(watched, 3)
      kit.equal('the status three canaries later', watched.monitor.health().status, 'down', { cause })
      kit.equal('changes since', watched.changes.length - changes, 0)
      kit.equal('PUBSUB NUMSUB of the canary’s channel', await kit.subscribers(channel), 0)
    },
  },
  {
    id: '07.2-refused',
    task: '07.2',
    title: 'a canary that cannot be sent is reported, and the next one is tried',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('publish() rejects')
      station.port.faults.add('publish')
      const health = await station.says(watched, 'down')
      kit.equal('latencyMs', health.latencyMs, null)
      await station.rounds(watched, 2)
      const reported = station.way.problems.filter(({ kind }) => kind === 'connection')
      if (reported.length === 0)
        kit.fail('publish() rejected, and that was not reported with kind connection')
      station.note('publish() works again')
      station.port.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-start-refused',
    task: '07.2',
    title: 'it starts, and is down, when the subscription is refused at first; and it tries again',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      station.note('subscribe() rejects')
      station.port.faults.add('subscribe')
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      kit.equal('the status at the beginning', watched.monitor.health().status, 'down')
      await station.rounds(watched, 2)
      kit.equal(
        'the kinds of what was reported',
        [...new Set(station.way.problems.map(({ kind }) => kind))],
        ['connection'],
      )
      station.note('subscribe() works again')
      station.port.faults.delete('subscribe')
      const subscribes = station.port.subscribes
      await station.says(watched, 'up', {
        cause: () =>
          station.port.subscribes === subscribes
            ? 'subscribe() was refused, and your code has not called it again.'
            : undefined,
      })
    },
  },
  {
    id: '07.2-away',
    task: '07.2',
    waits: true,
    title: 'it starts, and is down, while Redis is away; and is up when Redis is back',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const { proxy, problems } = station.way
      station.note('Redis goes away')
      proxy.refuse()
      proxy.cut()
      await kit.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      kit.equal('the status at the beginning', watched.monitor.health().status, 'down')
      await station.rounds(watched, 2)
      kit.equal('the status', watched.monitor.health().status, 'down')
      station.note('Redis is back')
      proxy.accept()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-mends',
    task: '07.2',
    waits: true,
    title: 'goes on when the connections were cut',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      for (const how of ['fin', 'rst'] as const) {
        await station.says(watched, 'up')
        station.note(`all connections are cut (${how})`)
        station.way.proxy.cut(everyone, how)
        const [sent, delivered] = [station.sent.length, station.traffic.delivered]
        await kit.until('canaries are sent and come back again', () => {
          return station.sent.length > sent && station.traffic.delivered > delivered
        })
        await station.rounds(watched)
      }
      for (const how of ['fin', 'rst'] as const) {
        await station.says(watched, 'up')
        station.note(`the subscriber's connection is cut while it gets a canary (${how})`)
        const connections = station.traffic.connections
        let cut = false
        station.way.proxy.also((event) => {
          if (cut || event.what !== 'delivered' || !event.channel.includes('canary:')) return
          cut = true
          station.way.proxy.cut(subscribers, how)
        })
        await kit.until(
          'the connection is cut, and there again',
          () => station.traffic.connections > connections,
        )
        const [sent, delivered] = [station.sent.length, station.traffic.delivered]
        await kit.until('canaries are sent and come back again', () => {
          return station.sent.length > sent && station.traffic.delivered > delivered
        })
      }
      await station.says(watched, 'up')
    },
  },
]
