import type { Check } from '#shared/checks/check.ts'
import type { ProxiedConnection } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract } from '../../contract.ts'
import { closings, cut, handlerIsBlamed, LOOKS, LOOP_ENDED } from './faults.ts'
import { IDLE_MS, numbers, TestBed } from './test-bed.ts'

const LOADING = 'LOADING Redis is loading the dataset in memory'

/** A loop that repeats a refused command twice within this time doesn't pause, in milliseconds. */
const RUSH_MS = 15

/** How often the connection is lost before the group is created. */
const LOST_BEFORE = 2

export const survivingChecks: readonly Check<Contract>[] = [
  cut('fin'),
  cut('rst'),
  {
    id: '06.4-joins',
    task: '06.4',
    needsReconnect: true,
    title: 'consumer() tries again if its connections are lost while it creates the group',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.add('1', '2')
      const proxied = await context.connectThroughProxy()
      const { proxy } = proxied
      const isNeverClosed = closings(proxied)
      let asked = 0
      proxy.addListener((event) => {
        if (event.what !== 'command' || event.name !== 'XGROUP' || ++asked > LOST_BEFORE) return
        context.log('the check resets all connections before this reaches Redis')
        proxy.cut(allConnections, 'rst')
      })
      const joining = bed.worker('anna', { idleMs: IDLE_MS, proxied })
      const isOver = trackSettled(joining)
      await context.until(
        'the consumer tries to create the group again',
        () => asked > LOST_BEFORE || isOver(),
      )
      await context.until('consumer() settles', isOver)
      const anna = await joining.catch((error: unknown) =>
        context.fail(`consumer() should resolve, but it rejected with ${error}`, {
          cause:
            'You close the connections or change the error. Throw the error of XGROUP CREATE, and join() tries again.',
        }),
      )
      context.equal('the groups after consumer() resolved', await bed.groups(), [bed.group], {
        cause: () => 'You ignore a failed XGROUP CREATE. Ignore BUSYGROUP only.',
      })
      bed.causes = {
        missing: () =>
          bed.has(/^XGROUP$/, (args) => args.includes('$'))
            ? 'You create the group at `$` when you try again. Use `0` each time.'
            : undefined,
      }
      await bed.handles('1', '2')
      await bed.settled()
      const kinds = new Set(proxied.problems.map(({ kind }) => kind))
      context.equal('the kinds of reported problems', [...kinds], ['connection'])
      await anna.consumer.close()
      await context.until('no connection is open', () => proxy.links.size === 0, { cause: isNeverClosed })
    },
  },
  {
    id: '06.4-loading',
    task: '06.4',
    title:
      'while Redis loads its data, a new consumer waits, and a running one reports LOADING, pauses, and goes on',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.strayCause = LOOP_ENDED
      const ben = await bed.worker('ben', { idleMs: IDLE_MS, proxied: await context.connectThroughProxy() })
      const proxied = await context.connectThroughProxy()
      context.log('the check lets Redis load its data')
      const loading = proxied.proxy.answer(allConnections, '*', LOADING)
      const refused = LOOKS.map((command) => ben.proxied.proxy.answer(allConnections, command, LOADING))
      const looks: { name: string; at: number }[] = []
      ben.proxied.proxy.addListener((event) => {
        if (event.what === 'command' && LOOKS.includes(event.name))
          looks.push({ name: event.name, at: performance.now() })
      })
      const joining = bed.worker('anna', { idleMs: IDLE_MS, proxied })
      const isOver = trackSettled(joining)
      await context.until('the consumer tries to create the group again', () => loading.count > 2 || isOver())
      if (isOver()) {
        const outcome = await joining.then(
          () => 'resolved',
          (error: unknown) => `rejected with ${error}`,
        )
        context.fail(`consumer() should wait while Redis loads its data, but it ${outcome}`)
      }
      await context.until(
        'ben reports LOADING, with kind connection',
        () => reports(ben.proxied, 'connection', 'LOADING'),
        {
          cause: () =>
            refused.some(({ count }) => count > 1)
              ? 'You try again without reporting the error. Await recover(error).'
              : undefined,
        },
      )
      for (const command of LOOKS) {
        // A pause begins after the reply, so however busy the machine is, the next command can't come sooner.
        const times = looks.filter(({ name }) => name === command).map(({ at }) => at)
        if (times.some((at, i) => i > 1 && at - times[i - 2]! < RUSH_MS))
          context.fail(`while Redis was loading its data, ben sent three ${command} within ${RUSH_MS} ms`, {
            cause: 'After an error, your loop continues without a pause. Await recover(error).',
          })
      }
      for (const one of [loading, ...refused]) one.stop()
      context.log('Redis has loaded its data')
      const anna = await joining
      context.equal('the groups after consumer() resolved', await bed.groups(), [bed.group])
      await bed.add('1')
      await bed.handles('1')
      await anna.consumer.close()
      await bed.add('2')
      await bed.handles('1', '2')
      await bed.settled()
    },
  },
  {
    id: '06.4-demoted',
    task: '06.4',
    title: 'on a Redis replica, READONLY is reported; afterwards, all entries are acknowledged',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const proxied = await context.connectThroughProxy()
      const feed = await bed.feed({ proxied })
      const anna = await bed.worker('anna', {
        idleMs: IDLE_MS,
        proxied,
        handle: (_, worker) => worker.wait(),
      })
      await bed.add(...numbers(3))
      await context.until('anna is handling an entry', () => anna.entries.length === 1)
      context.log('the check turns the master into a replica')
      const demotion = proxied.proxy.demote()
      const error = await context.rejects('add() on a replica', feed.add({ n: 'lost' }))
      if (!String(error).includes('READONLY'))
        context.fail(`add() should reject with READONLY, not with ${error}`)
      anna.letGo()
      await context.until(
        'READONLY is reported, with kind connection',
        () => reports(proxied, 'connection', 'READONLY'),
        {
          cause: () =>
            bed.has(/^XACK$/) ? 'You swallow the error of XACK. Await it and let it reject.' : undefined,
        },
      )
      demotion.stop()
      context.log('the replica becomes the master again')
      await bed.add('4')
      await context.until('all are handled', () => numbers(4).every((n) => anna.texts.includes(n)))
      await bed.settled()
      context.equal('what anna handled', [...new Set(anna.texts)].sort(), numbers(4))
      const kinds = new Set(proxied.problems.map(({ kind }) => kind))
      context.equal('the kinds of reported problems', [...kinds], ['connection'], { cause: handlerIsBlamed })
    },
  },
  {
    id: '06.4-lost-reply',
    task: '06.4',
    title: 'entries are handled even if the reply that contained them was lost',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.strayCause = LOOP_ENDED
      const anna = await bed.worker('anna', { idleMs: IDLE_MS })
      await bed.add('1')
      await bed.handles('1')
      await bed.settled()
      context.log('the check loses the next reply with entries')
      const { proxy } = anna.proxied
      let lost = false
      proxy.addListener((event) => {
        if (event.what !== 'reply' || lost || !isFull(event.value)) return
        lost = true
        context.log('this reply is lost')
        proxy.cut(allConnections, 'rst')
      })
      await bed.add('2', '3')
      await context.until('a reply with entries is lost', () => lost)
      const sent = bed.sent.length
      bed.causes = {
        missing: () =>
          bed.has(/^X/, () => true, sent)
            ? "Redis has delivered 2 and 3 to anna, so they are pending with anna. Don't skip your own name when you take over."
            : LOOP_ENDED,
      }
      await bed.handles('1', '2', '3')
      await bed.settled()
    },
  },
  {
    id: '06.4-lost-acknowledgement',
    task: '06.4',
    title: 'a consumer goes on if the connection is lost before Redis confirms XACK',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const anna = await bed.worker('anna', { idleMs: IDLE_MS })
      const { proxy } = anna.proxied
      let lost = false
      proxy.addListener((event) => {
        const confirms = event.what === 'reply' && /^(xack|exec|eval|evalsha|fcall)$/i.test(event.name)
        if (!confirms || lost || anna.entries.length === 0) return
        lost = true
        context.log('this reply is lost', { key: true })
        proxy.cut(allConnections, 'rst')
      })
      await bed.add(...numbers(3))
      // At least once: what Redis hasn't confirmed may come again.
      await context.until('all are handled', () => numbers(3).every((n) => anna.texts.includes(n)))
      await context.until('the reply to the acknowledgement is lost', () => lost)
      await bed.settled()
      await bed.add('4')
      await context.until('the last entry is handled', () => anna.texts.includes('4'))
      await bed.settled()
      const kinds = new Set(anna.proxied.problems.map(({ kind }) => kind))
      context.equal('the kinds of reported problems', [...kinds], ['connection'], { cause: handlerIsBlamed })
    },
  },
]

/** Whether a problem with this word was reported. */
function reports({ problems }: ProxiedConnection, kind: string, word: string): boolean {
  return problems.some((problem) => problem.kind === kind && String(problem.error).includes(word))
}

/** Whether a reply contains entries, including one of EXEC. */
function isFull(value: unknown): boolean {
  if (!Array.isArray(value) && (typeof value !== 'object' || value === null)) return false
  return JSON.stringify(value).includes('"n"')
}
