import type { Check } from '#shared/checks/check.ts'
import type { CheckContext, ProxiedConnection } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Contract, Entry } from '../../contract.ts'
import { atWork } from './at-work.ts'
import { IDLE_MS, LONG_MS, numbers, TestBed } from './test-bed.ts'
import type { TestConsumer } from './test-consumer.ts'

const WAYS = { fin: 'closes all connections cleanly (FIN)', rst: 'resets all connections (RST)' } as const
const LOADING = 'LOADING Redis is loading the dataset in memory'
/** Commands with which a consumer looks for entries. Clients also send PING by themselves. */
const LOOKS = ['XPENDING', 'XREADGROUP', 'XAUTOCLAIM', 'XREAD', 'XINFO', 'EVAL', 'EVALSHA', 'FCALL']
/** A loop that repeats a refused command twice within this time doesn't pause, in milliseconds. */
const RUSH_MS = 15
/** An idle consumer's close() that leaves its connections open for so long waits for nothing, in milliseconds. */
const LINGER_MS = 1000
/** How long close() may take while Redis is down, and while it is frozen, in milliseconds. */
const AWAY_MS = 2500
const FROZEN_MS = 4000

/** How often the connection is lost before the group is created. */
const LOST_BEFORE = 2

/** The connection is lost while the consumer waits for entries. */
function cut(how: keyof typeof WAYS): Check<Contract> {
  return {
    id: `06.4-${how}`,
    task: '06.4',
    needsReconnect: true,
    title: `after the server ${WAYS[how]}, the loss is reported, and all entries are handled`,
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      bed.strayCause = LOOP_ENDED
      const calls = atWork(context)
      const proxied = await bed.proxied()
      tellUnconfirmed(context, proxied)
      const onlyConnections = () =>
        context.equal(
          'the kinds of reported problems',
          [...new Set(proxied.problems.map(({ kind }) => kind))],
          ['connection'],
          {
            cause: handlerIsBlamed,
          },
        )
      // One at a time, so that a second loop would find something to do.
      const anna = await bed.worker('anna', { idleMs: IDLE_MS, count: 1, handle: calls.handle })
      const asks = asking(anna.proxied)
      await bed.add('1')
      await bed.handles('1')
      await bed.settled()
      for (const round of [2, 4]) {
        const before = anna.proxied.problems.length
        const sent = bed.sent.length
        bed.causes = {
          missing: () => (bed.has(/^X/, () => true, sent) ? undefined : LOOP_ENDED),
        }
        // Between two commands, the client would queue the next one, and the consumer wouldn't notice.
        await context.until('the consumer looks for entries', asks)
        context.log(`the check ${WAYS[how]}`)
        anna.proxied.proxy.cut(allConnections, how)
        await context.until(
          'the loss is reported',
          () => anna.proxied.problems.slice(before).some(({ kind }) => kind === 'connection'),
          { cause: () => (bed.has(/^X/, () => true, sent) ? undefined : LOOP_ENDED) },
        )
        await bed.add(String(round), String(round + 1))
        await bed.handles(...numbers(round + 1))
        await bed.settled()
        onlyConnections()
      }
      await bed.add(...numbers(15, 6))
      await bed.handles(...numbers(15))
      context.equal('the number of handlers running at the same time', calls.most, 1, {
        cause: 'You start another loop after a lost connection, but the first one is still running.',
      })
      onlyConnections()
    },
  }
}

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
            ? 'Redis has delivered 2 and 3 to anna, so they are pending with anna. Don’t skip your own name when you take over.'
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
  {
    id: '06.4-drains',
    task: '06.4',
    title: 'close() reads no more entries, and resolves after those that were taken are acknowledged',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const proxied = await context.connectThroughProxy()
      const isNeverClosed = closings(proxied)
      const anna = await bed.worker('anna', { proxied, count: 2, handle: (_, worker) => worker.wait() })
      await bed.add(...numbers(5))
      await context.until('anna is handling an entry', () => anna.entries.length === 1)
      const closing = Promise.all([anna.consumer.close(), anna.consumer.close()])
      const isOver = trackSettled(closing)
      // Meanwhile, Redis replies to the check five times.
      for (let turn = 0; turn < 5; turn++) await bed.pending()
      if (isOver()) context.fail('close() resolved while an entry was being handled', { cause: UNFINISHED })
      anna.letGo()
      await context.until('close() resolves', isOver)
      await closing
      context.equal('the pending entries after close() resolved', await bed.pending(), [], {
        cause: (got) =>
          got.length > 0
            ? 'You close the connections before the entries that were taken are done. Wait for `running`.'
            : undefined,
      })
      await context.until('no connection is open', () => proxied.proxy.links.size === 0, {
        cause: isNeverClosed,
      })
      await anna.consumer.close()
      await bed.worker('ben')
      await bed.handles(...numbers(5))
      await bed.settled()
    },
  },
  {
    id: '06.4-takes-no-more',
    task: '06.4',
    title: 'close() takes over no more entries, and finishes the one that was taken over',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      await bed.createGroup()
      const ids = await bed.add(...numbers(5))
      await bed.idle('gone', await bed.takes('gone', 5), LONG_MS * 5)
      const anna = await bed.worker('anna', { idleMs: LONG_MS, handle: (_, worker) => worker.wait() })
      await context.until('anna is handling an entry', () => anna.entries.length === 1)
      const closing = anna.consumer.close()
      closing.catch(() => {})
      for (let turn = 0; turn < 5; turn++) await bed.pending()
      // One, or as many as anna takes at a time.
      const taken = (await bed.pendingWith('anna')).map((id) => String(ids.indexOf(id) + 1))
      anna.letGo()
      await closing
      context.equal('what anna handled', anna.texts, taken, {
        cause: (got) =>
          got.length > taken.length
            ? 'You go on taking over entries after close(). Look at `closing` before each entry.'
            : undefined,
      })
      await bed.worker('ben', { idleMs: LONG_MS })
      await bed.handles(...numbers(5))
      await bed.settled()
    },
  },
  {
    id: '06.4-close-idle',
    task: '06.4',
    title:
      'close() of an idle consumer and of a feed takes no longer than a read, and leaves no connection open',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const proxied = await context.connectThroughProxy()
      let [lookedAt, closedAt] = [0, 0]
      proxied.proxy.addListener(({ what, ...event }) => {
        if (what === 'reply' && 'name' in event && LOOKS.includes(`${event.name}`))
          lookedAt = performance.now()
        if (what === 'closed') closedAt = performance.now()
      })
      const isNeverClosed = closings(proxied)
      const anna = await bed.worker('anna', { proxied, idleMs: IDLE_MS })
      const feed = await bed.feed({ proxied })
      await feed.add({ n: '1' })
      await bed.handles('1')
      await bed.settled()
      await Promise.all([anna.consumer.close(), feed.close()])
      await context.until('no connection is open', () => proxied.proxy.links.size === 0, {
        cause: isNeverClosed,
      })
      if (closedAt - lookedAt > LINGER_MS)
        context.fail(
          `close() of an idle consumer left its connections open for ${Math.round(closedAt - lookedAt)} ms`,
          {
            cause:
              'You wait for redisIsGone() only, which takes long if nothing is wrong. Race it with `running`.',
          },
        )
      await feed.close()
      context.equal('the reported problems', proxied.problems, [])
    },
  },
  {
    id: '06.4-close-away',
    task: '06.4',
    needsReconnect: true,
    title: 'if Redis is down, close() waits for the running handler only, and nothing connects afterwards',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const idle = await bed.worker('idle', {
        idleMs: IDLE_MS,
        group: 'other',
        proxied: await context.connectThroughProxy(),
      })
      let atWork = 0
      const handle = async (_: Entry, worker: TestConsumer) => {
        atWork++
        await worker.wait()
        atWork--
      }
      const busy = await bed.worker('busy', { idleMs: IDLE_MS, handle })
      await bed.add('1', '2')
      await context.until(
        'both have received an entry',
        () => busy.texts.length === 1 && idle.texts.length === 2,
      )
      context.log('the check stops Redis')
      for (const { proxied } of [idle, busy]) {
        proxied.proxy.refuse()
        proxied.proxy.cut()
      }
      for (const { proxied } of [idle, busy]) {
        await context.until('the loss is reported', () =>
          proxied.problems.some(({ kind }) => kind === 'connection'),
        )
      }
      let atWorkThen = 0
      let handled = 0
      const closing = busy.consumer.close().then(() => {
        atWorkThen = atWork
        handled = busy.texts.length
      })
      const isOver = trackSettled(closing)
      const isIdleOver = trackSettled(idle.consumer.close())
      const options = { withinMs: AWAY_MS, cause: WAITS_FOR_REDIS }
      await context.until('close() of the idle consumer resolves', isIdleOver, options)
      for (let turn = 0; turn < 5; turn++) await bed.pending()
      if (isOver()) context.fail('close() resolved while an entry was being handled', { cause: UNFINISHED })
      const isBusyOver = () => {
        // One at a time: it may handle all that it has taken.
        busy.goOn()
        return isOver()
      }
      await context.until('close() of the busy consumer resolves', isBusyOver, options)
      context.equal('the number of running handlers after close() resolved', atWorkThen, 0, {
        cause: GOES_ON,
      })
      for (const { proxied } of [idle, busy]) {
        proxied.proxy.accept()
        await context.until('no connection is open', () => proxied.proxy.links.size === 0)
      }
      // A pending connection attempt would have succeeded by now.
      for (let turn = 0; turn < 10; turn++) await bed.pending()
      for (const { proxied, name } of [idle, busy]) {
        context.equal(`the number of connections of ${name}`, proxied.proxy.links.size, 0)
      }
      context.equal('the number of entries handled after close() resolved', busy.texts.length - handled, 0, {
        cause: GOES_ON,
      })
    },
  },
  {
    id: '06.4-close-frozen',
    task: '06.4',
    needsReconnect: true,
    title: 'close() resolves within 4 seconds while Redis is frozen',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const feed = await bed.feed({ proxied: await context.connectThroughProxy() })
      const idle = await bed.worker('idle', {
        idleMs: IDLE_MS,
        group: 'other',
        proxied: await context.connectThroughProxy(),
      })
      const busy = await bed.worker('busy', {
        idleMs: IDLE_MS,
        proxied: await context.connectThroughProxy(),
        handle: (_, one) => one.wait(),
      })
      await feed.add({ n: '1' })
      await context.until('both have received the entry', () => busy.texts.length + idle.texts.length === 2)
      await bed.settled('other')
      context.log('the check freezes Redis')
      for (const proxied of bed.ways) proxied.proxy.silence()
      const closing = { feed: feed.close(), idle: idle.consumer.close(), busy: busy.consumer.close() }
      busy.letGo()
      await Promise.all(
        Object.entries(closing).map(([name, promise]) =>
          context.until(`close() of ${name} resolves`, trackSettled(promise), {
            withinMs: FROZEN_MS,
            ...(name !== 'feed' && { cause: WAITS_FOR_REDIS }),
          }),
        ),
      )
    },
  },
]

