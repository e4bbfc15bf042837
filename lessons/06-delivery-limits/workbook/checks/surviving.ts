import type { Check } from '../../../../shared/checks/check.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { Desk, IDLE_MS, LONG_MS, numbers } from './desk.ts'

const WAYS = { fin: 'ends all connections in good order', rst: 'breaks off all connections' } as const

/** How often the connection is lost before the group is made. */
const LOST_BEFORE = 2

/** The connection is lost while the consumer waits for entries. */
function cut(how: keyof typeof WAYS): Check<Contract> {
  return {
    id: `06.4-${how}`,
    task: '06.4',
    waits: true,
    title: `after the other side ${WAYS[how]}, it is reported, and all entries are handled`,
    misconception:
      'nothing catches what a waiting read rejects with, so the loop ends; or each lost connection begins one more loop',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const calls = atWork(kit)
      // One at a time, so that a second loop would find something to do.
      const anna = await desk.worker('anna', { idleMs: IDLE_MS, count: 1, handle: calls.handle })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      for (const round of [2, 4]) {
        const before = anna.way.problems.length
        kit.log(`the check ${WAYS[how]}`)
        anna.way.proxy.cut(everyone, how)
        await kit.until('the loss is reported', () =>
          anna.way.problems.slice(before).some(({ kind }) => kind === 'connection'),
        )
        await desk.add(String(round), String(round + 1))
        await desk.handles(...numbers(round + 1))
        await desk.settled()
      }
      await desk.add(...numbers(15, 6))
      await desk.handles(...numbers(15))
      kit.equal('how many entries were at work at the same time, at most', calls.most, 1)
      const kinds = new Set(anna.way.problems.map(({ kind }) => kind))
      kit.equal('the kinds of problems reported', [...kinds], ['connection'])
    },
  }
}

