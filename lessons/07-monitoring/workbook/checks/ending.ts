import type { Check } from '../../../../shared/checks/check.ts'
import { Station } from '../station.ts'
import type { Subject } from '../subject.ts'

export const endingChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-close',
    task: '07.2',
    title: 'close() ends the canary and its subscription; the port stays open',
    misconception: 'the timer goes on, the subscription stays, or the connections of others are closed',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const news = kit.recorder('the program')
      const channel = kit.channel('news')
      await station.program.subscribe(channel, news)
      // Short, so that one that is not ended soon gives up a canary and sends the next.
      const closed = await station.monitor({ downAfterMs: 50 }, 'monitor 1')
      await station.says(closed, 'up')
      const own = station.sent[0]?.channel ?? ''
      await Promise.all([closed.monitor.close(), closed.monitor.close()])
      await closed.monitor.close()
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(own), 0)
      kit.equal('the status', closed.monitor.health().status, 'down')
      const sent = () => station.sent.filter((one) => one.channel === own).length
      const [before, changes] = [sent(), closed.changes.length]
      const other = await station.monitor({}, 'monitor 2')
      await station.rounds(other, 12)
      kit.equal('canaries that were sent after close()', sent() - before, 0)
      kit.equal('the status of another monitor', other.monitor.health().status, 'up')
      kit.equal('changes that were told after close()', closed.changes.slice(changes), [])
      kit.equal('whether the port was closed', station.port.closed, false)
      await kit.publish(channel, 'end')
      await kit.receives(news, ['end'])
    },
  },
  {
    id: '07.2-close-waiting',
    task: '07.2',
    title: 'close() does not wait for a canary that is on its way, and tells no change',
    misconception: 'the loop is waited for, and the loop waits for the canary',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('publish() resolves with 1, and nothing is sent')
      station.port.faults.add('swallow')
      await kit.until('another canary is on its way', () => station.port.refused > 0)
      const changes = watched.changes.length
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(station.sent[0]?.channel ?? ''), 0)
      kit.equal('changes that were told', watched.changes.length - changes, 0)
    },
  },
  {
    id: '07.2-close-away',
    task: '07.2',
    waits: true,
    title: 'close() ends while Redis is away, and does not reject',
    misconception: 'closing in good order waits for an answer of Redis that cannot come',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      const { proxy, problems } = station.way
      station.note('Redis goes away')
      proxy.refuse()
      proxy.cut()
      await kit.until('the loss is reported', () => problems.some(({ kind }) => kind === 'connection'))
      await watched.monitor.close()
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
    },
  },
]
