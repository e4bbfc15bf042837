import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Contract, Entry } from '../../contract.ts'
import { closings, LOOKS } from './faults.ts'
import { IDLE_MS, LONG_MS, numbers, TestBed } from './test-bed.ts'
import type { TestConsumer } from './test-consumer.ts'

/** An idle consumer's close() that leaves its connections open for so long waits for nothing, in milliseconds. */
const LINGER_MS = 1000

/** How long close() may take while Redis is down, and while it is frozen, in milliseconds. */
const AWAY_MS = 2500

const FROZEN_MS = 4000

export const closingChecks: readonly Check<Contract>[] = [
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

const GOES_ON = 'Your close() resolves while entries are still being handled.'

const WAITS_FOR_REDIS = 'You wait for `running`, which waits for Redis. Race it with redisIsGone().'

const UNFINISHED =
  "You don't wait for the running handler. Wait for `running` or redisIsGone(), whichever is first."
