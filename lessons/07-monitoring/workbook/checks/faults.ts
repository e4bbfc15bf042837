import type { Check } from '#shared/checks/check.ts'
import { everyone, subscribers } from '#shared/redis/proxy.ts'
import { RETRY_MS } from '../../../01-basic-pubsub/workbook/limits.ts'
import { NEVER_MS, Station } from '../station.ts'
import type { Subject } from '../subject.ts'

/** How long the reply to SUBSCRIBE is held back, in milliseconds. */
const SUBSCRIBES_MS = 500

/** Checks of the canary while Redis or the connection to it fails. */
export const faultChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-hangs',
    task: '07.2',
    waits: true,
    title: 'the status is down while Redis hangs and publish() stays pending',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('Redis hangs, and no connection is closed')
      station.way.proxy.freeze()
      await station.says(watched, 'down')
      await station.rounds(watched, 2)
      kit.equal('the status', watched.monitor.health().status, 'down')
      station.note('the connections are reset, so the client reconnects')
      station.way.proxy.cut()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-answer-late',
    task: '07.2',
    title: 'a canary counts when it arrives, even if Redis doesn’t reply to PUBLISH',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('the reply to PUBLISH is held back, but not the canary')
      const held = station.way.proxy.holdReply(everyone, 'PUBLISH')
      await kit.until('a canary is published', () => held.state === 'caught')
      await station.rounds(watched, 2)
      kit.equal('the status while there is no reply to PUBLISH', watched.monitor.health().status, 'up', {
        cause: 'You wait for publish(). Wait for the message only.',
      })
      station.note('the reply is no longer held back')
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
    title: 'the latency of the first canary doesn’t include the time for subscribing',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      station.note('the reply to SUBSCRIBE is held back')
      const held = station.way.proxy.holdReply(everyone, 'SUBSCRIBE')
      // The pause is so long that the first canary is still the last one when health() is called.
      const starting = station.monitor({ everyMs: NEVER_MS })
      // It is awaited below.
      starting.catch(() => {})
      await kit.until('the monitor has sent SUBSCRIBE', () => held.state === 'caught')
      const caught = performance.now()
      await kit.until('enough time has passed', () => performance.now() - caught > SUBSCRIBES_MS)
      const early = station.sent.length
      station.note('the reply is no longer held back')
      const released = performance.now()
      held.release()
      const { latencyMs } = (await starting).monitor.health()
      const longest = performance.now() - released
      // A canary that was published before the reply to SUBSCRIBE may really have taken that long.
      if (early === 0 && !(latencyMs !== null && latencyMs <= longest)) {
        kit.fail(
          `the canary was published at most ${longest.toFixed(0)} ms ago, and latencyMs is ${latencyMs}`,
          {
            cause: latencyMs === null ? undefined : 'You start measuring before you have subscribed.',
          },
        )
      }
    },
  },
  {
    id: '07.2-once',
    task: '07.2',
    title: 'the status is down after the subscription is lost, although all connections work',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      await station.rounds(watched, 2)
      station.note('the subscription is lost')
      await station.lent.loseSubscriptions()
      const subscribes = station.lent.subscribes
      const cause = () =>
        station.lent.subscribes > subscribes
          ? 'You subscribe for each canary, which repairs what the monitor should detect.'
          : undefined
      const channel = station.sent[0]?.channel ?? ''
      await station.says(watched, 'down', { cause })
      const changes = watched.changes.length
      await station.rounds(watched, 3)
      kit.equal('the status three canaries later', watched.monitor.health().status, 'down', { cause })
      kit.equal('changes in the meantime', watched.changes.length - changes, 0)
      kit.equal('PUBSUB NUMSUB of the canary’s channel', await kit.subscribers(channel), 0)
    },
  },
  {
    id: '07.2-refused',
    task: '07.2',
    title: 'a rejected PUBLISH is reported, and the monitor goes on',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      await station.says(watched, 'up')
      station.note('publish() rejects')
      station.lent.faults.add('publish')
      const health = await station.says(watched, 'down')
      kit.equal('latencyMs', health.latencyMs, null)
      await station.rounds(watched, 2)
      const reported = station.way.problems.filter(({ kind }) => kind === 'connection')
      if (reported.length === 0)
        kit.fail('publish() rejected, but this was not reported with kind connection')
      station.note('publish() works again')
      station.lent.faults.clear()
      await station.says(watched, 'up')
    },
  },
  {
    id: '07.2-start-refused',
    task: '07.2',
    title: 'a monitor whose subscription is rejected starts with down, and subscribes again',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      station.note('subscribe() rejects')
      station.lent.faults.add('subscribe')
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      kit.equal('the status at the start', watched.monitor.health().status, 'down')
      await station.rounds(watched, 2)
      kit.equal(
        'the kinds of the reports',
        [...new Set(station.way.problems.map(({ kind }) => kind))],
        ['connection'],
      )
      station.note('subscribe() works again')
      station.lent.faults.delete('subscribe')
      const subscribes = station.lent.subscribes
      await station.says(watched, 'up', {
        cause: () =>
          station.lent.subscribes === subscribes
            ? 'You don’t call subscribe() again after it was rejected.'
            : undefined,
      })
    },
  },
  {
    id: '07.2-away',
    task: '07.2',
    waits: true,
    title: 'a monitor that starts while Redis is down says down, and up when Redis is back',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const { proxy, problems } = station.way
      station.note('Redis is down')
      proxy.refuse()
      proxy.cut()
      await kit.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      kit.equal('the status at the start', watched.monitor.health().status, 'down')
      station.note('Redis is back')
      proxy.accept()
      await station.says(watched, 'up', { withinMs: RETRY_MS })
    },
  },
  {
    id: '07.2-mends',
    task: '07.2',
    waits: true,
    title: 'the monitor goes on after connections were lost',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor({ downAfterMs: station.limitMs })
      for (const how of ['fin', 'rst'] as const) {
        await station.says(watched, 'up')
        station.note(`all connections are closed (${how})`)
        station.way.proxy.cut(everyone, how)
        const [sent, delivered] = [station.sent.length, station.traffic.delivered]
        await kit.until('canaries come back again', () => {
          return station.sent.length > sent && station.traffic.delivered > delivered
        })
        await station.rounds(watched)
      }
      for (const how of ['fin', 'rst'] as const) {
        await station.says(watched, 'up')
        station.note(`the subscriber's connection is closed while it receives a canary (${how})`)
        const connections = station.traffic.connections
        let cut = false
        station.way.proxy.also((event) => {
          if (cut || event.what !== 'delivered' || !event.channel.includes('canary:')) return
          cut = true
          station.way.proxy.cut(subscribers, how)
        })
        await kit.until(
          'the connection is lost, and the client reconnects',
          () => station.traffic.connections > connections,
        )
        const [sent, delivered] = [station.sent.length, station.traffic.delivered]
        await kit.until('canaries come back again', () => {
          return station.sent.length > sent && station.traffic.delivered > delivered
        })
      }
      await station.says(watched, 'up')
    },
  },
]
