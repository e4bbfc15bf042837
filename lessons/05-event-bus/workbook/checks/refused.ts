import type { Check } from '#shared/checks/check.ts'
import { describe } from '#shared/checks/failure.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { eventRecorder, openShop, reportsUnconfirmed, subscriptions, turns } from './shop.ts'

const CREATED = 'order:created'
const SHIPPED = 'order:shipped'

export const refusedChecks: readonly Check<Subject>[] = [
  {
    id: '05.9-publish',
    task: '05.9',
    title: 'If Redis refuses PUBLISH, emit() rejects with its error, and the next event is sent',
    async run(kit, subject) {
      const { bus, listener, proxy } = await openShop(kit, subject)
      const handler = eventRecorder(kit, 'handler')
      await listener.on(CREATED, handler)
      for (const refusal of [
        'NOPERM this user has no permissions',
        'LOADING Redis is loading the dataset in memory',
      ]) {
        kit.log(`the check lets Redis refuse PUBLISH with ${refusal}`)
        const answer = proxy.answer(everyone, 'PUBLISH', refusal)
        const reason = await kit.rejects('emit(), if Redis refuses PUBLISH,', bus.emit(CREATED, 'refused'))
        if (!describe(reason).includes(refusal.slice(0, 6)))
          kit.fail(`emit() should reject with the error of Redis, not with ${describe(reason)}`)
        answer.stop()
      }
      await bus.emit(CREATED, 'end')
      await kit.receives(handler, ['end'])
    },
  },
  {
    id: '05.9-refused',
    task: '05.9',
    title: 'If the subscription is refused, on() rejects and adds no handler, and the next on() subscribes',
    async run(kit, subject) {
      const { bus, listener, faults, channelOf } = await openShop(kit, subject)
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      await listener.on(SHIPPED, c)
      kit.log('the check lets subscribe() reject')
      faults.add('subscribe')
      const error = await kit.rejects('on(), if subscribe() rejects,', listener.on(CREATED, a))
      if (!describe(error).includes('rejected by the check')) {
        kit.fail(`on() should reject with the error of subscribe(), not with ${describe(error)}`)
      }
      const both = await Promise.allSettled([listener.on(CREATED, a), listener.on(CREATED, b)])
      kit.equal(
        'two calls of on() at once, if subscribe() rejects',
        both.map(({ status }) => status),
        ['rejected', 'rejected'],
        {
          cause: 'Only the first handler’s on() rejects. The others have to wait for the same reply.',
        },
      )
      faults.delete('subscribe')
      kit.log('the check lets subscribe() through again')
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 1)
      await kit.receives(c, [1], {
        cause: (got) =>
          got.length === 0
            ? 'The refused on() left its set behind, so this on() didn’t subscribe.'
            : undefined,
      })
      kit.equal('the numbers of calls of the refused handlers', [a.got.length, b.got.length], [0, 0], {
        cause: 'You don’t remove a handler whose subscription is refused.',
      })
      await listener.off(CREATED, c)
      await listener.on(CREATED, a)
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 'end')
      await kit.receives(a, ['end'])
      kit.equal('the number of calls to b', b.got.length, 0)
      await bus.emit(SHIPPED, 'end')
      await kit.receives(c, ['end'], {
        channel: SHIPPED,
        cause: (got) => (got.length === 0 ? 'You remove the handlers of other events as well.' : undefined),
      })
    },
  },
  {
    id: '05.9-refused-beside',
    task: '05.9',
    title: 'A refused on() doesn’t affect a handler that was added before',
    async run(kit, subject) {
      const { bus, listener, faults } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await listener.on(CREATED, a)
      kit.log('the check lets subscribe() reject')
      faults.add('subscribe')
      // Code that knows that Redis has the subscription need not subscribe again.
      const second = await listener.on(CREATED, b).then(
        () => 'added',
        () => 'refused',
      )
      faults.delete('subscribe')
      for (const data of [1, 'end']) await bus.emit(CREATED, data)
      await kit.receives(a, [1, 'end'], {
        cause: (got) => (got.length === 0 ? 'You remove the handlers that were added before.' : undefined),
      })
      await kit.receives(b, second === 'added' ? [1, 'end'] : [])
    },
  },
  {
    id: '05.9-by-redis',
    task: '05.9',
    title: 'If Redis refuses SUBSCRIBE, on() rejects; if it refuses UNSUBSCRIBE, off() reports that',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, proxy } = shop
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      kit.log('the check lets Redis refuse SUBSCRIBE')
      const noSubscribe = proxy.answer(everyone, 'SUBSCRIBE', 'NOPERM this user has no permissions')
      const error = await kit.rejects('on(), if Redis refuses SUBSCRIBE,', listener.on(CREATED, a))
      if (!describe(error).includes('NOPERM'))
        kit.fail(`on() should reject with the error of Redis, not with ${describe(error)}`)
      noSubscribe.stop()
      ;(shop.problems as unknown[]).splice(0)
      await listener.on(CREATED, b)
      kit.log('the check lets Redis refuse UNSUBSCRIBE')
      const noUnsubscribe = proxy.answer(everyone, 'UNSUBSCRIBE', 'NOPERM this user has no permissions')
      await listener.off(CREATED, b)
      noUnsubscribe.stop()
      reportsUnconfirmed(kit, shop)
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 'end')
      await kit.receives(c, ['end'])
      kit.equal(
        'the numbers of calls of the refused and the removed handler',
        [a.got.length, b.got.length],
        [0, 0],
        {
          cause: ([refused]) =>
            refused ? 'You don’t remove the handler although on() has rejected.' : undefined,
        },
      )
    },
  },
  {
    id: '05.9-unconfirmed',
    task: '05.9',
    title: 'If unsubscribing fails, off() reports that as connection, and the next on() subscribes',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, faults, channelOf, pubsub } = shop
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const own = kit.recorder('own')
      await listener.on(CREATED, a)
      // This handler shows when the event has arrived.
      await pubsub.subscribe(channelOf(CREATED), own)
      kit.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.off(CREATED, a)
      reportsUnconfirmed(kit, shop)
      await bus.emit(CREATED, 'without a handler')
      await kit.until('the event has arrived', () => own.got.length > 0)
      // The subscription may or may not still exist in Redis.
      kit.log('the check lets subscribe() reject as well')
      faults.add('subscribe')
      await kit.rejects('on(), if subscribe() rejects,', listener.on(CREATED, b), {
        cause: 'You assume that Redis still has the subscription. Subscribe again.',
      })
      faults.clear()
      await listener.on(CREATED, b)
      await bus.emit(CREATED, 'end')
      await kit.receives(b, ['end'])
      kit.equal('what the removed handler received', a.messages, [])
    },
  },
  {
    id: '05.9-crossing',
    task: '05.9',
    title: 'If on() and off() cross each other, the last call counts',
    async run(kit, subject) {
      const { bus, listener, channelOf, proxy, faults } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const numsub = (expected: number) => subscriptions(kit, channelOf(CREATED), expected)
      await Promise.all([listener.on(CREATED, a), listener.off(CREATED, a), listener.on(CREATED, b)])
      await numsub(1)
      await bus.emit(CREATED, 1)
      await kit.receives(b, [1])
      await Promise.all([listener.off(CREATED, b), listener.on(CREATED, a)])
      await numsub(1)
      await bus.emit(CREATED, 2)
      await kit.receives(a, [2])
      kit.log('the check holds back the reply to UNSUBSCRIBE')
      const held = proxy.holdReply(everyone, 'UNSUBSCRIBE')
      const ending = listener.off(CREATED, a)
      await kit.until('UNSUBSCRIBE has reached Redis', () => held.state === 'caught')
      const beginning = listener.on(CREATED, b)
      for (const one of [ending, beginning]) one.catch(() => {})
      held.release()
      await Promise.all([ending, beginning])
      await numsub(1)
      await bus.emit(CREATED, 3)
      await kit.receives(b, [1, 3])
      await Promise.all([listener.on(CREATED, a), listener.off(CREATED, a), listener.off(CREATED, b)])
      await numsub(0)
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await kit.receives(a, [2, 'end'])
      kit.equal('what b received', b.messages, [1, 3])
      kit.log('the check lets subscribe() reject once')
      faults.add('subscribe')
      const refused = listener.on(SHIPPED, a)
      const removed = listener.off(SHIPPED, a)
      faults.delete('subscribe')
      const [last] = await Promise.allSettled([listener.on(SHIPPED, b), refused, removed])
      await bus.emit(SHIPPED, 'end')
      await kit.receives(b, last.status === 'fulfilled' ? ['end'] : [], {
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
    title: 'If unsubscribing fails, close() resolves, and no handler is called afterwards',
    async run(kit, subject) {
      const { bus, listener, faults, channelOf, pubsub } = await openShop(kit, subject)
      const handler = eventRecorder(kit, 'handler')
      const own = kit.recorder('own')
      await listener.on(CREATED, handler)
      await pubsub.subscribe(channelOf(CREATED), own)
      kit.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.close()
      await bus.emit(CREATED, 'late')
      await kit.until('the event has arrived', () => own.got.length > 0)
      await turns(kit, channelOf(CREATED))
      kit.equal('what the handler received', handler.messages, [], {
        cause: 'Your handlers are still in their sets after close(), and Redis may still deliver.',
      })
    },
  },
  {
    id: '05.9-refused-pattern',
    task: '05.9',
    title: 'If a pattern is refused, onPattern() rejects and adds no handler',
    async run(kit, subject) {
      const { bus, listener, faults, proxy } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await listener.on(CREATED, b)
      faults.add('subscribe')
      const error = await kit.rejects(
        'onPattern(), if psubscribe() rejects,',
        listener.onPattern('order:*', a),
      )
      if (!describe(error).includes('rejected by the check')) {
        kit.fail(`onPattern() should reject with the error of psubscribe(), not with ${describe(error)}`)
      }
      faults.delete('subscribe')
      await listener.onPattern('order:*', b)
      for (const event of [CREATED, SHIPPED]) await bus.emit(event, 1)
      await kit.receives(b, [1], { channel: SHIPPED })
      kit.equal('the number of calls of the refused handler', a.got.length, 0, {
        cause: 'You don’t remove the handler although onPattern() has rejected.',
      })
      kit.log('the check lets Redis refuse PSUBSCRIBE')
      const noPattern = proxy.answer(everyone, 'PSUBSCRIBE', 'NOPERM this user has no permissions')
      const reason = await kit.rejects(
        'onPattern(), if Redis refuses PSUBSCRIBE,',
        listener.onPattern('user:*', a),
      )
      if (!describe(reason).includes('NOPERM'))
        kit.fail(`onPattern() should reject with the error of Redis, not with ${describe(reason)}`)
      noPattern.stop()
      await listener.onPattern('order:*', a)
      await bus.emit(SHIPPED, 2)
      await kit.receives(a, [2])
      await listener.close()
      for (const event of [CREATED, SHIPPED]) {
        kit.equal(`the result of emit(${event}) after close()`, await bus.emit(event, 'late'), 0, {
          cause: 'close() doesn’t end the subscriptions of patterns.',
        })
      }
      await kit.rejects('onPattern() after close()', listener.onPattern('order:*', a))
      await listener.offPattern('order:*', a)
      kit.equal('what a received', a.messages, [2])
    },
  },
  {
    id: '05.9-unconfirmed-pattern',
    task: '05.9',
    title: 'If unsubscribing a pattern fails, offPattern() reports that, and the next onPattern() subscribes',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, faults } = shop
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await listener.onPattern('order:*', a)
      kit.log('the check lets unsubscribe() reject')
      faults.add('unsubscribe')
      await listener.offPattern('order:*', a)
      reportsUnconfirmed(kit, shop)
      kit.log('the check lets subscribe() reject as well')
      faults.add('subscribe')
      await kit.rejects('onPattern(), if psubscribe() rejects,', listener.onPattern('order:*', b))
      faults.clear()
      await listener.onPattern('order:*', b)
      await bus.emit(CREATED, 'end')
      await kit.receives(b, ['end'])
      kit.equal('what the removed handler received', a.messages, [])
    },
  },
]
