import type { Check } from '#shared/checks/check.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { everyone } from '#shared/redis/proxy.ts'
import { NO_LIMIT, REPLY_MS } from '../../../01-basic-pubsub/workbook/limits.ts'
import { NEVER_MS, Station } from '../station.ts'
import type { Subject } from '../subject.ts'

export const endingChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-close',
    task: '07.2',
    title: 'close() stops the canaries and removes their subscription, and pubsub stays open',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const news = kit.recorder('the application')
      const channel = kit.channel('news')
      await station.application.subscribe(channel, news)
      // Short, so that a loop that still runs soon gives up on its canary and publishes the next one.
      const closed = await station.monitor({ downAfterMs: 50 }, 'monitor 1')
      await station.says(closed, 'up')
      const own = station.sent[0]?.channel ?? ''
      await Promise.all([closed.monitor.close(), closed.monitor.close()])
      await closed.monitor.close()
      kit.equal('pubsub was closed', station.lent.closed, false, {
        cause: 'You close pubsub, which belongs to the caller.',
      })
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(own), 0, {
        cause: 'You don’t unsubscribe in close(), or not with the handler that was subscribed.',
      })
      kit.equal('the status', closed.monitor.health().status, 'down')
      const sent = () => station.sent.filter((one) => one.channel === own).length
      const [before, changes] = [sent(), closed.changes.length]
      const other = await station.monitor({}, 'monitor 2')
      await station.rounds(other, 12)
      kit.equal('canaries published after close()', sent() - before, 0, {
        cause: 'You don’t end the loop in close().',
      })
      kit.equal('the status of another monitor', other.monitor.health().status, 'up')
      kit.equal('changes after close()', closed.changes.slice(changes), [])
      await kit.publish(channel, 'end')
      await kit.receives(news, ['end'])
    },
  },
  {
    id: '07.2-close-waiting',
    task: '07.2',
    title:
      'close() doesn’t wait for a canary in flight, calls no onChange, and unsubscribes even if the status is down',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('publish() resolves with 1, but nothing is published')
      station.lent.faults.add('swallow')
      await kit.until('another canary is in flight', () => station.lent.refused > 0)
      const changes = watched.changes.length
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(station.sent[0]?.channel ?? ''), 0)
      kit.equal('changes', watched.changes.length - changes, 0)
      const down = await station.monitor({ downAfterMs: station.limitMs }, 'monitor 2')
      kit.equal('the status of monitor 2', down.monitor.health().status, 'down')
      await down.monitor.close()
      kit.equal('canary channels with a subscriber', await station.listenedTo(), [])
    },
  },
  {
    id: '07.2-close-resting',
    task: '07.2',
    title: 'the pause is everyMs, and close() doesn’t wait for it to end',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const resting = await station.monitor({ everyMs: NEVER_MS }, 'monitor 1')
      const own = station.sent[0]?.channel ?? ''
      await station.rounds(await station.monitor({}, 'monitor 2'), 12)
      const sent = station.sent.filter(({ channel }) => channel === own).length
      kit.equal(`canaries of monitor 1, which pauses for ${NEVER_MS / 1000} s`, sent, 1, {
        cause: (got) => (got > 1 ? 'You pause for less than everyMs.' : undefined),
      })
      await resting.monitor.close()
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(own), 0)
    },
  },
  {
    id: '07.2-close-refused',
    task: '07.2',
    title: 'close() reports a rejected unsubscribe(), and resolves',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('unsubscribe() rejects')
      station.lent.faults.add('unsubscribe')
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
      const reported = station.way.problems.map(({ kind, error }) => `${kind}: ${String(error)}`)
      kit.equal('reports', reported, ['connection: Error: refused by the check: unsubscribe'])
    },
  },
  {
    id: '07.2-close-away',
    task: '07.2',
    waits: true,
    title: 'close() resolves within six seconds while Redis is down',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      const { proxy, problems } = station.way
      station.note('Redis is down')
      proxy.refuse()
      proxy.cut()
      await kit.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      const closing = watched.monitor.close()
      await kit.until('close() resolves', settlingOf(closing), { withinMs: REPLY_MS, cause: NO_LIMIT })
      await closing
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
    },
  },
  {
    id: '07.2-close-silent',
    task: '07.2',
    waits: true,
    title: 'close() resolves within six seconds while Redis doesn’t reply',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('Redis stops replying, and no connection is closed')
      const silence = station.way.proxy.silence(everyone)
      const closing = watched.monitor.close()
      await kit.until('close() resolves', settlingOf(closing), { withinMs: REPLY_MS, cause: NO_LIMIT })
      await closing
      kit.equal('the status', watched.monitor.health().status, 'down')
      silence.stop()
    },
  },
]
