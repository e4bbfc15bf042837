import type { Check } from '#shared/checks/check.ts'
import { describe } from '#shared/checks/failure.ts'
import { type Deferred, deferred } from '#shared/core/deferred.ts'
import type { Subject } from '../subject.ts'
import { CREATED } from './names.ts'
import { DOES_NOT_FIT, FITS, order, schema, WITH_PRICE } from './orders.ts'
import { eventRecorder, openTestBed, reportsPayloads, textOf, turns, watched } from './test-bed.ts'

export const schemaDetailChecks: readonly Check<Subject>[] = [
  {
    id: '05.8-off',
    task: '05.8',
    title: "a handler that is removed while the schema is running doesn't receive the event",
    async run(context, subject) {
      const slow = deferred<void>()
      const slowly = schema(async (value) => {
        if (value === 'slow') await slow.promise
        return { value }
      })
      const { listener, channelOf } = await openTestBed(context, subject, { schemas: { [CREATED]: slowly } })
      const [off, stays] = [eventRecorder(context, 'removed'), eventRecorder(context, 'stays')]
      for (const handler of [off, stays]) await listener.on(CREATED, handler)
      await context.burst(
        channelOf(CREATED),
        ['slow', 'quick'].map((data) => textOf(CREATED, data)),
      )
      await context.receives(stays, ['quick'])
      await listener.off(CREATED, off)
      slow.resolve()
      await context.receives(stays, ['quick', 'slow'])
      context.equal('what the removed handler received', off.messages, ['quick'], {
        cause: 'You call a handler that was removed while the schema was running. Ask #wanting() again.',
      })
    },
  },
  {
    id: '05.8-closing',
    task: '05.8',
    title: 'close() waits for async schemas, on both sides',
    async run(context, subject) {
      const calls: Deferred<void>[] = []
      const slowly = schema(async (value) => {
        const call = deferred<void>()
        calls.push(call)
        await call.promise
        return { value }
      })
      const bed = await openTestBed(context, subject, { schemas: { [CREATED]: slowly }, drainMs: 60_000 })
      const { bus, listener, channelOf } = bed
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      for (const key of [undefined, 'k']) {
        await context.publish(channelOf(CREATED), textOf(CREATED, 'in', key === undefined ? {} : { key }))
      }
      await context.until('the listener calls the schema', () => calls.length === 2)
      const emitted = [bus.emit(CREATED, 'out'), bus.emit(CREATED, 'out', { key: 'k' })]
      for (const one of emitted) one.catch(() => {})
      await context.until('the bus calls the schema', () => calls.length === 4)
      const closing = [bus.close(), listener.close()]
      const seen = closing.map(watched)
      await context.until(
        'the subscription has ended',
        async () => (await context.subscribers(channelOf(CREATED))) === 0,
      )
      await turns(context, channelOf(CREATED))
      const early = ['the bus', 'the listener'].find((_, index) => seen[index]!.state !== 'pending')
      if (early !== undefined)
        context.fail(`close() of ${early} resolved while the schema was running`, {
          cause: 'You count an event as in flight only after its schema. Count it before.',
        })
      for (const call of calls) call.resolve()
      await Promise.all([...emitted, ...closing])
      context.equal('what the handler received', handler.messages, ['in', 'in'])
    },
  },
  {
    id: '05.8-forms',
    task: '05.8',
    title: 'undefined issues mean success, an empty list of issues means failure, and any output is valid',
    async run(context, subject) {
      const schemas = {
        'undefined issues': schema((value) => ({ value, issues: undefined })),
        'a list without issues': schema(() => ({ issues: [] })),
        'to null': schema(() => ({ value: null })),
        'to zero': schema(() => ({ value: 0 })),
        'to an empty string': schema(() => ({ value: '' })),
        'to undefined': schema(() => ({ value: undefined })),
      }
      const bed = await openTestBed(context, subject, { schemas })
      const { bus, listener, channelOf } = bed
      const handler = eventRecorder(context, 'handler')
      const texts = Object.keys(schemas).map((event) => [event, textOf(event, 'data')] as const)
      for (const [event] of texts) await listener.on(event, handler)
      for (const [event, text] of texts) await context.publish(channelOf(event), text)
      const outputs = {
        'undefined issues': 'data',
        'to null': null,
        'to zero': 0,
        'to an empty string': '',
      }
      for (const [event, output] of Object.entries(outputs))
        await context.receives(handler, [output], { channel: event })
      const undefinedOf = () => handler.got.filter(({ channel }) => channel === 'to undefined')
      await context.until('the handler is called with undefined', () => undefinedOf().length > 0)
      context.equal('the type of its argument', typeof undefinedOf()[0]!.message, 'undefined')
      const refused = 'a list without issues'
      await context.until('the list without issues is reported', () => bed.problems.length >= 1)
      reportsPayloads(context, bed, channelOf(refused), [texts[1]![1]])
      await context.rejects(`emit(${refused})`, bus.emit(refused, 'data'))
      context.equal('the number of calls to the handler', handler.got.length, Object.keys(schemas).length - 1)
    },
  },
  {
    id: '05.8-paths',
    task: '05.8',
    title: 'issues are named whatever their path contains: strings, numbers, symbols, objects with a key',
    async run(context, subject) {
      const path = ['items', 0, Symbol('tag'), { key: 'price' }, { key: Symbol('currency') }]
      const schemas = { [CREATED]: schema(() => ({ issues: [{ message: 'should be a number', path }] })) }
      const bed = await openTestBed(context, subject, { schemas })
      const { bus, listener, channelOf } = bed
      await listener.on(CREATED, eventRecorder(context, 'handler'))
      await context.publish(channelOf(CREATED), textOf(CREATED, 'bad'))
      await context.until('the event is reported', () => bed.problems.length >= 1)
      const emitted = await context.rejects('emit() of invalid data', bus.emit(CREATED, 'bad'))
      for (const error of [bed.problems[0]!.error, emitted]) {
        const message = describe(error)
        if (!message.includes('should be a number'))
          context.fail(`the error should name the issue, but it is ${message}`)
      }
    },
  },
  {
    id: '05.8-names',
    task: '05.8',
    title: 'an event has no schema but its own, even if it is called "constructor"',
    async run(context, subject) {
      const bed = await openTestBed(context, subject, { schemas: { [CREATED]: schema(order) } })
      const { bus, listener } = bed
      const handler = eventRecorder(context, 'handler')
      const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'order:*']
      for (const name of names) {
        await listener.on(name, handler)
        await bus.emit(name, name)
      }
      await listener.onPattern('order:*', handler)
      await context.rejects('emit() of invalid data', bus.emit(CREATED, DOES_NOT_FIT))
      await bus.emit(CREATED, FITS)
      for (const name of names) await context.receives(handler, [name], { channel: name })
      await context.receives(handler, [WITH_PRICE], { channel: CREATED })
      context.equal('the number of reports', bed.problems.length, 0)
    },
  },
]