export const survivingChecks: readonly Check<Contract>[] = [
  cut('fin'),
  cut('rst'),
  {
    id: '06.4-joins',
    task: '06.4',
    waits: true,
    title: 'connections that are lost while the group is made do not end the consumer before it has begun',
    misconception: 'only what is read in the loop is tried again, and not the first command',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.add('1', '2')
      const way = await kit.way()
      const { proxy } = way
      let asked = 0
      proxy.also((event) => {
        if (event.what !== 'command' || event.name !== 'XGROUP' || ++asked > LOST_BEFORE) return
        kit.log('the check breaks off all connections before this comes to Redis')
        proxy.cut(everyone, 'rst')
      })
      const joining = desk.worker('anna', { idleMs: IDLE_MS, way })
      const isOver = settlingOf(joining)
      await kit.until('the group is asked for again', () => asked > LOST_BEFORE || isOver())
      await kit.until('consumer() settles', isOver)
      const anna = await joining
      kit.equal('the groups when consumer() has resolved', await desk.groups(), [desk.group])
      await desk.handles('1', '2')
      await desk.settled()
      const kinds = new Set(way.problems.map(({ kind }) => kind))
      kit.equal('the kinds of problems reported', [...kinds], ['connection'])
      await anna.consumer.close()
      await kit.until('no connection is left', () => proxy.links.size === 0)
    },
  },
  {
    id: '06.4-lost-reply',
    task: '06.4',
    title: 'entries that Redis has delivered and that never arrived are handled all the same',
    misconception: 'what was read is known here: the answer to a read may be lost with the connection',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', { idleMs: IDLE_MS })
      await desk.add('1')
      await desk.handles('1')
      await desk.settled()
      kit.log('the check: from now on, answers do not arrive')
      // It is asked for again and again until one brings entries.
      const { proxy } = anna.way
      let lost = false
      proxy.also((event) => {
        const brings =
          event.what === 'reply' && /^(xreadgroup|exec)$/i.test(event.name) && isFull(event.value)
        if (!brings || lost) return
        lost = true
        kit.log('the check: this answer is lost')
        proxy.cut(everyone, 'rst')
      })
      await desk.add('2', '3')
      await kit.until('the answer is lost', () => lost)
      await desk.handles('1', '2', '3')
      await desk.settled()
    },
  },
  {
    id: '06.4-at-work',
    task: '06.4',
    waits: true,
    title: 'when the connection is lost while an entry is being handled, it is done in the end',
    misconception: 'an XACK that cannot be sent ends the loop, or its rejection is not handled',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      let first = true
      const anna = await desk.worker('anna', {
        idleMs: IDLE_MS,
        handle: async (_, worker) => {
          if (first) await worker.wait()
          first = false
        },
      })
      await desk.add('1', '2')
      await kit.until('anna is at work', () => anna.entries.length === 1)
      kit.log('the check: Redis goes away')
      anna.way.proxy.refuse()
      anna.way.proxy.cut()
      await kit.until('the loss is reported', () =>
        anna.way.problems.some(({ kind }) => kind === 'connection'),
      )
      anna.goOn()
      await kit.until('she goes on', () => !first)
      kit.log('the check: Redis is back')
      anna.way.proxy.accept()
      await desk.add('3')
      // At least once: the acknowledgement may have been lost.
      await kit.until('all are handled', () => numbers(3).every((n) => anna.texts.includes(n)))
      await desk.settled()
    },
  },
  {
    id: '06.4-drains',
    task: '06.4',
    title: 'close() takes nothing more, and resolves when all that was taken is done',
    misconception: 'what was taken is dropped, and stays pending; or close() does not wait for the work',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const way = await kit.way()
      const anna = await desk.worker('anna', { way, count: 2, handle: (_, worker) => worker.wait() })
      await desk.add(...numbers(5))
      await kit.until('anna is at work', () => anna.entries.length === 1)
      let ended = false
      const closing = Promise.all([anna.consumer.close(), anna.consumer.close()]).then(() => {
        ended = true
      })
      closing.catch(() => {})
      // Redis answers the check meanwhile, so it had time enough.
      for (let turn = 0; turn < 5; turn++) await desk.pending()
      if (ended) kit.fail('close() resolved while an entry was being handled')
      anna.letGo()
      await closing
      kit.equal('what is pending when close() has resolved', await desk.pending(), [])
      await kit.until('no connection is left', () => anna.way.proxy.links.size === 0)
      await anna.consumer.close()
      await desk.worker('ben')
      await desk.handles(...numbers(5))
      await desk.settled()
    },
  },
  {
    id: '06.4-takes-no-more',
    task: '06.4',
    title: 'close() takes over nothing more, and finishes what was taken over',
    misconception: 'the whole list of what was abandoned is worked off, however long it takes',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      await desk.createGroup()
      const ids = await desk.add(...numbers(5))
      await desk.idle('gone', await desk.takes('gone', 5), LONG_MS * 5)
      const anna = await desk.worker('anna', { idleMs: LONG_MS, handle: (_, worker) => worker.wait() })
      await kit.until('anna is at work', () => anna.entries.length === 1)
      const closing = anna.consumer.close()
      closing.catch(() => {})
      for (let turn = 0; turn < 5; turn++) await desk.pending()
      // One, or as many as she takes at a time.
      const taken = (await desk.pendingWith('anna')).map((id) => String(ids.indexOf(id) + 1))
      anna.letGo()
      await closing
      kit.equal('what anna has handled, of what she had taken before close()', anna.texts, taken)
      await desk.worker('ben', { idleMs: LONG_MS })
      await desk.handles(...numbers(5))
      await desk.settled()
    },
  },
  {
    id: '06.4-failed-stays',
    task: '06.4',
    title: 'what has failed is pending after close(), and another consumer gets it',
    misconception: 'close() removes the consumer from its group: all that is pending with it is forgotten',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const anna = await desk.worker('anna', {
        way: await kit.way(),
        handle: ({ fields: { n } }) => {
          if (n === '2') throw new Error('not yet')
        },
      })
      const ids = await desk.add(...numbers(3))
      await desk.handles(...numbers(3))
      await anna.consumer.close()
      kit.equal('what is pending after close()', await desk.pending(), [ids[1]])
      await desk.idle('anna', [ids[1]!], LONG_MS * 5)
      const ben = await desk.worker('ben', { idleMs: LONG_MS })
      await desk.handles('1', '2', '2', '3')
      kit.equal(
        'what ben was given, and the attempt',
        ben.entries.map(({ fields, attempt }) => [fields.n, attempt]),
        [['2', 2]],
      )
      await desk.settled()
    },
  },
  {
    id: '06.4-close-idle',
    task: '06.4',
    title: 'close() ends a consumer that waits for entries, and a feed; no connection is left',
    misconception: 'close() waits for a read that waits for ever, or one of the connections is forgotten',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const way = await kit.way()
      const anna = await desk.worker('anna', { way, idleMs: IDLE_MS })
      const feed = await desk.feed({ way })
      await feed.add({ n: '1' })
      await desk.handles('1')
      await desk.settled()
      await Promise.all([anna.consumer.close(), feed.close()])
      await kit.until('no connection is left', () => way.proxy.links.size === 0)
      await feed.close()
      kit.equal('what was reported', way.problems, [])
    },
  },
  {
    id: '06.4-close-away',
    task: '06.4',
    waits: true,
    title:
      'close() ends while Redis is away, also when an entry is being handled, and nothing connects afterwards',
    misconception:
      'closing in good order waits for an answer of Redis that cannot come; or without Redis, nothing is waited for, the handler neither',
    async run(kit, subject) {
      const desk = new Desk(kit, subject)
      const idle = await desk.worker('idle', { idleMs: IDLE_MS, group: 'other', way: await kit.way() })
      const busy = await desk.worker('busy', { idleMs: IDLE_MS, handle: (_, worker) => worker.wait() })
      await desk.add('1')
      await kit.until('both were given the entry', () => busy.texts.length + idle.texts.length === 2)
      kit.log('the check: Redis goes away')
      for (const { way } of [idle, busy]) {
        way.proxy.refuse()
        way.proxy.cut()
      }
      for (const { way } of [idle, busy]) {
        await kit.until('the loss is reported', () => way.problems.some(({ kind }) => kind === 'connection'))
      }
      let ended = false
      const closing = busy.consumer.close().then(() => {
        ended = true
      })
      closing.catch(() => {})
      await idle.consumer.close()
      for (let turn = 0; turn < 5; turn++) await desk.pending()
      if (ended) kit.fail('close() resolved while an entry was being handled')
      busy.letGo()
      await closing
      for (const { way } of [idle, busy]) {
        way.proxy.accept()
        await kit.until('no connection is left', () => way.proxy.links.size === 0)
      }
      // What still had a try under way would be back by now: Redis has answered the check many times.
      for (let turn = 0; turn < 10; turn++) await desk.pending()
      for (const { way, name } of [idle, busy]) {
        kit.equal(`the connections of ${name}`, way.proxy.links.size, 0)
      }
    },
  },
]

/** Whether an answer brings entries, also one of EXEC. */
function isFull(value: unknown): boolean {
  if (!Array.isArray(value) && (typeof value !== 'object' || value === null)) return false
  return JSON.stringify(value).includes('"n"')
}
