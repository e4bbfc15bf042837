import type { Check } from '#shared/checks/check.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import {
  type EventRecorder,
  eventRecorder,
  openShop,
  reportsPayloads,
  subscriptions,
  textOf,
  watched,
} from './shop.ts'

const CREATED = 'order:created'
const SHIPPED = 'order:shipped'

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

const AT_ONCE = (got: readonly unknown[]) =>
  got.length === 0
    ? 'You await the subscription before you store the handler: two calls at once each find no set, and the second set replaces the first.'
    : undefined

const EMPTY_SET = (got: readonly unknown[]) =>
  got.includes('end')
    ? undefined
    : 'The set of the last handler is still in the Map, so the next on() doesn’t subscribe again. Delete it.'

export const handlerChecks: readonly Check<Subject>[] = [
  {
    id: '05.2-reported-once',
    task: '05.2',
    title: 'A malformed message is reported once, even if its channel has several handlers',
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
    title: 'Each handler of an event is called once, and all handlers share one subscription',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b, c] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b'), eventRecorder(kit, 'c')]
      await listener.on(CREATED, a)
      await listener.on(CREATED, b)
      await Promise.all([listener.on(CREATED, a), listener.on(SHIPPED, a), listener.on(SHIPPED, c)])
      await kit.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 2)])
      kit.equal('the result of emit()', await bus.emit(CREATED, 'end'), 1)
      kit.equal('the result of emit()', await bus.emit(SHIPPED, 'end'), 1)
      const cause = (got: readonly unknown[]) =>
        got.length === 0
          ? 'You keep one handler for each event, so the next one replaces it. Keep all of them in a set.'
          : got.length > 4
            ? 'Each on() subscribes another function, and the adapter calls all of them. Subscribe #deliver.'
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
    title: 'Two handlers that are added at the same time share one subscription',
    async run(kit, subject) {
      const { bus, listener, channelOf } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      await Promise.all([listener.on(CREATED, a), listener.on(CREATED, b)])
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 1)
      for (const handler of [a, b]) await kit.receives(handler, [1], { cause: AT_ONCE })
      await listener.off(CREATED, a)
      kit.equal('the result of emit() with one handler left', await bus.emit(CREATED, 2), 1)
      await kit.receives(b, [1, 2])
      await listener.off(CREATED, b)
      kit.equal('the result of emit() without handlers', await bus.emit(CREATED, 3), 0)
      kit.equal('what a and b received', [a.messages, b.messages], [[1], [1, 2]])
    },
  },
  {
    id: '05.2-again',
    task: '05.2',
    title: 'One off() removes a handler that was added twice, and ends its subscription',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const a = eventRecorder(kit, 'a')
      await listener.on(CREATED, a)
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 1)
      await kit.receives(a, [1])
      await listener.off(CREATED, a)
      kit.equal('the result of emit() after off()', await bus.emit(CREATED, 2), 0, {
        cause:
          'You count each on(), so one off() isn’t enough. A second on() of the same handler has no effect.',
      })
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await kit.receives(a, [1, 'end'], { cause: EMPTY_SET })
    },
  },
  {
    id: '05.2-acknowledged',
    task: '05.2',
    title: 'on() and off() resolve after Redis has confirmed, even for the second handler',
    async run(kit, subject) {
      const { bus, listener, channelOf, proxy } = await openShop(kit, subject)
      const [first, second] = [eventRecorder(kit, 'first'), eventRecorder(kit, 'second')]
      const handlers = [first, second, first]
      const names = ['first handler', 'second handler', 'first handler, added again']
      // The subscription to another event shows that the listener is connected.
      await listener.on(SHIPPED, first)
      kit.log('the check holds up what the connections send')
      proxy.stall()
      const adding = handlers.map((handler) => listener.on(CREATED, handler))
      const seen = adding.map(watched)
      for (let i = 0; i < 3; i++) {
        const early = names.find((_, index) => seen[index]!.state === 'resolved')
        const heard = (await kit.subscribers(channelOf(CREATED))) > 0
        if (early !== undefined && !heard) {
          kit.fail(`on() of the ${early} resolved before Redis had received the subscription`, {
            cause:
              early === names[0]
                ? 'You don’t await subscribe().'
                : 'You return early because the channel has a handler, but Redis may not have confirmed its subscription yet.',
          })
        }
      }
      proxy.resume()
      await Promise.all(adding)
      await bus.emit(CREATED, 'end')
      for (const handler of handlers) await kit.receives(handler, ['end'])
      await listener.off(CREATED, second)
      kit.log('the check holds up what the connections send')
      proxy.stall()
      const removing = listener.off(CREATED, first)
      const removed = watched(removing)
      for (let i = 0; i < 3; i++) {
        const early = removed.state === 'resolved'
        if (early && (await kit.subscribers(channelOf(CREATED))) > 0) {
          kit.fail('off() of the last handler resolved before Redis had received UNSUBSCRIBE', {
            cause: 'You don’t await unsubscribe().',
          })
        }
        await kit.subscribers(channelOf(CREATED))
      }
      proxy.resume()
      await removing
    },
  },
  {
    id: '05.2-off',
    task: '05.2',
    title: 'off() removes one handler from one event, and the last one ends the subscription',
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
      kit.equal('the result of emit() with one handler left', await bus.emit(CREATED, 1), 1, {
        cause: (count) =>
          count === 0
            ? 'You unsubscribe although another handler is left. Check the size of the set.'
            : undefined,
      })
      await bus.emit(SHIPPED, 1)
      await kit.receives(b, [1], { channel: CREATED })
      await listener.off(CREATED, b)
      kit.equal('the result of emit() without handlers', await bus.emit(CREATED, 2), 0, {
        cause: 'You don’t unsubscribe after the last handler.',
      })
      kit.equal(`PUBSUB NUMSUB of ${CREATED}`, await kit.subscribers(channelOf(CREATED)), 0)
      // After the last off(), on() subscribes again.
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await bus.emit(SHIPPED, 'end')
      await kit.receives(a, ['end'], { channel: CREATED, cause: EMPTY_SET })
      await kit.receives(b, [1], { channel: CREATED })
      for (const handler of [a, b]) await kit.receives(handler, [1, 'end'], { channel: SHIPPED })
      kit.equal('calls of the stranger', stranger.got.length, 0)
    },
  },
  {
    id: '05.2-during',
    task: '05.2',
    title: 'A handler can remove itself or others, or add one, while an event is delivered',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const changes: Promise<unknown>[] = []
      const once = (change: () => Promise<void>) => {
        let done = false
        return () => {
          if (done) return
          done = true
          const changing = change()
          // Awaited below.
          changing.catch(() => {})
          changes.push(changing)
        }
      }
      const other = eventRecorder(kit, 'removed')
      const late = eventRecorder(kit, 'added')
      const leaves: EventRecorder = eventRecorder(
        kit,
        'leaves',
        once(() => listener.off(CREATED, leaves)),
      )
      const ends = eventRecorder(
        kit,
        'removes another',
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
              ? 'A handler changes the array that you loop over, so the loop skips the next one. Loop over a copy.'
              : undefined,
        })
      }
      await kit.until('all changes have begun', () => changes.length === 3)
      await Promise.all(changes)
      for (const data of [2, 'end']) await bus.emit(CREATED, data)
      for (const handler of [...neighbours, ends, adds]) await kit.receives(handler, [1, 2, 'end'])
      // It may or may not have received the event during which it was added.
      await kit.receives(late, late.messages[0] === 1 ? [1, 2, 'end'] : [2, 'end'])
      kit.equal('what the handler that removed itself received', leaves.messages, [1])
      kit.equal(
        'what the removed handler received after the first event',
        other.messages.filter((data) => data !== 1),
        [],
      )
    },
  },
  {
    id: '05.2-names',
    task: '05.2',
    title: 'An event can have any name: with wildcards, spaces, or “constructor”',
    async run(kit, subject) {
      const { bus, listener } = await openShop(kit, subject)
      const handlers = NAMES.map((name) => eventRecorder(kit, `handler of ${JSON.stringify(name)}`))
      for (const [index, name] of NAMES.entries()) await listener.on(name, handlers[index]!)
      for (const name of NAMES) kit.equal(`the result of emit(${name})`, await bus.emit(name, name), 1)
      for (const name of NAMES) await bus.emit(name, 'end')
      for (const [index, name] of NAMES.entries()) await kit.receives(handlers[index]!, [name, 'end'])
      for (const [index, name] of NAMES.entries()) await listener.off(name, handlers[index]!)
      for (const name of NAMES)
        kit.equal(`the result of emit(${name}) without handlers`, await bus.emit(name, 'late'), 0)
    },
  },
  {
    id: '05.2-beside',
    task: '05.2',
    title: 'Other listeners and subscriptions on the same adapter are unaffected',
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
            ? 'close() ends all subscriptions of the adapter. Unsubscribe #deliver only.'
            : undefined,
      })
      await kit.until('the caller’s own handler receives all', () => own.got.length >= 4)
      kit.equal('calls of the caller’s own handler', own.got.length, 4)
      kit.equal('calls of the handler of both', both.got.length, 4)
    },
  },
  {
    id: '05.2-close',
    task: '05.2',
    title: 'After close(), no subscription is left, no handler is called, and on() rejects',
    async run(kit, subject) {
      const shop = await openShop(kit, subject)
      const { bus, listener, channelOf } = shop
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      const witness = eventRecorder(kit, 'witness')
      await listener.on(CREATED, a)
      await listener.on(SHIPPED, b)
      const onItsWay = listener.on('order:paid', a)
      // It may resolve or reject, but no subscription may stay.
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
        cause: 'The handlers are still in your sets. close() has to clear them.',
      })
      kit.equal('the number of reports', shop.problems.length, 0)
    },
  },
  {
    id: '05.2-lost',
    task: '05.2',
    waits: true,
    title: 'After a lost connection, each handler still receives each event once',
    async run(kit, subject) {
      const { listener, channelOf, proxy } = await openShop(kit, subject)
      const [a, b] = [eventRecorder(kit, 'a'), eventRecorder(kit, 'b')]
      for (const handler of [a, b]) await listener.on(CREATED, handler)
      kit.log('the check resets every connection')
      proxy.cut(everyone, 'rst')
      // Redis has noticed as well, so it counts only new subscriptions.
      await proxy.settled()
      await kit.until('Redis has the subscription again', async () => {
        return (await kit.subscribers(channelOf(CREATED))) === 1
      })
      await kit.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 'end')])
      for (const handler of [a, b]) {
        await kit.receives(handler, [1, 1, 'end'], {
          cause: (got) =>
            got.length > 3
              ? 'You subscribe again after the loss. The adapter has done it already.'
              : undefined,
        })
      }
      await kit.publish(channelOf(CREATED), textOf(CREATED, 'very end'))
      for (const handler of [a, b]) await kit.receives(handler, [1, 1, 'end', 'very end'])
    },
  },
]
