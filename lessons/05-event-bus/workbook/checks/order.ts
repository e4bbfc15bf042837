import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { type Deferred, deferred } from '#shared/core/deferred.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import { type EventRecorder, eventRecorder, openTestBed, reportsHandlers, textOf, turns } from './test-bed.ts'

/** A handler whose calls finish when the check lets them. Each event has another string as its data. */
export interface SlowHandler {
  readonly handler: EventRecorder
  /** Lets the call with this data resolve, or reject with an error. */
  end(data: string, error?: Error): void
}

export function slowHandler(context: CheckContext, name: string): SlowHandler {
  const calls = new Map<string, Deferred<void>>()
  const callOf = (data: string) => {
    const call = calls.get(data) ?? deferred<void>()
    calls.set(data, call)
    return call
  }
  const handler = eventRecorder(context, name, (data) => callOf(String(data)).promise)
  return {
    handler,
    end: (data, error) => {
      context.log(`the check lets ${name} ${error ? 'fail' : 'finish'} with ${data}`)
      if (error) callOf(data).reject(error)
      else callOf(data).resolve()
    },
  }
}

/** Waits until a handler has been called with exactly these data, in any order. */
async function begun(
  context: CheckContext,
  { handler }: SlowHandler,
  expected: readonly string[],
  cause?: (got: readonly unknown[]) => string | undefined,
): Promise<void> {
  await context.until(
    `${handler.name} is called ${expected.length} times`,
    () => handler.got.length >= expected.length,
    { cause: () => cause?.(handler.messages) },
  )
  context.equal(`what ${handler.name} was called with`, [...handler.messages].sort(), [...expected].sort(), {
    cause,
  })
}

