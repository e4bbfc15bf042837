import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { NO_LIMIT, REPLY_MS } from '#shared/testbed/limits.ts'
import type { Subject } from '../subject.ts'
import { NEVER_MS, TestBed } from '../test-bed.ts'

export const endingChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-close',
    task: '07.2',
    title: 'close() stops the canaries and removes their subscription, and pubsub stays open',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const news = context.recorder('the application')
      const channel = context.channel('news')
      await bed.application.subscribe(channel, news)
      // Short, so that a loop that still runs soon gives up on its canary and publishes the next one.
      const closed = await bed.monitor({ downAfterMs: 50 }, 'monitor 1')
      await bed.says(closed, 'up')
      const own = bed.sent[0]?.channel ?? ''
      await Promise.all([closed.monitor.close(), closed.monitor.close()])
      await closed.monitor.close()
      context.equal('pubsub was closed', bed.lent.closed, false, {
        cause: 'You close pubsub, which belongs to the caller.',
      })
      context.equal('PUBSUB NUMSUB of its channel', await context.subscribers(own), 0, {
        cause: "You don't unsubscribe in close(), or not with the handler that was subscribed.",
      })
      context.equal('the status', closed.monitor.health().status, 'down')
      const sent = () => bed.sent.filter((one) => one.channel === own).length
      const [before, changes] = [sent(), closed.changes.length]
      const other = await bed.monitor({}, 'monitor 2')
      await bed.rounds(other, 12)
      context.equal('canaries published after close()', sent() - before, 0, {
        cause: "You don't end the loop in close().",
      })
      context.equal('the status of another monitor', other.monitor.health().status, 'up')
      context.equal('changes after close()', closed.changes.slice(changes), [])
      await context.publish(channel, 'end')
      await context.receives(news, ['end'])
    },
  },
  {
    id: '07.2-close-waiting',
    task: '07.2',
    title:
      "close() doesn't wait for a canary in flight, calls no onChange, and unsubscribes even if the status is down",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor()
      await bed.says(watched, 'up')
      bed.note('publish() resolves with 1, but nothing is published')
      bed.lent.faults.add('swallow')
      await context.until('another canary is in flight', () => bed.lent.refused > 0)
      const changes = watched.changes.length
      await watched.monitor.close()
      context.equal('the status', watched.monitor.health().status, 'down')
      context.equal('PUBSUB NUMSUB of its channel', await context.subscribers(bed.sent[0]?.channel ?? ''), 0)
      context.equal('changes', watched.changes.length - changes, 0)
      const down = await bed.monitor({ downAfterMs: bed.limitMs }, 'monitor 2')
      context.equal('the status of monitor 2', down.monitor.health().status, 'down')
      await down.monitor.close()
      context.equal('canary channels with a subscriber', await bed.listenedTo(), [])
    },
  },
  {
    id: '07.2-close-resting',
    task: '07.2',
    title: "the pause is everyMs, and close() doesn't wait for it to end",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const resting = await bed.monitor({ everyMs: NEVER_MS }, 'monitor 1')
      const own = bed.sent[0]?.channel ?? ''
      await bed.rounds(await bed.monitor({}, 'monitor 2'), 12)
      const sent = bed.sent.filter(({ channel }) => channel === own).length
      context.equal(`canaries of monitor 1, which pauses for ${NEVER_MS / 1000} s`, sent, 1, {
        cause: (got) => (got > 1 ? 'You pause for less than everyMs.' : undefined),
      })
      await resting.monitor.close()
      context.equal('PUBSUB NUMSUB of its channel', await context.subscribers(own), 0)
    },
  },
  {
    id: '07.2-close-refused',
    task: '07.2',
    title: 'close() reports a rejected unsubscribe(), and resolves',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor()
      await bed.says(watched, 'up')
      bed.note('unsubscribe() rejects')
      bed.lent.faults.add('unsubscribe')
      await watched.monitor.close()
      context.equal('the status', watched.monitor.health().status, 'down')
      const reported = bed.proxied.problems.map(({ kind, error }) => `${kind}: ${String(error)}`)
      context.equal('reports', reported, ['connection: Error: refused by the check: unsubscribe'])
    },
  },
  {
    id: '07.2-close-away',
    task: '07.2',
    needsReconnect: true,
    title: 'close() resolves within six seconds while Redis is down',
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor()
      await bed.says(watched, 'up')
      const { proxy, problems } = bed.proxied
      bed.note('Redis is down')
      proxy.refuse()
      proxy.cut()
      await context.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      const closing = watched.monitor.close()
      await context.until('close() resolves', trackSettled(closing), { withinMs: REPLY_MS, cause: NO_LIMIT })
      await closing
      await watched.monitor.close()
      context.equal('the status', watched.monitor.health().status, 'down')
    },
  },
  {
    id: '07.2-close-silent',
    task: '07.2',
    needsReconnect: true,
    title: "close() resolves within six seconds while Redis doesn't reply",
    async run(context, subject) {
      const bed = await TestBed.open(context, subject)
      const watched = await bed.monitor()
      await bed.says(watched, 'up')
      bed.note('Redis stops replying, and no connection is closed')
      const silence = bed.proxied.proxy.silence(allConnections)
      const closing = watched.monitor.close()
      await context.until('close() resolves', trackSettled(closing), { withinMs: REPLY_MS, cause: NO_LIMIT })
      await closing
      context.equal('the status', watched.monitor.health().status, 'down')
      silence.stop()
    },
  },
]
