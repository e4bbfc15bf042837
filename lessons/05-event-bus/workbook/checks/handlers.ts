import type { Check } from '../../../../shared/checks/check.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import {
  type EventRecorder,
  eventRecorder,
  openShop,
  reportsPayloads,
  reportsUnconfirmed,
  textOf,
  turns,
  watched,
} from './shop.ts'

const CREATED = 'order:created'
const SHIPPED = 'order:shipped'

/** Names that are easily taken for something else. */
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

const AT_ONCE = (got: readonly unknown[]) =>
  got.length === 0
    ? 'If each call of on() awaits the subscription before it stores its handler, two calls at once each find no set, and the second set replaces the first.'
    : undefined

export const handlerChecks: readonly Check<Subject>[] = [
  {
    id: '05.2-reported-once',
    task: '05.2',
    title: 'a malformed event is reported once, however many handlers its channel has',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const [handler, second] = [eventRecorder(kit, 'handler'), eventRecorder(kit, 'second handler')]
      for (const one of [handler, second]) await shop.listener.on(CREATED, one)
      const channel = shop.channelOf(CREATED)
      await kit.burst(channel, [textOf(CREATED, 'good 1'), '{', textOf(CREATED, 'good 2')])
      for (const one of [handler, second]) await kit.receives(one, ['good 1', 'good 2'])
      reportsPayloads(kit, shop, channel, ['{'])
    },
  },
  {
    id: '05.2-several',
    task: '05.2',
    title: 'each handler of an event is called once, and all of them share one subscription',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      await listener.on(CREATED, a)
      await listener.on(CREATED, b)
      await Promise.all([listener.on(CREATED, a), listener.on(SHIPPED, a), listener.on(SHIPPED, c)])
      await kit.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 2)])
      kit.equal('what emit() resolved with', await bus.emit(CREATED, 'end'), 1)
      kit.equal('what emit() resolved with', await bus.emit(SHIPPED, 'end'), 1)
      const cause = (got: readonly unknown[]) =>
        got.length === 0
          ? 'Your listener keeps one handler for each event, so a later on() replaces it.'
          : got.length > 4
            ? 'If each on() subscribes a new function, the port calls all of them.'
            : undefined
      await kit.receives(a, [1, 1, 2, 'end'], { channel: CREATED, cause })
      await kit.receives(b, [1, 1, 2, 'end'], { cause })
      for (const handler of [a, c]) await kit.receives(handler, ['end'], { channel: SHIPPED, cause: AT_ONCE })
      await bus.emit(CREATED, 'very end')
      await bus.emit(SHIPPED, 'very end')
      await kit.receives(b, [1, 1, 2, 'end', 'very end'])
      await kit.receives(c, ['end', 'very end'])
      await kit.receives(a, [1, 1, 2, 'end', 'very end'], { channel: CREATED })
      await kit.receives(a, ['end', 'very end'], { channel: SHIPPED })
    },
  },
  {
    id: '05.2-at-once',
    task: '05.2',
    title: 'two handlers that are added at the same time both receive the event, by one subscription',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await Promise.all([listener.on(CREATED, a), listener.on(CREATED, b)])
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 1)
      for (const handler of [a, b]) await kit.receives(handler, [1], { cause: AT_ONCE })
      await listener.off(CREATED, a)
      kit.equal('what emit() resolved with, with one handler left', await bus.emit(CREATED, 2), 1)
      await kit.receives(b, [1, 2])
      await listener.off(CREATED, b)
      kit.equal('what emit() resolved with, with no handler left', await bus.emit(CREATED, 3), 0)
      kit.equal('what a and b received', [a.messages, b.messages], [[1], [1, 2]])
    },
  },
  {
    id: '05.2-again',
    task: '05.2',
    title: 'a handler that was added twice is removed by one off(), and so is its subscription',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const a = eventRecorder(kit, 'a')
      await listener.on(CREATED, a)
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 1)
      await kit.receives(a, [1])
      await listener.off(CREATED, a)
      kit.equal('what emit() resolved with after off()', await bus.emit(CREATED, 2), 0, {
        cause:
          'If you count each on(), one off() is not enough: a second on() of the same handler changes nothing.',
      })
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await kit.receives(a, [1, 'end'])
    },
  },
  {
    id: '05.2-acknowledged',
    task: '05.2',
    title:
      'on() resolves when Redis has the subscription, for the second handler too, and for the first again',
    async run(kit, subject) {
      const { bus, listener, channelOf, proxy } = await openShop(kit, subject)
      const [first, second] = [eventRecorder(kit, 'first'), eventRecorder(kit, 'second')]
      const handlers = [first, second, first]
      const names = ['first handler', 'second handler', 'first handler once more']
      // The subscription to another event shows that the connection is there.
      await listener.on(SHIPPED, first)
      kit.log('the check: what the connections send is held up')
      proxy.stall()
      const adding = handlers.map((handler) => listener.on(CREATED, handler))
      const seen = adding.map(watched)
      for (let i = 0; i < 3; i++) {
        const early = names.find((_, index) => seen[index]!.state === 'resolved')
        const heard = (await kit.subscribers(channelOf(CREATED))) > 0
        if (early !== undefined && !heard) {
          kit.fail(`on() of the ${early} resolved before Redis had heard of the subscription`, {
            cause:
              early === names[0]
                ? 'on() does not await subscribe() of the port.'
                : 'You take the entry of an earlier on() for a subscription, but its SUBSCRIBE may still be on its way.',
          })
        }
      }
      proxy.resume()
      await Promise.all(adding)
      await bus.emit(CREATED, 'end')
      for (const handler of handlers) await kit.receives(handler, ['end'])
    },
  },
  {
    id: '05.2-off',
    task: '05.2',
    title: 'off() ends one handler of one event; with the last one, the subscription',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const stranger = eventRecorder(kit, 'stranger')
      for (const event of [CREATED, SHIPPED]) {
        for (const handler of [a, b]) await listener.on(event, handler)
      }
      await listener.off(CREATED, stranger)
      await listener.off('order:paid', a)
      await listener.off(CREATED, a)
      await listener.off(CREATED, a)
      kit.equal('what emit() resolved with, with one handler left', await bus.emit(CREATED, 1), 1, {
        cause: (count) =>
          count === 0 ? 'off() ended the subscription, though another handler still needed it.' : undefined,
      })
      await bus.emit(SHIPPED, 1)
      await kit.receives(b, [1], { channel: CREATED })
      await listener.off(CREATED, b)
      kit.equal('what emit() resolved with, with no handler left', await bus.emit(CREATED, 2), 0, {
        cause: 'off() leaves the subscription in Redis when the last handler is gone.',
      })
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 0)
      // And once more from the beginning.
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await bus.emit(SHIPPED, 'end')
      await kit.receives(a, ['end'], { channel: CREATED })
      await kit.receives(b, [1], { channel: CREATED })
      for (const handler of [a, b]) await kit.receives(handler, [1, 'end'], { channel: SHIPPED })
      kit.equal('calls of the stranger', stranger.got.length, 0)
    },
  },
  {
    id: '05.2-during',
    task: '05.2',
    title: 'a handler that takes itself or another one off, or adds one, does not disturb the others',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const changes: Promise<unknown>[] = []
      const once = (change: () => Promise<void>) => {
        let done = false
        return () => {
          if (done) return
          done = true
          const changing = change()
          // Whether it has failed is looked at further below.
          changing.catch(() => {})
          changes.push(changing)
        }
      }
      const other = eventRecorder(kit, 'taken off')
      const late = eventRecorder(kit, 'added')
      const leaves: EventRecorder = eventRecorder(
        kit,
        'leaves',
        once(() => listener.off(CREATED, leaves)),
      )
      const ends = eventRecorder(
        kit,
        'takes another off',
        once(() => listener.off(CREATED, other)),
      )
      const adds = eventRecorder(
        kit,
        'adds one',
        once(() => listener.on(CREATED, late)),
      )
      const neighbours = ['first', 'second', 'third'].map((name) => eventRecorder(kit, name))
      const all = [leaves, neighbours[0]!, ends, neighbours[1]!, adds, other, neighbours[2]!]
      for (const handler of all) await listener.on(CREATED, handler)
      await bus.emit(CREATED, 1)
      for (const neighbour of neighbours) {
        await kit.receives(neighbour, [1], {
          cause: (got) =>
            got.length === 0
              ? 'A list that a handler changes while you go through it leaves out the next one: go through a copy.'
              : undefined,
        })
      }
      await kit.until('all changes are under way', () => changes.length === 3)
      await Promise.all(changes)
      for (const data of [2, 'end']) await bus.emit(CREATED, data)
      for (const handler of [...neighbours, ends, adds]) await kit.receives(handler, [1, 2, 'end'])
      // It may or may not have got the event that it was added with.
      await kit.receives(late, late.messages[0] === 1 ? [1, 2, 'end'] : [2, 'end'])
      kit.equal('what the one that left received', leaves.messages, [1])
      kit.equal(
        'what the one that was taken off received after the first',
        other.messages.filter((data) => data !== 1),
        [],
      )
    },
  },
  {
    id: '05.2-refused',
    task: '05.2',
    title: 'when the subscription is refused, on() rejects and adds nothing; the next try subscribes',
    async run(kit, subject) {
      const { bus, listener, faults, channelOf } = await openShop(kit, subject)
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      await listener.on(SHIPPED, c)
      kit.log('the check: the port refuses to subscribe')
      faults.add('subscribe')
      const error = await kit.rejects('on(), when subscribe() rejects,', listener.on(CREATED, a))
      if (!describe(error).includes('refused by the check')) {
        kit.fail(`on() should reject with the error of subscribe(), not with ${describe(error)}`)
      }
      const both = await Promise.allSettled([listener.on(CREATED, a), listener.on(CREATED, b)])
      kit.equal(
        'two calls of on() at once, while subscribe() rejects',
        both.map(({ status }) => status),
        ['rejected', 'rejected'],
        {
          cause:
            'If only the first handler of an event subscribes, the others have to wait for the same promise, and reject with it.',
        },
      )
      faults.delete('subscribe')
      kit.log('the check: the port subscribes again')
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 1)
      await kit.receives(c, [1], {
        cause: (got) =>
          got.length === 0
            ? 'An entry was left behind by the refused on(), so this on() did not subscribe.'
            : undefined,
      })
      kit.equal('calls of the handlers that were refused', [a.got.length, b.got.length], [0, 0], {
        cause:
          'You add the handler before the subscription, and leave it there when the subscription is refused.',
      })
      await listener.off(CREATED, c)
      await listener.on(CREATED, a)
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 'end')
      await kit.receives(a, ['end'])
      kit.equal('calls of b', b.got.length, 0)
    },
  },
  {
    id: '05.2-refused-beside',
    task: '05.2',
    title: 'a subscription that is refused takes nothing from a handler that was there before',
    async run(kit, subject) {
      const { bus, listener, faults } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await listener.on(CREATED, a)
      kit.log('the check: the port refuses to subscribe')
      faults.add('subscribe')
      // Who sees that Redis has the subscription already need not ask for it.
      const second = await listener.on(CREATED, b).then(
        () => 'added',
        () => 'refused',
      )
      faults.delete('subscribe')
      for (const data of [1, 'end']) await bus.emit(CREATED, data)
      await kit.receives(a, [1, 'end'], {
        cause: (got) =>
          got.length === 0 ? 'When the second on() fails, you remove more than its own handler.' : undefined,
      })
      await kit.receives(b, second === 'added' ? [1, 'end'] : [])
    },
  },
  {
    id: '05.2-by-redis',
    task: '05.2',
    title:
      'when Redis itself refuses a command, on() rejects, off() reports it, and neither handler is called later',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, proxy } = shop
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      kit.log('the check: Redis refuses SUBSCRIBE')
      const noSubscribe = proxy.answer(everyone, 'SUBSCRIBE', 'NOPERM this user has no permissions')
      const error = await kit.rejects('on(), when Redis refuses SUBSCRIBE,', listener.on(CREATED, a))
      if (!describe(error).includes('NOPERM'))
        kit.fail(`on() should reject with the error of Redis, not with ${describe(error)}`)
      noSubscribe.stop()
      ;(shop.problems as unknown[]).splice(0)
      await listener.on(CREATED, b)
      kit.log('the check: Redis refuses UNSUBSCRIBE')
      const noUnsubscribe = proxy.answer(everyone, 'UNSUBSCRIBE', 'NOPERM this user has no permissions')
      await listener.off(CREATED, b)
      noUnsubscribe.stop()
      reportsUnconfirmed(kit, shop)
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 'end')
      await kit.receives(c, ['end'])
      kit.equal('calls of the refused and of the removed handler', [a.got.length, b.got.length], [0, 0], {
        cause: ([refused]) =>
          refused ? 'The handler stays in your set though on() has rejected.' : undefined,
      })
    },
  },
  {
    id: '05.2-unconfirmed',
    task: '05.2',
    title:
      'when the end of a subscription is not confirmed, off() reports it with kind connection, and the next on() subscribes',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, faults, channelOf, pubsub } = shop
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const own = kit.recorder('own')
      await listener.on(CREATED, a)
      // It shows when what is published has come.
      await pubsub.subscribe(channelOf(CREATED), own)
      kit.log('the check: the port refuses to unsubscribe')
      faults.add('unsubscribe')
      await listener.off(CREATED, a)
      reportsUnconfirmed(kit, shop)
      await bus.emit(CREATED, 'for nobody')
      await kit.until('the event has come', () => own.got.length > 0)
      // Whether Redis still has the subscription, nobody knows.
      kit.log('the check: the port refuses to subscribe, too')
      faults.add('subscribe')
      await kit.rejects('on(), when subscribe() rejects,', listener.on(CREATED, b), {
        cause: 'You believe that Redis still has the subscription. Nobody knows that: subscribe again.',
      })
      faults.clear()
      await listener.on(CREATED, b)
      await bus.emit(CREATED, 'end')
      await kit.receives(b, ['end'])
      kit.equal('what the handler that was taken off received', a.messages, [])
    },
  },
  {
    id: '05.2-crossing',
    task: '05.2',
    title: 'on() and off() that cross each other leave what was asked for last',
    async run(kit, subject) {
      const { bus, listener, channelOf, proxy } = await openShop(kit, subject)
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
      kit.log('the check: the answer to UNSUBSCRIBE is held back')
      const held = proxy.holdReply(everyone, 'UNSUBSCRIBE')
      const ending = listener.off(CREATED, a)
      await kit.until('UNSUBSCRIBE has come to Redis', () => held.state === 'caught')
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
    },
  },
  {
    id: '05.2-names',
    task: '05.2',
    title: 'an event may have any name: with stars, spaces, or a name that every object has',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const handlers = NAMES.map((name) => eventRecorder(kit, `handler of ${JSON.stringify(name)}`))
      for (const [index, name] of NAMES.entries()) await listener.on(name, handlers[index]!)
      for (const name of NAMES) kit.equal(`what emit(${name}) resolved with`, await bus.emit(name, name), 1)
      for (const name of NAMES) await bus.emit(name, 'end')
      for (const [index, name] of NAMES.entries()) await kit.receives(handlers[index]!, [name, 'end'])
      for (const [index, name] of NAMES.entries()) await listener.off(name, handlers[index]!)
      for (const name of NAMES) kit.equal(`emit(${name}) when all is off`, await bus.emit(name, 'late'), 0)
    },
  },
  {
    id: '05.2-beside',
    task: '05.2',
    title: "another listener and the caller's own subscriptions live on beside it",
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, pubsub, channelOf } = shop
      const second = shop.another('second listener')
      const both = eventRecorder(kit, 'handler of both')
      const own = kit.recorder('own')
      await pubsub.subscribe(channelOf(CREATED), own)
      await listener.on(CREATED, both)
      await second.on(CREATED, both)
      await bus.emit(CREATED, 'twice')
      await kit.receives(both, ['twice', 'twice'])
      await listener.off(CREATED, both)
      await bus.emit(CREATED, 'once')
      await kit.receives(both, ['twice', 'twice', 'once'])
      await listener.on(CREATED, both)
      await listener.close()
      await bus.emit(CREATED, 'end')
      await kit.receives(both, ['twice', 'twice', 'once', 'end'])
      await second.close()
      kit.equal("the caller's own subscription", await pubsub.publish(channelOf(CREATED), 'to own'), 1, {
        cause: (count) =>
          count === 0
            ? 'close() ends every subscription of the port, and not only those of this listener.'
            : undefined,
      })
      await kit.until('the own handler gets all', () => own.got.length >= 4)
      kit.equal('calls of the own handler', own.got.length, 4)
      kit.equal('calls of the handler of both', both.got.length, 4)
    },
  },
  {
    id: '05.2-close',
    task: '05.2',
    title: 'after close() nothing is subscribed, no handler is called, and on() rejects; again is no error',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, channelOf } = shop
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const witness = eventRecorder(kit, 'witness')
      await listener.on(CREATED, a)
      await listener.on(SHIPPED, b)
      const onItsWay = listener.on('order:paid', a)
      // What becomes of it is left open, but it must not stay.
      onItsWay.catch(() => {})
      await Promise.all([listener.close(), listener.close()])
      await listener.close()
      await onItsWay.catch(() => {})
      for (const event of [CREATED, SHIPPED, 'order:paid']) await subscriptions(kit, channelOf(event), 0)
      await kit.rejects('on() after close()', listener.on(CREATED, a))
      await listener.off(CREATED, a)
      await shop.another('second listener').on(CREATED, witness)
      await bus.emit(CREATED, 'end')
      await kit.receives(witness, ['end'])
      kit.equal('calls of the old handlers', [a.got.length, b.got.length], [0, 0], {
        cause: 'The handlers are still in your sets after close().',
      })
      kit.equal('what was reported', shop.problems.length, 0)
    },
  },
  {
    id: '05.2-close-unconfirmed',
    task: '05.2',
    title: 'when Redis does not confirm the end, close() does not reject, and no handler is called after it',
    async run(kit, subject) {
      const { bus, listener, faults, channelOf, pubsub } = await openShop(kit, subject)
      const handler = eventRecorder(kit, 'handler')
      const own = kit.recorder('own')
      await listener.on(CREATED, handler)
      await pubsub.subscribe(channelOf(CREATED), own)
      kit.log('the check: the port refuses to unsubscribe')
      faults.add('unsubscribe')
      await listener.close()
      await bus.emit(CREATED, 'late')
      await kit.until('the event has come', () => own.got.length > 0)
      await turns(kit, channelOf(CREATED))
      kit.equal('what the handler received', handler.messages, [], {
        cause: 'Redis may go on sending after close(): forget the handlers, too.',
      })
    },
  },
  {
    id: '05.2-lost',
    task: '05.2',
    waits: true,
    title: 'after a lost connection each handler still gets each event once',
    async run(kit, subject) {
      const { listener, channelOf, proxy } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      for (const handler of [a, b]) await listener.on(CREATED, handler)
      kit.log('the check: every connection is cut (RST)')
      proxy.cut(everyone, 'rst')
      // Redis too has noticed, so what it counts now are new subscriptions.
      await proxy.settled()
      await kit.until('Redis has the subscription again', async () => {
        return (await kit.subscribers(channelOf(CREATED))) === 1
      })
      await kit.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 'end')])
      for (const handler of [a, b]) {
        await kit.receives(handler, [1, 1, 'end'], {
          cause: (got) =>
            got.length > 3
              ? 'The port subscribes again by itself. If you do so as well, each event comes twice.'
              : undefined,
        })
      }
      await kit.publish(channelOf(CREATED), textOf(CREATED, 'very end'))
      for (const handler of [a, b]) await kit.receives(handler, [1, 1, 'end', 'very end'])
    },
  },
]

/** Fails unless Redis has so many subscriptions to a channel, after a while. */
async function subscriptions(kit: Kit, channel: string, expected: number): Promise<void> {
  let seen = -1
  const looks = async () => {
    seen = await kit.subscribers(channel)
    return seen === expected
  }
  await kit
    .until(`PUBSUB NUMSUB of ${channel} is ${expected}`, looks)
    .catch((error: Error) => kit.fail(`${error.message}; it is ${seen}`))
}