export const orderChecks: readonly Check<Subject>[] = [
  {
    id: '05.6-order',
    task: '05.6',
    title: 'events with the same key are handled one after the other, and no other event waits',
    async run(context, subject) {
      const { listener, channelOf } = await openTestBed(context, subject)
      const slow = slowHandler(context, 'slow')
      const quick = eventRecorder(context, 'quick')
      await listener.on(CREATED, slow.handler)
      await listener.on(CREATED, quick)
      const keys = ['a', '', '__proto__']
      const sent = [1, 2, 3].flatMap((nth) => [
        ...keys.map((key) => [`${key} ${nth}`, key] as const),
        [`without ${nth}`, undefined] as const,
      ])
      await context.burst(
        channelOf(CREATED),
        sent.map(([data, key]) => textOf(CREATED, data, key === undefined ? {} : { key })),
      )
      await context.until('quick has received all events', () => quick.got.length >= sent.length)
      const without = ['without 1', 'without 2', 'without 3']
      await begun(context, slow, [...keys.map((key) => `${key} 1`), ...without], (got) =>
        got.length > 6
          ? "You don't wait for the handler's promise before you call it with the next event of the key."
          : got.length < 6
            ? 'Events with another key, or without a key, wait in the same queue.'
            : undefined,
      )
      slow.end('a 1')
      await begun(context, slow, [...keys.map((key) => `${key} 1`), ...without, 'a 2'])
      slow.end('without 1')
      slow.end(' 1')
      await begun(context, slow, [...keys.map((key) => `${key} 1`), ...without, 'a 2', ' 2'])
      // All other calls may finish as soon as they begin.
      for (const [data] of sent) slow.end(data)
      await context.until('all events are handled', () => slow.handler.got.length >= sent.length)
      for (const key of keys) {
        const ofKey = slow.handler.messages.filter((_, call) => slow.handler.events[call]?.key === key)
        context.equal(
          `the events with the key ${JSON.stringify(key)}`,
          ofKey,
          [1, 2, 3].map((nth) => `${key} ${nth}`),
        )
      }
      context.equal('the number of calls of slow', slow.handler.got.length, sent.length)
    },
  },
  {
    id: '05.6-failing',
    task: '05.6',
    title: 'if a handler fails, the next event with the same key is handled',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener, channelOf } = bed
      const slow = slowHandler(context, 'slow')
      await listener.on(CREATED, slow.handler)
      const data = ['first', 'second', 'third']
      for (const one of data) await bus.emit(CREATED, one, { key: 'k' })
      await begun(context, slow, ['first'])
      const failed = new Error('failed with the first')
      slow.end('first', failed)
      await begun(context, slow, ['first', 'second'])
      for (const one of ['second', 'third']) slow.end(one)
      await context.receives(slow.handler, data)
      // The queue is empty, and a new event starts it again.
      await bus.emit(CREATED, 'fourth', { key: 'k' })
      await context.receives(slow.handler, [...data, 'fourth'])
      await reportsHandlers(context, bed, [[failed, channelOf(CREATED)]])
    },
  },
  {
    id: '05.6-both-ways',
    task: '05.6',
    title: 'the order of a key holds across events, names and patterns',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const patterns = slowHandler(context, 'by pattern')
      const both = slowHandler(context, 'by name and pattern')
      await listener.onPattern('order:*', patterns.handler)
      await listener.onPattern('order:*', both.handler)
      await listener.on(CREATED, both.handler)
      const events = [CREATED, 'order:paid', 'order:shipped']
      const data = [7, 8].flatMap((order) => events.map((event) => `${order} ${event}`))
      await Promise.all(
        data.map((one) => {
          const [order = '', event = ''] = one.split(' ')
          return bus.emit(event, one, { key: order })
        }),
      )
      const firsts = [`7 ${CREATED}`, `8 ${CREATED}`]
      for (const slow of [patterns, both]) {
        await begun(context, slow, firsts)
        for (const one of [...data].reverse()) slow.end(one)
        await context.until('all events are handled', () => slow.handler.got.length >= data.length)
        for (const order of ['7', '8']) {
          const ofOrder = slow.handler.messages.filter((one) => String(one).startsWith(order))
          context.equal(
            `what ${slow.handler.name} received of order ${order}`,
            ofOrder,
            events.map((event) => `${order} ${event}`),
            {
              cause:
                'You keep a queue for each event or subscription. A handler needs one queue for each key.',
            },
          )
        }
      }
    },
  },
  {
    id: '05.6-off',
    task: '05.6',
    title: "a handler that is removed doesn't receive the events that are still in its queue",
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const slow = slowHandler(context, 'slow')
      const other = eventRecorder(context, 'other')
      for (const handler of [slow.handler, other]) await listener.on(CREATED, handler)
      await listener.on(SHIPPED, slow.handler)
      for (const data of ['first', 'second']) await bus.emit(CREATED, data, { key: 'k' })
      await context.receives(other, ['first', 'second'])
      await begun(context, slow, ['first'])
      await listener.off(CREATED, slow.handler)
      slow.end('first')
      await bus.emit(CREATED, 'end', { key: 'k' })
      await context.receives(other, ['first', 'second', 'end'])
      // Adding the handler again shows that the queue has gone on.
      await listener.on(CREATED, slow.handler)
      await bus.emit(CREATED, 'again', { key: 'k' })
      await context.receives(slow.handler, ['first', 'again'], {
        cause: (got) =>
          got.includes('second')
            ? 'You call a handler that was removed while its event waited. Ask #wanting() again.'
            : undefined,
      })
    },
  },
  {
    id: '05.6-off-beside',
    task: '05.6',
    title: 'the order of a key holds if its handler is removed from another event',
    async run(context, subject) {
      const { bus, listener, channelOf } = await openTestBed(context, subject)
      const slow = slowHandler(context, 'slow')
      const other = eventRecorder(context, 'other')
      await listener.on(CREATED, slow.handler)
      await listener.on(SHIPPED, slow.handler)
      await listener.on(CREATED, other)
      await bus.emit(CREATED, 'first', { key: 'k' })
      await begun(context, slow, ['first'])
      await listener.off(SHIPPED, slow.handler)
      await bus.emit(CREATED, 'second', { key: 'k' })
      await context.receives(other, ['first', 'second'])
      await turns(context, channelOf(CREATED))
      context.equal('what slow was called with while it is running', slow.handler.messages, ['first'], {
        cause:
          "off() drops the queues of the handler, so its next event doesn't wait for the one that is running.",
      })
      for (const data of ['first', 'second']) slow.end(data)
      await context.receives(slow.handler, ['first', 'second'])
    },
  },
  {
    id: '05.6-still-wanted',
    task: '05.6',
    title: 'a handler that is removed from the name but not from a pattern receives the events in its queue',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const slow = slowHandler(context, 'slow')
      const other = eventRecorder(context, 'other')
      await listener.onPattern('order:*', slow.handler)
      for (const handler of [slow.handler, other]) await listener.on(CREATED, handler)
      for (const data of ['first', 'second']) await bus.emit(CREATED, data, { key: 'k' })
      await context.receives(other, ['first', 'second'])
      await begun(context, slow, ['first'])
      await listener.off(CREATED, slow.handler)
      slow.end('first')
      await context.receives(slow.handler, ['first', 'second'], {
        cause: (got) =>
          got.length === 1
            ? 'You treat the handler as removed, but one of its patterns still matches.'
            : undefined,
      })
    },
  },
]
