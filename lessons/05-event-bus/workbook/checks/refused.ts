import type { Check } from '#shared/checks/check.ts'
import { describe } from '#shared/checks/failure.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import { eventRecorder, openTestBed, reportsUnconfirmed, subscriptions, turns } from './test-bed.ts'

export const refusedChecks: readonly Check<Subject>[] = [
  {
    id: '05.9-publish',
    task: '05.9',
    title: 'if Redis refuses PUBLISH, emit() rejects with its error, and the next event is sent',
    async run(context, subject) {
      const { bus, listener, proxy } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      for (const refusal of [
        'NOPERM this user has no permissions',
        'LOADING Redis is loading the dataset in memory',
      ]) {
        context.log(`the check lets Redis refuse PUBLISH with ${refusal}`)
        const answer = proxy.answer(allConnections, 'PUBLISH', refusal)
        const reason = await context.rejects(
          'emit(), if Redis refuses PUBLISH,',
          bus.emit(CREATED, 'refused'),
        )
        if (!describe(reason).includes(refusal.slice(0, 6)))
          context.fail(`emit() should reject with the error of Redis, not with ${describe(reason)}`)
        answer.stop()
      }
      await bus.emit(CREATED, 'end')
      await context.receives(handler, ['end'])
    },
  },
  {
    id: '05.9-refused',
    task: '05.9',
    title: 'if the subscription is refused, on() rejects and adds no handler, and the next on() subscribes',
    async run(context, subject) {
      const { bus, listener, faults, channelOf } = await openTestBed(context, subject)
      const [a, b, c] = [
        eventRecorder(context, 'a'),
        eventRecorder(context, 'b'),
        eventRecorder(context, 'c'),
      ]
      await listener.on(SHIPPED, c)
      context.log('the check lets subscribe() reject')
      faults.add('subscribe')
      const error = await context.rejects('on(), if subscribe() rejects,', listener.on(CREATED, a))
      if (!describe(error).includes('rejected by the check')) {
        context.fail(`on() should reject with the error of subscribe(), not with ${describe(error)}`)
      }
      const both = await Promise.allSettled([listener.on(CREATED, a), listener.on(CREATED, b)])
      context.equal(
        'two calls of on() at once, if subscribe() rejects',
        both.map(({ status }) => status),
        ['rejected', 'rejected'],
        {
          cause: "Only the first handler's on() rejects. The others have to wait for the same reply.",
        },
      )
      faults.delete('subscribe')
      context.log('the check lets subscribe() through again')
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 1)
      await context.receives(c, [1], {
        cause: (got) =>
          got.length === 0
            ? "The refused on() left its set behind, so this on() didn't subscribe."
            : undefined,
      })
      context.equal('the numbers of calls of the refused handlers', [a.got.length, b.got.length], [0, 0], {
        cause: "You don't remove a handler whose subscription is refused.",
      })
      await listener.off(CREATED, c)
      await listener.on(CREATED, a)
      context.equal(`PUBSUB NUMSUB of ${CREATED}`, await context.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 'end')
      await context.receives(a, ['end'])
      context.equal('the number of calls to b', b.got.length, 0)
      await bus.emit(SHIPPED, 'end')
      await context.receives(c, ['end'], {
        channel: SHIPPED,
        cause: (got) => (got.length === 0 ? 'You remove the handlers of other events as well.' : undefined),
      })
    },
  },
  {
    id: '05.9-refused-beside',
    task: '05.9',
    title: "a refused on() doesn't affect a handler that was added before",
    async run(context, subject) {
      const { bus, listener, faults } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await listener.on(CREATED, a)
      context.log('the check lets subscribe() reject')
      faults.add('subscribe')
      // Code that knows that Redis has the subscription need not subscribe again.
      const second = await listener.on(CREATED, b).then(
        () => 'added',
        () => 'refused',
      )
      faults.delete('subscribe')
      for (const data of [1, 'end']) await bus.emit(CREATED, data)
      await context.receives(a, [1, 'end'], {
        cause: (got) => (got.length === 0 ? 'You remove the handlers that were added before.' : undefined),
      })
      await context.receives(b, second === 'added' ? [1, 'end'] : [])
    },
  },
  {
    id: '05.9-by-redis',
    task: '05.9',
    title: 'if Redis refuses SUBSCRIBE, on() rejects; if it refuses UNSUBSCRIBE, off() reports that',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, proxy } = bed
      const [a, b, c] = [
        eventRecorder(context, 'a'),
        eventRecorder(context, 'b'),
        eventRecorder(context, 'c'),
      ]
      context.log('the check lets Redis refuse SUBSCRIBE')
      const noSubscribe = proxy.answer(allConnections, 'SUBSCRIBE', 'NOPERM this user has no permissions')
      const error = await context.rejects('on(), if Redis refuses SUBSCRIBE,', listener.on(CREATED, a))
      if (!describe(error).includes('NOPERM'))
        context.fail(`on() should reject with the error of Redis, not with ${describe(error)}`)
      noSubscribe.stop()
      ;(bed.problems as unknown[]).splice(0)
      await listener.on(CREATED, b)
      context.log('the check lets Redis refuse UNSUBSCRIBE')
      const noUnsubscribe = proxy.answer(allConnections, 'UNSUBSCRIBE', 'NOPERM this user has no permissions')
      await listener.off(CREATED, b)
      noUnsubscribe.stop()
      reportsUnconfirmed(context, bed)
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 'end')
      await context.receives(c, ['end'])
      context.equal(
        'the numbers of calls of the refused and the removed handler',
        [a.got.length, b.got.length],
        [0, 0],
        {
          cause: ([refused]) =>
            refused ? "You don't remove the handler although on() has rejected." : undefined,
        },
      )
    },
  },
  {
    id: '05.9-unconfirmed',
    task: '05.9',
    title: 'if unsubscribing fails, off() reports that as connection, and the next on() subscribes',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, faults, channelOf, pubsub } = bed
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      const own = context.recorder('own')
      await listener.on(CREATED, a)
      // This handler shows when the event has arrived.
      await pubsub.subscribe(channelOf(CREATED), own)
      context.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.off(CREATED, a)
      reportsUnconfirmed(context, bed)
      await bus.emit(CREATED, 'without a handler')
      await context.until('the event has arrived', () => own.got.length > 0)
      // The subscription may or may not still exist in Redis.
      context.log('the check lets subscribe() reject as well')
      faults.add('subscribe')
      await context.rejects('on(), if subscribe() rejects,', listener.on(CREATED, b), {
        cause: 'You assume that Redis still has the subscription. Subscribe again.',
      })
      faults.clear()
      await listener.on(CREATED, b)
      await bus.emit(CREATED, 'end')
      await context.receives(b, ['end'])
      context.equal('what the removed handler received', a.messages, [])
    },
  },
  {
    id: '05.9-crossing',
    task: '05.9',
    title: 'if on() and off() cross each other, the last call counts',
    async run(context, subject) {
      const { bus, listener, channelOf, proxy, faults } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      const numsub = (expected: number) => subscriptions(context, channelOf(CREATED), expected)
      await Promise.all([listener.on(CREATED, a), listener.off(CREATED, a), listener.on(CREATED, b)])
      await numsub(1)
      await bus.emit(CREATED, 1)
      await context.receives(b, [1])
      await Promise.all([listener.off(CREATED, b), listener.on(CREATED, a)])
      await numsub(1)
      await bus.emit(CREATED, 2)
      await context.receives(a, [2])
      context.log('the check holds back the reply to UNSUBSCRIBE')
      const held = proxy.holdReply(allConnections, 'UNSUBSCRIBE')
      const ending = listener.off(CREATED, a)
      await context.until('UNSUBSCRIBE has reached Redis', () => held.state === 'caught')
      const beginning = listener.on(CREATED, b)
      for (const one of [ending, beginning]) one.catch(() => {})
      held.release()
      await Promise.all([ending, beginning])
      await numsub(1)
      await bus.emit(CREATED, 3)
      await context.receives(b, [1, 3])
      await Promise.all([listener.on(CREATED, a), listener.off(CREATED, a), listener.off(CREATED, b)])
      await numsub(0)
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await context.receives(a, [2, 'end'])
      context.equal('what b received', b.messages, [1, 3])
      context.log('the check lets subscribe() reject once')
      faults.add('subscribe')
      const refused = listener.on(SHIPPED, a)
      const removed = listener.off(SHIPPED, a)
      faults.delete('subscribe')
      const [last] = await Promise.allSettled([listener.on(SHIPPED, b), refused, removed])
      await bus.emit(SHIPPED, 'end')
      await context.receives(b, last.status === 'fulfilled' ? ['end'] : [], {
        channel: SHIPPED,
        cause: (got) =>
          got.length === 0
            ? 'You delete the set of a later on(). Delete a set only if it is still the one that was refused.'
            : undefined,
      })
    },
  },
  {
    id: '05.9-close-unconfirmed',
    task: '05.9',
    title: 'if unsubscribing fails, close() resolves, and no handler is called afterwards',
    async run(context, subject) {
      const { bus, listener, faults, channelOf, pubsub } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      const own = context.recorder('own')
      await listener.on(CREATED, handler)
      await pubsub.subscribe(channelOf(CREATED), own)
      context.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.close()
      await bus.emit(CREATED, 'late')
      await context.until('the event has arrived', () => own.got.length > 0)
      await turns(context, channelOf(CREATED))
      context.equal('what the handler received', handler.messages, [], {
        cause: 'Your handlers are still in their sets after close(), and Redis may still deliver.',
      })
    },
  },
  {
    id: '05.9-refused-pattern',
    task: '05.9',
    title: 'if a pattern is refused, onPattern() rejects and adds no handler',
    async run(context, subject) {
      const { bus, listener, faults, proxy } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await listener.on(CREATED, b)
      faults.add('subscribe')
      const error = await context.rejects(
        'onPattern(), if psubscribe() rejects,',
        listener.onPattern('order:*', a),
      )
      if (!describe(error).includes('rejected by the check')) {
        context.fail(`onPattern() should reject with the error of psubscribe(), not with ${describe(error)}`)
      }
      faults.delete('subscribe')
      await listener.onPattern('order:*', b)
      for (const event of [CREATED, SHIPPED]) await bus.emit(event, 1)
      await context.receives(b, [1], { channel: SHIPPED })
      context.equal('the number of calls of the refused handler', a.got.length, 0, {
        cause: "You don't remove the handler although onPattern() has rejected.",
      })
      context.log('the check lets Redis refuse PSUBSCRIBE')
      const noPattern = proxy.answer(allConnections, 'PSUBSCRIBE', 'NOPERM this user has no permissions')
      const reason = await context.rejects(
        'onPattern(), if Redis refuses PSUBSCRIBE,',
        listener.onPattern('user:*', a),
      )
      if (!describe(reason).includes('NOPERM'))
        context.fail(`onPattern() should reject with the error of Redis, not with ${describe(reason)}`)
      noPattern.stop()
      await listener.onPattern('order:*', a)
      await bus.emit(SHIPPED, 2)
      await context.receives(a, [2])
      await listener.close()
      for (const event of [CREATED, SHIPPED]) {
        context.equal(`the result of emit(${event}) after close()`, await bus.emit(event, 'late'), 0, {
          cause: "close() doesn't end the subscriptions of patterns.",
        })
      }
      await context.rejects('onPattern() after close()', listener.onPattern('order:*', a))
      await listener.offPattern('order:*', a)
      context.equal('what a received', a.messages, [2])
    },
  },
  {
    id: '05.9-unconfirmed-pattern',
    task: '05.9',
    title: 'if unsubscribing a pattern fails, offPattern() reports that, and the next onPattern() subscribes',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, faults } = bed
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await listener.onPattern('order:*', a)
      context.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.offPattern('order:*', a)
      reportsUnconfirmed(context, bed)
      context.log('the check lets subscribe() reject as well')
      faults.add('subscribe')
      await context.rejects('onPattern(), if psubscribe() rejects,', listener.onPattern('order:*', b))
      faults.clear()
      await listener.onPattern('order:*', b)
      await bus.emit(CREATED, 'end')
      await context.receives(b, ['end'])
      context.equal('what the removed handler received', a.messages, [])
    },
  },
]