const LOOP_ENDED = 'The error has ended your loop. Catch it inside the loop.'
const GOES_ON = 'Your close() resolves while entries are still being handled.'
const WAITS_FOR_REDIS = 'You wait for `running`, which waits for Redis. Race it with redisIsGone().'
const UNFINISHED =
  'You don’t wait for the running handler. Wait for `running` or redisIsGone(), whichever is first.'

/** Begins to watch whether connections are closed; returns why they are still open, if none was. */
function closings({ proxy }: ProxiedConnection): () => string | undefined {
  let closed = false
  proxy.addListener((event) => {
    if (event.what === 'closed' && event.by === 'client') closed = true
  })
  return () => (closed ? undefined : 'You never close the connections. Call commands.close().')
}

/** Whether Redis has yet to reply to a command with which the consumer looks for entries. */
function asking({ proxy }: ProxiedConnection): () => boolean {
  const asked = new Map<number, number>()
  const change = (connection: number, by: number) =>
    asked.set(connection, Math.max((asked.get(connection) ?? 0) + by, 0))
  proxy.addListener((event) => {
    if (event.what === 'closed') asked.delete(event.connection)
    else if (event.what === 'command' && LOOKS.includes(event.name)) change(event.connection, 1)
    else if (event.what === 'reply' && LOOKS.includes(event.name.toUpperCase())) change(event.connection, -1)
  })
  return () => [...asked.values()].some((count) => count > 0)
}

