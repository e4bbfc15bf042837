import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { PubSub } from '../../../02-patterns/contract.ts'
import type { Subject } from '../subject.ts'
import { CREATED } from './names.ts'
import { slowHandler } from './order.ts'
import { type AnyEvents, eventRecorder, openTestBed, reportsHandlers, turns, watched } from './test-bed.ts'

/** Longer than any check takes. */
const LONG_MS = 60_000
/** Longer than a limit that code may have of its own, but short enough for a check. */
const WHOLE_MS = 1300

export const closingChecks: readonly Check<Subject>[] = [
  {
    id: '05.7-waits',
    task: '05.7',
    title: 'close() takes no new events, and waits for handlers in flight and events in queues',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { drainMs: LONG_MS })
      const { bus, listener, channelOf } = bed
      const slow = slowHandler(context, 'slow')
      const byPattern = slowHandler(context, 'by pattern')
      await listener.on(CREATED, slow.handler)
      await listener.onPattern('order:*', byPattern.handler)
      for (const data of ['first', 'second']) await bus.emit(CREATED, data, { key: 'k' })
      await bus.emit(CREATED, 'without a key')
      await context.until(
        'the handlers are running',
        () => slow.handler.got.length >= 2 && byPattern.handler.got.length >= 2,
      )
      // Until Redis has ended the subscriptions, some of these can still arrive.
      for (const { end } of [slow, byPattern]) end('too late')
      const closing = [listener.close(), listener.close()]
      const seen = closing.map(watched)
      await context.until(
        'the subscriptions have ended',
        async () => (await bus.emit(CREATED, 'too late')) === 0,
      )
      const stillWaiting = async (what: string) => {
        await turns(context, channelOf(CREATED))
        const early = ['close()', 'the second close()'].find((_, index) => seen[index]!.state !== 'pending')
        if (early !== undefined)
          context.fail(`${early} resolved before ${what}`, {
            cause:
              early === 'the second close()' && seen[0]!.state === 'pending'
                ? 'Your second close() returns early. Return the same promise.'
                : undefined,
          })
      }
      await stillWaiting('any handler had finished')
      slow.end('without a key')
      slow.end('first')
      await context.until('the handler receives the event in the queue', () =>
        slow.handler.messages.includes('second'),
      )
      await stillWaiting('the handler had finished the event in the queue')
      slow.end('second')
      await stillWaiting('the other handler had finished')
      for (const data of ['first', 'second', 'without a key']) byPattern.end(data)
      await Promise.all(closing)
      for (const { handler } of [slow, byPattern]) {
        const got = handler.messages.filter((data) => data !== 'too late')
        context.equal(`what ${handler.name} received`, [...got].sort(), ['first', 'second', 'without a key'])
      }
      context.equal('the number of reports', bed.problems.length, 0)
    },
  },
  {
    id: '05.7-bounded',
    task: '05.7',
    title: 'close() waits at most drainMs, reports the handlers in flight, and starts no other',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { drainMs: 60 })
      const { bus, listener, channelOf } = bed
      const slow = slowHandler(context, 'slow')
      const quick = eventRecorder(context, 'quick')
      for (const handler of [slow.handler, quick]) await listener.on(CREATED, handler)
      for (const data of ['done', 'hangs', 'waits']) await bus.emit(CREATED, data, { key: 'k' })
      await context.receives(quick, ['done', 'hangs', 'waits'])
      slow.end('done')
      await context.receives(slow.handler, ['done', 'hangs'])
      // Not awaited directly: if close() waits forever, the check fails with this description.
      await context.until('close() gives up after drainMs', trackSettled(listener.close()))
      const reported = bed.problems.map((one) =>
        one.kind === 'handler' ? `handler on ${one.channel}` : one.kind,
      )
      context.equal('what was reported', reported, Array(2).fill(`handler on ${channelOf(CREATED)}`))
      for (const { error } of bed.problems) {
        if (!(error instanceof Error) || error.message === '')
          context.fail('the reported error should be an Error with a message')
      }
      slow.end('hangs')
      await turns(context, channelOf(CREATED))
      context.equal('what slow received', slow.handler.messages, ['done', 'hangs'], {
        cause: 'An event in a queue starts after close(). Clear the handlers.',
      })
    },
  },
  {
    id: '05.7-whole-time',
    task: '05.7',
    needsReconnect: true,
    title: 'close() gives handlers the whole of drainMs',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject, { drainMs: WHOLE_MS })
      const slow = slowHandler(context, 'slow')
      await listener.on(CREATED, slow.handler)
      await bus.emit(CREATED, 'hangs')
      await context.receives(slow.handler, ['hangs'])
      const begin = performance.now()
      await listener.close()
      const took = performance.now() - begin
      // A Node.js timer can fire a little early.
      if (took < WHOLE_MS - 10)
        context.fail(`close() gave up after ${Math.round(took)} ms, but drainMs is ${WHOLE_MS}`, {
          cause: 'You limit the wait to something other than drainMs.',
        })
      slow.end('hangs')
    },
  },
  {
    id: '05.7-failing',
    task: '05.7',
    title: 'if a handler fails while close() waits, close() goes on waiting for the others',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { drainMs: LONG_MS })
      const { bus, listener, channelOf } = bed
      const [failing, slow] = [slowHandler(context, 'failing'), slowHandler(context, 'slow')]
      for (const { handler } of [failing, slow]) await listener.on(CREATED, handler)
      await bus.emit(CREATED, 'first')
      for (const { handler } of [failing, slow]) await context.receives(handler, ['first'])
      const closing = listener.close()
      const seen = watched(closing)
      await context.until(
        'the subscription has ended',
        async () => (await context.subscribers(channelOf(CREATED))) === 0,
      )
      const failed = new Error('failed while close() waits')
      failing.end('first', failed)
      await context.until('the failure is reported', () => bed.problems.length > 0)
      await turns(context, channelOf(CREATED))
      if (seen.state !== 'pending')
        context.fail('close() resolved with a handler in flight after another one had failed', {
          cause: 'You use Promise.all(), which rejects with the first failure. Use Promise.allSettled().',
        })
      slow.end('first')
      await closing
      await reportsHandlers(context, bed, [[failed, channelOf(CREATED)]])
    },
  },
  {
    id: '05.7-at-once',
    task: '05.7',
    title: 'close() waits for no handler if drainMs is 0, and never waits if nothing is in flight',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { drainMs: 0 })
      const { bus, listener, channelOf } = bed
      const slow = slowHandler(context, 'slow')
      // However busy the machine is, waiting half a second takes longer than not waiting.
      const patient = bed.another('patient listener', { drainMs: 500 })
      for (const one of [listener, patient]) await one.on(CREATED, slow.handler)
      await bus.emit(CREATED, 'first')
      await context.receives(slow.handler, ['first', 'first'])
      const idle = bed.another('idle listener', { drainMs: LONG_MS })
      const idling = watched(idle.close())
      const closing = [listener.close(), patient.close()]
      const seen = watched(closing[0]!)
      await Promise.race(closing)
      if (seen.state === 'pending')
        context.fail('close() was still waiting after half a second, but drainMs is 0', {
          cause: 'You write `drainMs || …`, which treats 0 as missing. Use `??`.',
        })
      const reported = bed.problems.map((one) =>
        one.kind === 'handler' ? `handler on ${one.channel}` : one.kind,
      )
      context.equal('what was reported', reported, [`handler on ${channelOf(CREATED)}`])
      await closing[1]
      if (idling.state === 'pending')
        context.fail('close() of an idle listener was still waiting after half a second', {
          cause: 'You wait although nothing is in flight. Check the size of `items`.',
        })
      slow.end('first')
      await Promise.all(closing)
    },
  },
  {
    id: '05.7-bus',
    task: '05.7',
    title: 'close() of the bus waits for events in flight; afterwards, emit() rejects and sends nothing',
    async run(context, subject) {
      const { bus, channelOf, proxy } = await openTestBed(context, subject)
      const program = await context.listener(channelOf(CREATED))
      const held = proxy.holdReply(allConnections, 'PUBLISH')
      const emitted = bus.emit(CREATED, 'on its way')
      emitted.catch(() => {})
      await context.until('the event is published', () => held.state === 'caught')
      const closing = [bus.close(), bus.close()]
      const seen = closing.map(watched)
      await turns(context, channelOf(CREATED))
      const early = ['close()', 'the second close()'].find((_, index) => seen[index]!.state !== 'pending')
      if (early !== undefined) context.fail(`${early} resolved before emit() had`)
      // It must reject at once: a bus that accepts it would wait for Redis.
      const late = bus.emit(CREATED, 'too late')
      const refused = watched(late)
      await context.until('emit() after close() rejects', () => refused.state === 'rejected', {
        cause: 'You wait first and then close. As soon as close() is called, emit() has to reject.',
      })
      held.release()
      await Promise.all([emitted, ...closing, bus.close()])
      await context.publish(channelOf(CREATED), 'end')
      await context.until('another program receives the end', () => program.messages.includes('end'))
      context.equal('the number of messages that another program received', program.got.length, 2)
    },
  },
  {
    id: '05.7-away',
    task: '05.7',
    needsReconnect: true,
    title: "close() resolves even if Redis is down or doesn't reply",
    async run(context, subject) {
      const open = (name: string) => openTestBed(context, subject, { namespace: `${context.channel(name)}:` })
      const [away, silent] = [await open('away'), await open('silent')]
      for (const { bus, listener } of [away, silent]) {
        const handler = eventRecorder(context, 'handler')
        await listener.on(CREATED, handler)
        await listener.onPattern('order:*', handler)
        await bus.emit(CREATED, 'before')
        await context.receives(handler, ['before'])
      }
      context.log('the check makes one Redis unreachable, and the other one stops replying')
      silent.proxy.stall()
      away.proxy.refuse()
      away.proxy.cut()
      await context.until('the loss is reported', () =>
        away.problems.some(({ kind }) => kind === 'connection'),
      )
      for (const { bus, listener } of [away, silent]) {
        // No reply will come, and the result doesn't matter.
        bus.emit(CREATED, 'lost').catch(() => {})
        // It is awaited below.
        Promise.all([bus.close(), listener.close()]).catch(() => {})
      }
      for (const { bus, listener } of [away, silent]) await Promise.all([bus.close(), listener.close()])
      await context.rejects('on() after close()', away.listener.on(CREATED, eventRecorder(context, 'late')))
      silent.proxy.resume()
    },
  },
  {
    id: '05.7-mute',
    task: '05.7',
    needsReconnect: true,
    title: 'close() resolves within about two seconds if the adapter never settles',
    async run(context, subject) {
      const { base, pubsub } = await openTestBed(context, subject)
      const never = () => new Promise<never>(() => {})
      let isMute = false
      const port: PubSub = {
        ...pubsub,
        publish: (channel, text) => (isMute ? never() : pubsub.publish(channel, text)),
        unsubscribe: (channel, handler) => (isMute ? never() : pubsub.unsubscribe(channel, handler)),
        punsubscribe: (pattern, handler) => (isMute ? never() : pubsub.punsubscribe(pattern, handler)),
      }
      const [bus, listener] = [
        subject.bus<AnyEvents>({ ...base, pubsub: port }),
        subject.listener<AnyEvents>({ ...base, pubsub: port, drainMs: 0 }),
      ]
      await listener.on(CREATED, eventRecorder(context, 'handler of the silent adapter'))
      await listener.onPattern('order:*', eventRecorder(context, 'handler of the silent adapter'))
      context.log("the check lets the adapter's promises never settle")
      isMute = true
      void bus.emit(CREATED, 'never confirmed').catch(() => {})
      const isClosed = [bus.close(), listener.close()].map(trackSettled)
      for (const [index, what] of ['the bus', 'the listener'].entries()) {
        await context.until(`close() of ${what} resolves`, isClosed[index]!, {
          cause: 'You wait for a reply without a limit, and it never comes.',
        })
      }
    },
  },
]
