import type { Check } from '#shared/checks/check.ts'
import { allConnections, subscribers } from '#shared/redis/proxy.ts'
import { RETRY_MS } from '#shared/testbed/limits.ts'
import type { Subject } from '../subject.ts'
import { NEVER_MS, TestBed } from '../test-bed.ts'

/** How long the reply to SUBSCRIBE is held back, in milliseconds. */
const SUBSCRIBES_MS = 500

/** Checks of the canary while Redis or the connection to it fails. */
export const faultChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-hangs',
    task: '07.2',
    needsReconnect: true,
    title: 'the status is down while Redis hangs and publish() stays pending',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      bed.note('Redis hangs, and no connection is closed')
      bed.proxied.proxy.freeze()
      await bed.says(watched, 'down')
      await bed.rounds(watched, 2)
      context.equal('the status', watched.monitor.health().status, 'down')
      bed.note('the connections are reset, so the client reconnects')
      bed.proxied.proxy.cut()
      await bed.says(watched, 'up')
    },
  },
  {
    id: '07.2-answer-late',
    task: '07.2',
    title: "a canary counts when it arrives, even if Redis doesn't reply to PUBLISH",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor()
      await bed.says(watched, 'up')
      bed.note('the reply to PUBLISH is held back, but not the canary')
      const held = bed.proxied.proxy.holdReply(allConnections, 'PUBLISH')
      await context.until('a canary is published', () => held.state === 'caught')
      await bed.rounds(watched, 2)
      context.equal('the status while there is no reply to PUBLISH', watched.monitor.health().status, 'up', {
        cause: 'You wait for publish(). Wait for the message only.',
      })
      bed.note('the reply is no longer held back')
      held.release()
      await bed.rounds(watched, 2)
      context.equal('the status', watched.monitor.health().status, 'up')
      context.equal('changes', watched.changes, [])
    },
  },
  {
    id: '07.2-subscribing',
    task: '07.2',
    needsReconnect: true,
    title: "the latency of the first canary doesn't include the time for subscribing",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      bed.note('the reply to SUBSCRIBE is held back')
      const held = bed.proxied.proxy.holdReply(allConnections, 'SUBSCRIBE')
      // The pause is so long that the first canary is still the last one when health() is called.
      const starting = bed.monitor({ everyMs: NEVER_MS })
      // It is awaited below.
      starting.catch(() => {})
      await context.until('the monitor has sent SUBSCRIBE', () => held.state === 'caught')
      const caught = performance.now()
      await context.until('enough time has passed', () => performance.now() - caught > SUBSCRIBES_MS)
      const early = bed.sent.length
      bed.note('the reply is no longer held back')
      const released = performance.now()
      held.release()
      const { latencyMs } = (await starting).monitor.health()
      const longest = performance.now() - released
      // A canary that was published before the reply to SUBSCRIBE may really have taken that long.
      if (early === 0 && !(latencyMs !== null && latencyMs <= longest)) {
        context.fail(
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
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      await bed.rounds(watched, 2)
      bed.note('the subscription is lost')
      await bed.lent.loseSubscriptions()
      const subscribes = bed.lent.subscribes
      const cause = () =>
        bed.lent.subscribes > subscribes
          ? 'You subscribe for each canary, which repairs what the monitor should detect.'
          : undefined
      const channel = bed.sent[0]?.channel ?? ''
      await bed.says(watched, 'down', { cause })
      const changes = watched.changes.length
      await bed.rounds(watched, 3)
      context.equal('the status three canaries later', watched.monitor.health().status, 'down', { cause })
      context.equal('changes in the meantime', watched.changes.length - changes, 0)
      context.equal("PUBSUB NUMSUB of the canary's channel", await context.subscribers(channel), 0)
    },
  },
  {
    id: '07.2-refused',
    task: '07.2',
    title: 'a rejected PUBLISH is reported, and the monitor goes on',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      await bed.says(watched, 'up')
      bed.note('publish() rejects')
      bed.lent.faults.add('publish')
      const health = await bed.says(watched, 'down')
      context.equal('latencyMs', health.latencyMs, null)
      await bed.rounds(watched, 2)
      const reported = bed.proxied.problems.filter(({ kind }) => kind === 'connection')
      if (reported.length === 0)
        context.fail('publish() rejected, but this was not reported with kind connection')
      bed.note('publish() works again')
      bed.lent.faults.clear()
      await bed.says(watched, 'up')
    },
  },
  {
    id: '07.2-start-refused',
    task: '07.2',
    title: 'a monitor whose subscription is rejected starts with down, and subscribes again',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      bed.note('subscribe() rejects')
      bed.lent.faults.add('subscribe')
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      context.equal('the status at the start', watched.monitor.health().status, 'down')
      await bed.rounds(watched, 2)
      context.equal(
        'the kinds of the reports',
        [...new Set(bed.proxied.problems.map(({ kind }) => kind))],
        ['connection'],
      )
      bed.note('subscribe() works again')
      bed.lent.faults.delete('subscribe')
      const subscribes = bed.lent.subscribes
      await bed.says(watched, 'up', {
        cause: () =>
          bed.lent.subscribes === subscribes
            ? "You don't call subscribe() again after it was rejected."
            : undefined,
      })
    },
  },
  {
    id: '07.2-away',
    task: '07.2',
    needsReconnect: true,
    title: 'a monitor that starts while Redis is down says down, and up when Redis is back',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const { proxy, problems } = bed.proxied
      bed.note('Redis is down')
      proxy.refuse()
      proxy.cut()
      await context.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      context.equal('the status at the start', watched.monitor.health().status, 'down')
      bed.note('Redis is back')
      proxy.accept()
      await bed.says(watched, 'up', { withinMs: RETRY_MS })
    },
  },
  {
    id: '07.2-mends',
    task: '07.2',
    needsReconnect: true,
    title: 'the monitor goes on after connections were lost',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor({ downAfterMs: bed.limitMs })
      for (const how of ['fin', 'rst'] as const) {
        await bed.says(watched, 'up')
        bed.note(`all connections are closed (${how})`)
        bed.proxied.proxy.cut(allConnections, how)
        const [sent, delivered] = [bed.sent.length, bed.traffic.delivered]
        await context.until('canaries come back again', () => {
          return bed.sent.length > sent && bed.traffic.delivered > delivered
        })
        await bed.rounds(watched)
      }
      for (const how of ['fin', 'rst'] as const) {
        await bed.says(watched, 'up')
        bed.note(`the subscriber's connection is closed while it receives a canary (${how})`)
        const connections = bed.traffic.connections
        let cut = false
        bed.proxied.proxy.addListener((event) => {
          if (cut || event.what !== 'delivered' || !event.channel.includes('canary:')) return
          cut = true
          bed.proxied.proxy.cut(subscribers, how)
        })
        await context.until(
          'the connection is lost, and the client reconnects',
          () => bed.traffic.connections > connections,
        )
        const [sent, delivered] = [bed.sent.length, bed.traffic.delivered]
        await context.until('canaries come back again', () => {
          return bed.sent.length > sent && bed.traffic.delivered > delivered
        })
      }
      await bed.says(watched, 'up')
    },
  },
]