/** Shows each XACK in the timeline that wasn't confirmed because its connection was lost. */
function tellUnconfirmed(context: CheckContext, { proxy }: ProxiedConnection): void {
  const waiting = new Map<number, string>()
  proxy.addListener((event) => {
    if (event.what === 'command' && event.name === 'XACK') waiting.set(event.connection, event.args.at(-1)!)
    if (event.what === 'reply' && /^xack$/i.test(event.name)) waiting.delete(event.connection)
    if (event.what !== 'closed') return
    const id = waiting.get(event.connection)
    if (id !== undefined)
      context.log(`connection ${event.connection} was lost before Redis replied to XACK ${id}`, { key: true })
    waiting.delete(event.connection)
  })
}

/** Why a problem of the connection is reported as one of the handler. */
function handlerIsBlamed(kinds: readonly string[]): string | undefined {
  return kinds.includes('handler')
    ? 'XACK is inside the `try` around the handler. If XACK fails, the handler hasn’t failed.'
    : undefined
}

/** Whether a problem with this word was reported. */
function reports({ problems }: ProxiedConnection, kind: string, word: string): boolean {
  return problems.some((problem) => problem.kind === kind && String(problem.error).includes(word))
}

/** Whether a reply contains entries, including one of EXEC. */
function isFull(value: unknown): boolean {
  if (!Array.isArray(value) && (typeof value !== 'object' || value === null)) return false
  return JSON.stringify(value).includes('"n"')
}
