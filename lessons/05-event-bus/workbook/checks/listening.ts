import type { Check } from '#shared/checks/check.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import { eventRecorder, openTestBed, subscriptions, textOf } from './test-bed.ts'

/** Names that careless code takes for something else. */
const NAMES = [
  'a',
  'a:b',
  'a:*',
  '*',
  'a?',
  '[a]',
  ' ',
  'ö 🙂',
  'a\nb',
  'A',
  'constructor',
  '__proto__',
  'toString',
]

export const listeningChecks: readonly Check<Subject>[] = [
  {
    id: '05.2-names',
    task: '05.2',
    title: 'an event can have any name: with wildcards, spaces, or "constructor"',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const handlers = NAMES.map((name) => eventRecorder(context, `handler of ${JSON.stringify(name)}`))
      for (const [index, name] of NAMES.entries()) await listener.on(name, handlers[index]!)
      for (const name of NAMES) context.equal(`the result of emit(${name})`, await bus.emit(name, name), 1)
      for (const name of NAMES) await bus.emit(name, 'end')
      for (const [index, name] of NAMES.entries()) await context.receives(handlers[index]!, [name, 'end'])
      for (const [index, name] of NAMES.entries()) await listener.off(name, handlers[index]!)
      for (const name of NAMES)
        context.equal(`the result of emit(${name}) without handlers`, await bus.emit(name, 'late'), 0)
    },
  },
  {
    id: '05.2-beside',
    task: '05.2',
    title: 'other listeners and subscriptions on the same adapter are unaffected',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, pubsub, channelOf } = bed
      const second = bed.another('second listener')
      const both = eventRecorder(context, 'handler of both')
      const own = context.recorder('own')
      await pubsub.subscribe(channelOf(CREATED), own)
      await listener.on(CREATED, both)
      await second.on(CREATED, both)
      await bus.emit(CREATED, 'twice')
      await context.receives(both, ['twice', 'twice'])
      await listener.off(CREATED, both)
      await bus.emit(CREATED, 'once')
      await context.receives(both, ['twice', 'twice', 'once'])
      await listener.on(CREATED, both)
      await listener.close()
      await bus.emit(CREATED, 'end')
      await context.receives(both, ['twice', 'twice', 'once', 'end'])
      await second.close()
      context.equal("the caller's own subscription", await pubsub.publish(channelOf(CREATED), 'to own'), 1, {
        cause: (count) =>
          count === 0
            ? 'close() ends all subscriptions of the adapter. Unsubscribe #deliver only.'
            : undefined,
      })
      await context.until("the caller's own handler receives all", () => own.got.length >= 4)
      context.equal("calls of the caller's own handler", own.got.length, 4)
      context.equal('calls of the handler of both', both.got.length, 4)
    },
  },
  {
    id: '05.2-close',
    task: '05.2',
    title: 'after close(), no subscription is left, no handler is called, and on() rejects',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, channelOf } = bed
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      const witness = eventRecorder(context, 'witness')
      await listener.on(CREATED, a)
      await listener.on(SHIPPED, b)
      const onItsWay = listener.on('order:paid', a)
      // It may resolve or reject, but no subscription may stay.
      onItsWay.catch(() => {})
      await Promise.all([listener.close(), listener.close()])
      await listener.close()
      await onItsWay.catch(() => {})
      for (const event of [CREATED, SHIPPED, 'order:paid']) await subscriptions(context, channelOf(event), 0)
      await context.rejects('on() after close()', listener.on(CREATED, a))
      await listener.off(CREATED, a)
      await bed.another('second listener').on(CREATED, witness)
      await bus.emit(CREATED, 'end')
      await context.receives(witness, ['end'])
      context.equal('calls of the old handlers', [a.got.length, b.got.length], [0, 0], {
        cause: 'The handlers are still in your sets. close() has to clear them.',
      })
      context.equal('the number of reports', bed.problems.length, 0)
    },
  },
  {
    id: '05.2-lost',
    task: '05.2',
    needsReconnect: true,
    title: 'after a lost connection, each handler still receives each event once',
    async run(context, subject) {
      const { listener, channelOf, proxy } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      for (const handler of [a, b]) await listener.on(CREATED, handler)
      context.log('the check resets every connection')
      proxy.cut(allConnections, 'rst')
      // Redis has noticed as well, so it counts only new subscriptions.
      await proxy.settled()
      await context.until('Redis has the subscription again', async () => {
        return (await context.subscribers(channelOf(CREATED))) === 1
      })
      await context.burst(channelOf(CREATED), [
        textOf(CREATED, 1),
        textOf(CREATED, 1),
        textOf(CREATED, 'end'),
      ])
      for (const handler of [a, b]) {
        await context.receives(handler, [1, 1, 'end'], {
          cause: (got) =>
            got.length > 3
              ? 'You subscribe again after the loss. The adapter has done it already.'
              : undefined,
        })
      }
      await context.publish(channelOf(CREATED), textOf(CREATED, 'very end'))
      for (const handler of [a, b]) await context.receives(handler, [1, 1, 'end', 'very end'])
    },
  },
]
