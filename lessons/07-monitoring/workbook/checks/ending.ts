import type { Check } from '../../../../shared/checks/check.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import { endsInTime } from '../ends-in-time.ts'
import { NEVER_MS, Station } from '../station.ts'
import type { Subject } from '../subject.ts'

export const endingChecks: readonly Check<Subject>[] = [
  {
    id: '07.2-close',
    task: '07.2',
    title: 'close() ends the canary and its subscription; the port stays open',
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
      kit.equal('canaries that were sent after close()', sent() - before, 0, {
        cause: 'The loop goes on after close().',
      })
      kit.equal('the status of another monitor', other.monitor.health().status, 'up')
      kit.equal('changes that were told after close()', closed.changes.slice(changes), [])
      kit.equal('whether the port was closed', station.port.closed, false, {
        cause: 'The port belongs to the caller, who closes it.',
      })
      await kit.publish(channel, 'end')
      await kit.receives(news, ['end'])
    },
  },
  {
    id: '07.2-close-waiting',
    task: '07.2',
    title:
      'close() does not wait for a canary that is on its way, tells no change, and unsubscribes also when down',
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
      const down = await station.monitor({ downAfterMs: station.limitMs }, 'monitor 2')
      kit.equal('the status of monitor 2', down.monitor.health().status, 'down')
      await down.monitor.close()
      kit.equal('channels of canaries with a subscriber', await station.listenedTo(), [])
    },
  },
  {
    id: '07.2-close-resting',
    task: '07.2',
    title: 'it rests for everyMs, and close() does not wait for that',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const resting = await station.monitor({ everyMs: NEVER_MS }, 'monitor 1')
      const own = station.sent[0]?.channel ?? ''
      await station.rounds(await station.monitor({}, 'monitor 2'), 12)
      const sent = station.sent.filter(({ channel }) => channel === own).length
      kit.equal(`canaries of monitor 1, which rests for ${NEVER_MS / 1000} s`, sent, 1, {
        cause: (got) => (got > 1 ? 'It rests for less than everyMs.' : undefined),
      })
      await resting.monitor.close()
      kit.equal('PUBSUB NUMSUB of its channel', await kit.subscribers(own), 0)
    },
  },
  {
    id: '07.2-close-subscribing',
    task: '07.2',
    waits: true,
    title:
      'close() while it still subscribes: the subscription goes all the same, and no canary is sent later',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      station.note('the answer to SUBSCRIBE is held back')
      const held = station.way.proxy.holdReply(everyone, 'SUBSCRIBE')
      const watched = await station.monitor({ downAfterMs: station.limitMs }, 'monitor 1')
      kit.equal('the status', watched.monitor.health().status, 'down')
      const early = station.sent.length
      await watched.monitor.close()
      station.note('the answer is let go')
      held.release()
      await kit.until('no canary’s channel has a subscription', async () => {
        const channels = (await station.listenedTo()) as unknown[]
        return channels.length === 0
      })
      const other = await station.monitor({}, 'monitor 2')
      await station.rounds(other, 3)
      const last = station.sent.at(-1)?.channel
      const late = station.sent.slice(early).filter(({ channel }) => channel !== last)
      kit.equal('canaries that monitor 1 has sent after close()', late.length, 0, {
        cause: 'A canary that waited for the subscription is sent though the monitor was closed meanwhile.',
      })
    },
  },
  {
    id: '07.2-close-refused',
    task: '07.2',
    title: 'close() does not reject when unsubscribe() does, and reports it',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('unsubscribe() rejects')
      station.port.faults.add('unsubscribe')
      await watched.monitor.close()
      kit.equal('the status', watched.monitor.health().status, 'down')
      const reported = station.way.problems.map(({ kind, error }) => `${kind}: ${String(error)}`)
      kit.equal('what was reported', reported, ['connection: Error: refused by the check: unsubscribe'])
    },
  },
  {
    id: '07.2-close-away',
    task: '07.2',
    waits: true,
    title: 'close() ends while Redis is unreachable, and does not reject',
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
  {
    id: '07.2-close-silent',
    task: '07.2',
    waits: true,
    title: 'close() ends within a few seconds while Redis does not reply',
    async run(kit, subject) {
      const station = await Station.open(kit, subject)
      const watched = await station.monitor()
      await station.says(watched, 'up')
      station.note('Redis does not reply any more, and every connection stays open')
      const silence = station.way.proxy.silence(everyone)
      await endsInTime(kit, 'close()', watched.monitor.close())
      kit.equal('the status', watched.monitor.health().status, 'down')
      silence.stop()
    },
  },
]
