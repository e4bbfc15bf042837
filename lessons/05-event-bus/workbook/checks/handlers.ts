import type { Check } from '../../../../shared/checks/check.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import {
  type EventRecorder,
  eventRecorder,
  openShop,
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

export const handlerChecks: readonly Check<Subject>[] = [
  {
    id: '05.2-several',
    task: '05.2',
    title: 'each handler of an event is called once, and all of them share one subscription',
    misconception: 'a Map from event to handler keeps the last one, or every on() subscribes anew',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      await listener.on(CREATED, a)
      await listener.on(CREATED, b)
      await Promise.all([listener.on(CREATED, a), listener.on(SHIPPED, a), listener.on(SHIPPED, c)])
      await kit.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 2)])
      kit.equal('what emit() resolved with', await bus.emit(CREATED, 'end'), 1)
      kit.equal('what emit() resolved with', await bus.emit(SHIPPED, 'end'), 1)
      await kit.receives(a, [1, 1, 2, 'end'], { channel: CREATED })
      await kit.receives(b, [1, 1, 2, 'end'])
      for (const handler of [a, c]) await kit.receives(handler, ['end'], { channel: SHIPPED })
      await bus.emit(CREATED, 'very end')
      await bus.emit(SHIPPED, 'very end')
      await kit.receives(b, [1, 1, 2, 'end', 'very end'])
      await kit.receives(c, ['end', 'very end'])
      await kit.receives(a, [1, 1, 2, 'end', 'very end'], { channel: CREATED })
      await kit.receives(a, ['end', 'very end'], { channel: SHIPPED })
    },
  },
  {
    id: '05.2-acknowledged',
    task: '05.2',
    title:
      'on() resolves when Redis has the subscription, for the second handler too, and for the first again',
    misconception:
      'who comes second, or again, finds an entry and is told "done" while SUBSCRIBE is still on its way',
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
          kit.fail(`on() of the ${early} resolved before Redis had heard of the subscription`)
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
    misconception:
      'off() ends the event for all handlers, or a handler for all events, or only in the process',
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
      kit.equal('what emit() resolved with, with one handler left', await bus.emit(CREATED, 1), 1)
      await bus.emit(SHIPPED, 1)
      await kit.receives(b, [1], { channel: CREATED })
      await listener.off(CREATED, b)
      kit.equal('what emit() resolved with, with no handler left', await bus.emit(CREATED, 2), 0)
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
    misconception: 'the list changes while it is gone through, and the next handler is left out',
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
      for (const neighbour of neighbours) await kit.receives(neighbour, [1])
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
    misconception: 'the entry is kept: the handler is called later on, or the next on() believes all is done',
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
      )
      faults.delete('subscribe')
      kit.log('the check: the port subscribes again')
      await listener.on(CREATED, c)
      await bus.emit(CREATED, 1)
      await kit.receives(c, [1])
      kit.equal('calls of the handlers that were refused', [a.got.length, b.got.length], [0, 0])
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
    misconception:
      'when the second on() fails, the entry of the event is thrown away, with the first handler',
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
      await kit.receives(a, [1, 'end'])
      await kit.receives(b, second === 'added' ? [1, 'end'] : [])
    },
  },
  {
    id: '05.2-unconfirmed',
    task: '05.2',
    title:
      'when the end of a subscription is not confirmed, off() reports it with kind connection, and the next on() subscribes',
    misconception:
      'off() rejects, or says nothing; or what could not be ended is believed to be there, and on() resolves without Redis',
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
      await kit.rejects('on(), when subscribe() rejects,', listener.on(CREATED, b))
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
    misconception: 'what is known before an await is still believed after it',
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
    misconception: 'handlers are kept in an object, where "constructor" and "__proto__" are something else',
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
    misconception: 'handlers are kept in the module, or everything on the port is ended',
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
      kit.equal("the caller's own subscription", await pubsub.publish(channelOf(CREATED), 'to own'), 1)
      await kit.until('the own handler gets all', () => own.got.length >= 4)
      kit.equal('calls of the own handler', own.got.length, 4)
      kit.equal('calls of the handler of both', both.got.length, 4)
    },
  },
  {
    id: '05.2-close',
    task: '05.2',
    title: 'after close() nothing is subscribed, no handler is called, and on() rejects; again is no error',
    misconception: 'handlers are forgotten and the subscriptions stay, or an on() on its way comes through',
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
      kit.equal('calls of the old handlers', [a.got.length, b.got.length], [0, 0])
      kit.equal('what was reported', shop.problems.length, 0)
    },
  },
  {
    id: '05.2-close-unconfirmed',
    task: '05.2',
    title: 'when Redis does not confirm the end, close() does not reject, and no handler is called after it',
    misconception:
      'close() rejects with the error of unsubscribe(), or relies on it: the handlers are kept, and what still comes is handed to them',
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
      kit.equal('what the handler received', handler.messages, [])
    },
  },
  {
    id: '05.2-lost',
    task: '05.2',
    waits: true,
    title: 'after a lost connection each handler still gets each event once',
    misconception: 'the subscriptions are made anew by hand, beside those that the port makes anew itself',
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
      for (const handler of [a, b]) await kit.receives(handler, [1, 1, 'end'])
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
