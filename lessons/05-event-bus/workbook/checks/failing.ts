import type { Check } from '#shared/checks/check.ts'
import type { Subject } from '../subject.ts'
import { CREATED } from './names.ts'
import { eventRecorder, openTestBed, reportsHandlers, textOf } from './test-bed.ts'

export const failingChecks: readonly Check<Subject>[] = [
  {
    id: '05.3-throws',
    task: '05.3',
    title: 'a handler that throws or rejects is reported once, and affects no other handler or event',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { listener, channelOf } = bed
      const thrown = new Error('thrown by a handler')
      const rejected = new Error('rejected by a handler')
      const rejectedToo = new Error('rejected by another handler')
      const handlers = [
        eventRecorder(context, 'before'),
        eventRecorder(context, 'throws', (data) => {
          if (data === 'bad') throw thrown
        }),
        eventRecorder(context, 'between'),
        eventRecorder(context, 'rejects', async (data) => {
          await null
          if (data === 'bad') throw rejected
        }),
        eventRecorder(context, 'rejects, too', async (data) => {
          await null
          if (data === 'bad') throw rejectedToo
        }),
        eventRecorder(context, 'after'),
      ]
      for (const handler of handlers) await listener.on(CREATED, handler)
      const messages = [1, 'bad', 2, 2, 'bad', 'end']
      await context.burst(
        channelOf(CREATED),
        messages.map((data) => textOf(CREATED, data)),
      )
      for (const handler of handlers) {
        await context.receives(handler, messages, {
          cause: (got) =>
            got.length < messages.length
              ? 'You await the handlers one after the other, so the first one that fails ends the loop.'
              : undefined,
        })
      }
      await context.publish(channelOf(CREATED), textOf(CREATED, 'very end'))
      for (const handler of handlers) await context.receives(handler, [...messages, 'very end'])
      const channel = channelOf(CREATED)
      await reportsHandlers(context, bed, [
        [thrown, channel],
        [thrown, channel],
        [rejected, channel],
        [rejected, channel],
        [rejectedToo, channel],
        [rejectedToo, channel],
      ])
    },
  },
  {
    id: '05.3-slow',
    task: '05.3',
    title: "other handlers and the next event don't wait for a handler that never finishes",
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { bus, listener } = bed
      const handlers = [
        eventRecorder(context, 'never finishes', () => new Promise(() => {})),
        eventRecorder(context, 'quick'),
        eventRecorder(context, 'never finishes either', () => new Promise(() => {})),
      ]
      for (const handler of handlers) await listener.on(CREATED, handler)
      await listener.on('order:shipped', handlers[0]!)
      for (const data of [1, 2, 'end']) await bus.emit(CREATED, data)
      await bus.emit('order:shipped', 'end')
      for (const handler of handlers) {
        await context.receives(handler, [1, 2, 'end'], {
          channel: CREATED,
          cause:
            'You await a handler before you call the next one, or before you take the next event. Use void.',
        })
      }
      await context.receives(handlers[0]!, ['end'], { channel: 'order:shipped' })
      context.equal('the number of reports', bed.problems.length, 0)
    },
  },
  {
    id: '05.3-anything',
    task: '05.3',
    title: 'whatever a handler throws is reported unmodified: undefined, null, a string',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const { listener, channelOf } = bed
      const things: Record<string, unknown> = {
        nothing: undefined,
        null: null,
        string: 'out of paper',
        zero: 0,
      }
      const handler = eventRecorder(context, 'throws', (data) => {
        if (data !== 'end') throw things[String(data)]
      })
      const other = eventRecorder(context, 'other')
      for (const one of [handler, other]) await listener.on(CREATED, one)
      const messages = [...Object.keys(things), 'end']
      await context.burst(
        channelOf(CREATED),
        messages.map((data) => textOf(CREATED, data)),
      )
      for (const one of [handler, other]) await context.receives(one, messages)
      await reportsHandlers(
        context,
        bed,
        Object.values(things).map((thing) => [thing, channelOf(CREATED)]),
      )
      context.equal(
        'the errors as they were reported',
        bed.problems.map(({ error }) => error),
        Object.values(things),
      )
    },
  },
]
