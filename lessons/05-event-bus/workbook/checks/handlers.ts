import type { Check } from '#shared/checks/check.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import {
  type EventRecorder,
  eventRecorder,
  openTestBed,
  reportsPayloads,
  textOf,
  watched,
} from './test-bed.ts'

const AT_ONCE = (got: readonly unknown[]) =>
  got.length === 0
    ? 'You await the subscription before you store the handler: two calls at once each find no set, and the second set replaces the first.'
    : undefined

const EMPTY_SET = (got: readonly unknown[]) =>
  got.includes('end')
    ? undefined
    : "The set of the last handler is still in the Map, so the next on() doesn't subscribe again. Delete it."

export const handlerChecks: readonly Check<Subject>[] = [
  {
    id: '05.2-reported-once',
    task: '05.2',
    title: 'a malformed message is reported once, even if its channel has several handlers',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const [handler, second] = [eventRecorder(context, 'handler'), eventRecorder(context, 'second handler')]
      for (const one of [handler, second]) await bed.listener.on(CREATED, one)
      const channel = bed.channelOf(CREATED)
      await context.burst(channel, [textOf(CREATED, 'good 1'), '{', textOf(CREATED, 'good 2')])
      for (const one of [handler, second]) await context.receives(one, ['good 1', 'good 2'])
      reportsPayloads(context, bed, channel, ['{'])
    },
  },
  {
    id: '05.2-several',
    task: '05.2',
    title: 'each handler of an event is called once, and all handlers share one subscription',
    async run(context, subject) {
      const { bus, listener, channelOf } = await openTestBed(context, subject)
      const [a, b, c] = [
        eventRecorder(context, 'a'),
        eventRecorder(context, 'b'),
        eventRecorder(context, 'c'),
      ]
      await listener.on(CREATED, a)
      await listener.on(CREATED, b)
      await Promise.all([listener.on(CREATED, a), listener.on(SHIPPED, a), listener.on(SHIPPED, c)])
      await context.burst(channelOf(CREATED), [textOf(CREATED, 1), textOf(CREATED, 1), textOf(CREATED, 2)])
      context.equal('the result of emit()', await bus.emit(CREATED, 'end'), 1)
      context.equal('the result of emit()', await bus.emit(SHIPPED, 'end'), 1)
      const cause = (got: readonly unknown[]) =>
        got.length === 0
          ? 'You keep one handler for each event, so the next one replaces it. Keep all of them in a set.'
          : got.length > 4
            ? 'Each on() subscribes another function, and the adapter calls all of them. Subscribe #deliver.'
            : undefined
      await context.receives(a, [1, 1, 2, 'end'], { channel: CREATED, cause })
      await context.receives(b, [1, 1, 2, 'end'], { cause })
      for (const handler of [a, c])
        await context.receives(handler, ['end'], { channel: SHIPPED, cause: AT_ONCE })
      await bus.emit(CREATED, 'very end')
      await bus.emit(SHIPPED, 'very end')
      await context.receives(b, [1, 1, 2, 'end', 'very end'])
      await context.receives(c, ['end', 'very end'])
      await context.receives(a, [1, 1, 2, 'end', 'very end'], { channel: CREATED })
      await context.receives(a, ['end', 'very end'], { channel: SHIPPED })
    },
  },
  {
    id: '05.2-at-once',
    task: '05.2',
    title: 'two handlers that are added at the same time share one subscription',
    async run(context, subject) {
      const { bus, listener, channelOf } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      await Promise.all([listener.on(CREATED, a), listener.on(CREATED, b)])
      context.equal(`PUBSUB NUMSUB of ${CREATED}`, await context.subscribers(channelOf(CREATED)), 1)
      await bus.emit(CREATED, 1)
      for (const handler of [a, b]) await context.receives(handler, [1], { cause: AT_ONCE })
      await listener.off(CREATED, a)
      context.equal('the result of emit() with one handler left', await bus.emit(CREATED, 2), 1)
      await context.receives(b, [1, 2])
      await listener.off(CREATED, b)
      context.equal('the result of emit() without handlers', await bus.emit(CREATED, 3), 0)
      context.equal('what a and b received', [a.messages, b.messages], [[1], [1, 2]])
    },
  },
  {
    id: '05.2-again',
    task: '05.2',
    title: 'one off() removes a handler that was added twice, and ends its subscription',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const a = eventRecorder(context, 'a')
      await listener.on(CREATED, a)
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 1)
      await context.receives(a, [1])
      await listener.off(CREATED, a)
      context.equal('the result of emit() after off()', await bus.emit(CREATED, 2), 0, {
        cause:
          "You count each on(), so one off() isn't enough. A second on() of the same handler has no effect.",
      })
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await context.receives(a, [1, 'end'], { cause: EMPTY_SET })
    },
  },
  {
    id: '05.2-acknowledged',
    task: '05.2',
    title: 'on() and off() resolve after Redis has confirmed, even for the second handler',
    async run(context, subject) {
      const { bus, listener, channelOf, proxy } = await openTestBed(context, subject)
      const [first, second] = [eventRecorder(context, 'first'), eventRecorder(context, 'second')]
      const handlers = [first, second, first]
      const names = ['first handler', 'second handler', 'first handler, added again']
      // The subscription to another event shows that the listener is connected.
      await listener.on(SHIPPED, first)
      context.log('the check holds up what the connections send')
      proxy.stall()
      const adding = handlers.map((handler) => listener.on(CREATED, handler))
      const seen = adding.map(watched)
      for (let i = 0; i < 3; i++) {
        const early = names.find((_, index) => seen[index]!.state === 'resolved')
        const heard = (await context.subscribers(channelOf(CREATED))) > 0
        if (early !== undefined && !heard) {
          context.fail(`on() of the ${early} resolved before Redis had received the subscription`, {
            cause:
              early === names[0]
                ? "You don't await subscribe()."
                : 'You return early because the channel has a handler, but Redis may not have confirmed its subscription yet.',
          })
        }
      }
      proxy.resume()
      await Promise.all(adding)
      await bus.emit(CREATED, 'end')
      for (const handler of handlers) await context.receives(handler, ['end'])
      await listener.off(CREATED, second)
      context.log('the check holds up what the connections send')
      proxy.stall()
      const removing = listener.off(CREATED, first)
      const removed = watched(removing)
      for (let i = 0; i < 3; i++) {
        const early = removed.state === 'resolved'
        if (early && (await context.subscribers(channelOf(CREATED))) > 0) {
          context.fail('off() of the last handler resolved before Redis had received UNSUBSCRIBE', {
            cause: "You don't await unsubscribe().",
          })
        }
        await context.subscribers(channelOf(CREATED))
      }
      proxy.resume()
      await removing
    },
  },
  {
    id: '05.2-off',
    task: '05.2',
    title: 'off() removes one handler from one event, and the last one ends the subscription',
    async run(context, subject) {
      const { bus, listener, channelOf } = await openTestBed(context, subject)
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      const stranger = eventRecorder(context, 'stranger')
      for (const event of [CREATED, SHIPPED]) {
        for (const handler of [a, b]) await listener.on(event, handler)
      }
      await listener.off(CREATED, stranger)
      await listener.off('order:paid', a)
      await listener.off(CREATED, a)
      await listener.off(CREATED, a)
      context.equal('the result of emit() with one handler left', await bus.emit(CREATED, 1), 1, {
        cause: (count) =>
          count === 0
            ? 'You unsubscribe although another handler is left. Check the size of the set.'
            : undefined,
      })
      await bus.emit(SHIPPED, 1)
      await context.receives(b, [1], { channel: CREATED })
      await listener.off(CREATED, b)
      context.equal('the result of emit() without handlers', await bus.emit(CREATED, 2), 0, {
        cause: "You don't unsubscribe after the last handler.",
      })
      context.equal(`PUBSUB NUMSUB of ${CREATED}`, await context.subscribers(channelOf(CREATED)), 0)
      // After the last off(), on() subscribes again.
      await listener.on(CREATED, a)
      await bus.emit(CREATED, 'end')
      await bus.emit(SHIPPED, 'end')
      await context.receives(a, ['end'], { channel: CREATED, cause: EMPTY_SET })
      await context.receives(b, [1], { channel: CREATED })
      for (const handler of [a, b]) await context.receives(handler, [1, 'end'], { channel: SHIPPED })
      context.equal('calls of the stranger', stranger.got.length, 0)
    },
  },
  {
    id: '05.2-during',
    task: '05.2',
    title: 'a handler can remove itself or others, or add one, while an event is delivered',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
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
      const other = eventRecorder(context, 'removed')
      const late = eventRecorder(context, 'added')
      const leaves: EventRecorder = eventRecorder(
        context,
        'leaves',
        once(() => listener.off(CREATED, leaves)),
      )
      const ends = eventRecorder(
        context,
        'removes another',
        once(() => listener.off(CREATED, other)),
      )
      const adds = eventRecorder(
        context,
        'adds one',
        once(() => listener.on(CREATED, late)),
      )
      const neighbours = ['first', 'second', 'third'].map((name) => eventRecorder(context, name))
      const all = [leaves, neighbours[0]!, ends, neighbours[1]!, adds, other, neighbours[2]!]
      for (const handler of all) await listener.on(CREATED, handler)
      await bus.emit(CREATED, 1)
      for (const neighbour of neighbours) {
        await context.receives(neighbour, [1], {
          cause: (got) =>
            got.length === 0
              ? 'A handler changes the array that you loop over, so the loop skips the next one. Loop over a copy.'
              : undefined,
        })
      }
      await context.until('all changes have begun', () => changes.length === 3)
      await Promise.all(changes)
      for (const data of [2, 'end']) await bus.emit(CREATED, data)
      for (const handler of [...neighbours, ends, adds]) await context.receives(handler, [1, 2, 'end'])
      // It may or may not have received the event during which it was added.
      await context.receives(late, late.messages[0] === 1 ? [1, 2, 'end'] : [2, 'end'])
      context.equal('what the handler that removed itself received', leaves.messages, [1])
      context.equal(
        'what the removed handler received after the first event',
        other.messages.filter((data) => data !== 1),
        [],
      )
    },
  },
]
