import type { Check } from '../../../../shared/checks/check.ts'
import { Skip } from '../../../../shared/checks/failure.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Contract, Gap } from '../../contract.ts'
import { Desk, IDLE_MS, LONG_MS, numbers } from './desk.ts'

type CheckKit = Parameters<Check<Contract>['run']>[0]

const UNBLOCKED = 'UNBLOCKED client unblocked via CLIENT UNBLOCK'

/** Ends the check where Redis does not tell which entries are gone. */
async function needsRedis7(kit: CheckKit, desk: Desk): Promise<void> {
  const info = (await kit.redis('XINFO', 'STREAM', desk.stream)) as unknown[]
  if (!info.includes('entries-added')) throw new Skip('Redis 7 or later, which counts what was added')
}

export const furtherChecks: readonly Check<Contract>[] = [
  {
    id: '06.6-trimmed',
    task: '06.6',
    title: 'entries that were trimmed while nobody of the group was there are told once, and only they',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      const onGap = (gap: Gap) => void gaps.push(gap)
      await desk.createGroup()
      await needsRedis7(kit, desk)
      const anna = await desk.worker('anna', { onGap })
      await desk.add(...numbers(6))
      await desk.handles(...numbers(6))
      await desk.settled()
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 2)
      kit.log('the check: 1 to 4 are trimmed, and they were read')
      const [seventh] = await desk.add('7')
      await desk.handles(...numbers(7))
      await desk.settled()
      kit.equal('the gaps when only what was read is gone', gaps, [], {
        cause: 'Only what the group never got is a gap: compare with `last-delivered-id` of the group',
      })
      await anna.consumer.close()
      const left = (await desk.add(...numbers(20, 8))).at(-5)
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 5)
      kit.log('the check: all up to 15 are trimmed, and nobody has read 8 to 15')
      await desk.worker('ben', { onGap })
      await desk.handles(...numbers(7), ...numbers(20, 16))
      await desk.add('21')
      await desk.handles(...numbers(7), ...numbers(21, 16))
      kit.equal('the gaps', gaps, [{ why: 'trimmed', after: seventh, before: left }])
    },
  },
  {
    id: '06.6-none-left',
    task: '06.6',
    title: 'when all was trimmed and nothing is left, it is told once, with `before` null',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      const onGap = (gap: Gap) => void gaps.push(gap)
      await desk.createGroup()
      await needsRedis7(kit, desk)
      const anna = await desk.worker('anna', { way: await kit.way() })
      const third = (await desk.add(...numbers(3))).at(-1)
      await desk.handles(...numbers(3))
      await desk.settled()
      await anna.consumer.close()
      await desk.add(...numbers(6, 4))
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 0)
      kit.log('the check: all are trimmed, and nobody has read 4 to 6')
      await desk.worker('ben', { onGap })
      await kit.until('onGap is called', () => gaps.length > 0)
      for (const n of ['7', '8']) {
        await desk.add(n)
        await desk.handles(...numbers(3), ...numbers(Number(n), 7))
      }
      await desk.settled()
      kit.equal('the gaps', gaps, [{ why: 'trimmed', after: third, before: null }])
    },
  },
  {
    id: '06.6-too-slow',
    task: '06.6',
    title: 'a consumer that is there and too slow is told of what was trimmed before it came to it',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      await desk.createGroup()
      await needsRedis7(kit, desk)
      const anna = await desk.worker('anna', {
        count: 1,
        onGap: (gap) => void gaps.push(gap),
        handle: (_, worker) => worker.wait(),
      })
      const [first] = await desk.add('1')
      await kit.until('anna is at work', () => anna.entries.length === 1)
      const left = (await desk.add(...numbers(9, 2))).at(-3)
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 3)
      kit.log('the check: all up to 6 are trimmed')
      anna.letGo()
      await desk.handles('1', ...numbers(9, 7))
      await desk.add('10')
      await desk.handles('1', ...numbers(10, 7))
      kit.equal('the gaps', gaps, [{ why: 'trimmed', after: first, before: left }])
    },
  },
  {
    id: '06.6-deleted',
    task: '06.6',
    title: 'an abandoned entry that is gone is told by its id, and does not stay pending',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      await desk.createGroup()
      await needsRedis7(kit, desk)
      const ids = await desk.add(...numbers(3))
      await desk.takes('gone', 3)
      await kit.redis('XDEL', desk.stream, ids[1]!)
      await desk.worker('anna', { idleMs: IDLE_MS, onGap: (gap) => void gaps.push(gap) })
      await desk.handles('1', '3')
      await desk.settled()
      await desk.add('4')
      await desk.handles('1', '3', '4')
      kit.equal('the gaps', gaps, [{ why: 'deleted', id: ids[1] }])
    },
  },
  {
    id: '06.7-emptied',
    task: '06.7',
    title: 'when Redis has forgotten stream and group, what is added afterwards is handled',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      for (const name of ['anna', 'ben']) await desk.worker(name, { idleMs: LONG_MS })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      await desk.replace('2', '3')
      await desk.handles('1', '2', '3')
      await desk.settled()
      kit.log('the check: the group is gone, and the stream is there')
      await kit.redis('XTRIM', desk.stream, 'MAXLEN', 0)
      await kit.redis('XGROUP', 'DESTROY', desk.stream, desk.group)
      await desk.add('4', '5')
      await desk.handles(...numbers(5))
      await desk.settled()
    },
  },
  {
    id: '06.7-told',
    task: '06.7',
    title: 'it is told, as "emptied", by whoever notices',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      await desk.worker('anna', { idleMs: IDLE_MS, onGap: (gap) => void gaps.push(gap) })
      for (const n of ['1', '2', '3']) {
        await desk.add(n)
        await desk.handles(...numbers(Number(n)))
        await desk.settled()
        kit.equal('the gaps told before', gaps.length, Number(n) - 1)
        kit.log('the check: the stream is gone')
        await kit.redis('DEL', desk.stream)
        await kit.until('onGap is called', () => gaps.length >= Number(n))
      }
      kit.equal('the gaps', gaps, Array(3).fill({ why: 'emptied' }))
    },
  },
  {
    id: '06.7-unblocked',
    task: '06.7',
    title: 'a read that Redis unblocks is no gap',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const gaps: Gap[] = []
      const anna = await desk.worker('anna', { idleMs: IDLE_MS, onGap: (gap) => void gaps.push(gap) })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      kit.log('the check: the next commands are unblocked, as by CLIENT UNBLOCK or a failover')
      const unblocked = anna.way.proxy.answer(everyone, '*', UNBLOCKED, { times: 2 })
      await kit.until('two commands are unblocked', () => unblocked.count === 2)
      await desk.add('2')
      await desk.handles('1', '2')
      await desk.settled()
      kit.equal('the gaps', gaps, [], {
        cause:
          'UNBLOCKED says that a read has ended, and nothing of the stream. If the group is gone, the next read says NOGROUP',
      })
    },
  },
  {
    id: '06.8-keeps',
    task: '06.8',
    waits: true,
    title: 'a slow consumer that is alive keeps what it has taken',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      // Everything runs in one process, and a busy machine may let it stand still for a while.
      const idleMs = Math.floor(Math.min(kit.bound, 20_000) / 2)
      const anna = await desk.worker('anna', { idleMs, handle: (_, worker) => worker.wait() })
      await desk.add(...numbers(4))
      await kit.until('anna is at work', () => anna.entries.length === 1)
      const taken = (await desk.pending()).length
      const ben = await desk.worker('ben', { idleMs })
      await desk.allTaken()
      // Taken after anna's, and by one who is gone: when it is idle for long enough, so would anna's be.
      await desk.addAbandoned('abandoned')
      await kit.until('ben takes over what was abandoned', () => ben.texts.includes('abandoned'))
      kit.equal(
        'how often what anna has in hand was delivered',
        (await desk.deliveries()).slice(0, taken),
        Array(taken).fill(1),
      )
      anna.letGo()
      await desk.progress(() => desk.handled.length, 5)
      await desk.settled()
      kit.equal('what anna was given', anna.texts.slice(0, taken), numbers(taken))
      kit.equal('what both were given', desk.handled, [...numbers(4), 'abandoned'].sort(order))
    },
  },
  {
    id: '06.8-failed',
    task: '06.8',
    waits: true,
    title: 'an entry that has failed is taken over by another consumer while its own is still busy',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const idleMs = Math.floor(Math.min(kit.bound, 20_000) / 3)
      const anna = await desk.worker('anna', {
        idleMs,
        handle: ({ fields: { n } }, worker) => {
          if (n === '1') throw new Error('not yet')
          return worker.wait()
        },
      })
      await desk.add('1', '2')
      await kit.until('anna is at work on 2', () => anna.texts.includes('2'))
      const ben = await desk.worker('ben', { idleMs })
      await kit.until('ben takes over 1, which has failed', () => ben.texts.includes('1'), {
        cause: () =>
          desk.has(/^XCLAIM$/, (args) => args.some((arg) => /^justid$/i.test(arg)))
            ? 'You keep an entry that has failed: it is not in hand any more'
            : undefined,
      })
      anna.letGo()
      await desk.settled()
    },
  },
  {
    id: '06.8-taken',
    task: '06.8',
    waits: true,
    title: 'what another consumer has taken over meanwhile is left to it',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const idleMs = Math.floor(Math.min(kit.bound, 20_000) / 2)
      await desk.createGroup()
      const ids = await desk.add(...numbers(4))
      const anna = await desk.worker('anna', { idleMs, handle: (_, worker) => worker.wait() })
      await kit.until('anna is at work', () => anna.entries.length === 1)
      const taken = (await desk.pendingWith('anna')).slice(1)
      const idleOfFirst = async () => {
        const range = [ids[0]!, ids[0]!, 1] as const
        const lines = (await kit.redis('XPENDING', desk.stream, desk.group, ...range)) as [
          string,
          string,
          number,
        ][]
        return lines[0]?.[2] ?? 0
      }
      // Anna may just have asked which are hers. So it is tried a few times whether she takes them back.
      for (
        let time = 0;
        time < 4 && (time < 2 || (await desk.pendingWith('other')).length < taken.length);
        time++
      ) {
        if (taken.length > 0) await desk.idle('other', taken, 0)
        kit.log('the check: other takes over all but the first that anna has')
        await desk.idle('anna', [ids[0]!], Math.floor(idleMs / 2))
        await kit.until('anna keeps the first', async () => (await idleOfFirst()) < Math.floor(idleMs / 2))
      }
      kit.equal('what is pending with other', await desk.pendingWith('other'), taken, {
        cause:
          'XCLAIM with an idle time of 0 takes from others, too. Ask with XPENDING and your name which are still yours',
      })
      anna.letGo()
      await desk.add('5')
      await kit.until('anna goes on', () => anna.texts.includes('5'))
      const robbed = anna.entries.filter(({ id, attempt }) => attempt === 1 && taken.includes(id))
      kit.equal(
        'what anna has handled of it',
        robbed.map(({ fields }) => fields.n),
        [],
        {
          cause:
            'Redis has given these entries to another consumer. Remove from `inFlight` what is not pending with you any more',
        },
      )
      await kit.redis('XACK', desk.stream, desk.group, ids[0]!, ...taken)
    },
  },
]

function order(a: string, b: string): number {
  return Number(a) - Number(b) || a.localeCompare(b)
}
