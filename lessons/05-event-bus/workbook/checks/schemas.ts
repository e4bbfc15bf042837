import type { Check } from '#shared/checks/check.ts'
import { describe } from '#shared/checks/failure.ts'
import { type Deferred, deferred } from '#shared/core/deferred.ts'
import type { Validated } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { CREATED, SHIPPED } from './names.ts'
import { DOES_NOT_FIT, FITS, order, schema, WITH_PRICE } from './orders.ts'
import { eventRecorder, openTestBed, reportsPayloads, textOf, turns } from './test-bed.ts'

const OVERTAKES = ([created, shipped]: readonly number[]) =>
  created! + shipped! > 1
    ? 'You publish an event as soon as its own schema has finished, so it overtakes an earlier one with the same key. Wait with inOrder().'
    : undefined

const ENDED_QUEUE =
  'Work that rejects ends the queue of its key. In inOrder(), start the next work after a rejection as well.'

export const schemaChecks: readonly Check<Subject>[] = [
  {
    id: '05.8-in',
    task: '05.8',
    title: "invalid data is reported once and reaches no handler; handlers receive the schema's output",
    async run(context, subject) {
      const later = async (value: unknown) => {
        await null
        return order(value)
      }
      const schemas = {
        [CREATED]: schema(order),
        [SHIPPED]: schema(later),
      }
      const bed = await openTestBed(context, subject, { schemas })
      const { listener, channelOf } = bed
      const [a, b] = [eventRecorder(context, 'a'), eventRecorder(context, 'b')]
      for (const event of [CREATED, SHIPPED]) {
        for (const handler of [a, b]) await listener.on(event, handler)
      }
      const any = eventRecorder(context, 'without a schema')
      await listener.on('order:paid', any)
      for (const event of [CREATED, SHIPPED]) {
        const bad = [DOES_NOT_FIT, null, {}].map((data) => textOf(event, data))
        const good = [FITS, { ...FITS, more: true }].map((data) => textOf(event, data))
        await context.burst(channelOf(event), [good[0]!, ...bad, good[1]!])
        for (const handler of [a, b]) {
          await context.receives(handler, [WITH_PRICE, WITH_PRICE], {
            channel: event,
            cause: (got) =>
              JSON.stringify(got[0]) === JSON.stringify(FITS)
                ? "You call handlers with the data instead of the schema's output."
                : undefined,
          })
        }
        await context.until('three events are reported', () => bed.problems.length >= 3)
        reportsPayloads(context, bed, channelOf(event), bad)
        const message = describe(bed.problems[0]?.error)
        if (!message.includes('should be a number')) {
          context.fail(`the reported error should name the issues, but it is ${message}`)
        }
        ;(bed.problems as unknown[]).splice(0)
      }
      context.equal('the data in the envelope', a.events[0]?.data, WITH_PRICE)
      await context.publish(channelOf('order:paid'), textOf('order:paid', DOES_NOT_FIT))
      await context.receives(any, [DOES_NOT_FIT])
    },
  },
  {
    id: '05.8-out',
    task: '05.8',
    title: 'emit() rejects invalid data with its issues, and sends valid data unmodified',
    async run(context, subject) {
      const schemas = { [CREATED]: schema(order), [SHIPPED]: schema(async (value) => order(value)) }
      const { bus, channelOf } = await openTestBed(context, subject, { schemas })
      for (const event of [CREATED, SHIPPED]) {
        const program = await context.listener(channelOf(event))
        for (const options of [{}, { key: 'k' }]) {
          const error = await context.rejects(
            `emit(${event}) of invalid data`,
            bus.emit(event, DOES_NOT_FIT, options),
          )
          if (!(error instanceof TypeError) || !error.message.includes('should be a number')) {
            context.fail(
              `emit() should reject with a TypeError that names the issues, not with ${describe(error)}`,
            )
          }
          const sending = bus.emit(event, FITS, options)
          context.equal(
            `the result of emit(${event}) of valid data after invalid data`,
            await sending.then(
              () => 'resolved',
              (error: unknown) => `rejected with ${describe(error)}`,
            ),
            'resolved',
            { cause: 'key' in options ? ENDED_QUEUE : undefined },
          )
        }
        await context.until('another program receives two events', () => program.got.length >= 2)
        const sent = program.messages.map((text) => (JSON.parse(text) as { data: unknown }).data)
        context.equal(`what was sent of ${event}`, sent, [FITS, FITS], {
          cause: (all) =>
            JSON.stringify(all).includes('price')
              ? "You send the schema's output. Send the data: the other side validates it again."
              : undefined,
        })
      }
      await bus.emit('order:paid', DOES_NOT_FIT)
    },
  },
  {
    id: '05.8-throws',
    task: '05.8',
    title: 'a schema that throws or rejects is handled like one with issues',
    async run(context, subject) {
      const broken = new Error('the schema is broken')
      const thrower = (value: unknown): Validated<unknown> => {
        if (value === 'bad') throw broken
        return { value }
      }
      const schemas = { [CREATED]: schema(thrower), [SHIPPED]: schema(async (value) => thrower(value)) }
      const bed = await openTestBed(context, subject, { schemas })
      const { bus, listener, channelOf } = bed
      const handler = eventRecorder(context, 'handler')
      for (const event of [CREATED, SHIPPED]) {
        await listener.on(event, handler)
        const error = await context.rejects(`emit(${event}), if its schema throws,`, bus.emit(event, 'bad'))
        context.equal('the error of emit()', error, broken)
        const texts = ['good', 'bad', 'good'].map((data) => textOf(event, data, { key: 'k' }))
        await context.burst(channelOf(event), texts)
        await context.receives(handler, ['good', 'good'], { channel: event })
        await context.until('one event is reported', () => bed.problems.length >= 1)
        reportsPayloads(context, bed, channelOf(event), [texts[1]!])
        ;(bed.problems as unknown[]).splice(0)
      }
    },
  },
  {
    id: '05.8-order',
    task: '05.8',
    title: 'events with the same key stay in order, even if the schema of a later one is faster',
    async run(context, subject) {
      const calls = new Map<unknown, Deferred<void>>()
      const callOf = (value: unknown) => calls.get(value) ?? calls.set(value, deferred<void>()).get(value)!
      const slowly = schema(async (value) => {
        await callOf(value).promise
        return { value }
      })
      const sender = await openTestBed(context, subject, { schemas: { [CREATED]: slowly } })
      const program = await context.listener(sender.channelOf(CREATED))
      const other = await context.listener(sender.channelOf(SHIPPED))
      const emitted = ['first', 'second'].map((data) => sender.bus.emit(CREATED, data, { key: 'k' }))
      emitted.push(sender.bus.emit(SHIPPED, 'third', { key: 'k' }), sender.bus.emit(CREATED, 'without'))
      for (const data of ['without', 'second']) callOf(data).resolve()
      for (const one of emitted) one.catch(() => {})
      // It has no key, so it waits for no other event.
      await emitted[3]
      await turns(context, sender.channelOf(SHIPPED))
      context.equal(
        `the numbers of ${CREATED} and ${SHIPPED} that were sent while the schema of the key's first event was running`,
        [program.got.length, other.got.length],
        [1, 0],
        { cause: OVERTAKES },
      )
      callOf('first').resolve()
      await Promise.all(emitted)
      await context.until('all events are sent', () => program.got.length >= 3 && other.got.length >= 1)
      const sent = program.messages.map((text) => (JSON.parse(text) as { data: unknown }).data)
      context.equal(`the order in which ${CREATED} was sent`, sent, ['without', 'first', 'second'])

      calls.clear()
      const { listener, channelOf } = sender
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      const data = ['first', 'second', 'third']
      await context.burst(channelOf(CREATED), [
        ...data.map((one) => textOf(CREATED, one, { key: 'k' })),
        textOf(CREATED, 'without'),
      ])
      for (const one of ['without', 'third', 'second']) callOf(one).resolve()
      await context.receives(handler, ['without'])
      callOf('first').resolve()
      await context.receives(handler, ['without', ...data])
    },
  },
  {
    id: '05.8-waiting',
    task: '05.8',
    title: 'emit() serializes, validates and dates the event at once, even if it then waits in a queue',
    async run(context, subject) {
      const first = deferred<void>()
      const slowly = async (value: unknown) => {
        await first.promise
        return order(value)
      }
      const schemas = { [CREATED]: schema(slowly), [SHIPPED]: schema(order) }
      const { bus, channelOf } = await openTestBed(context, subject, { schemas })
      const program = await context.listener(channelOf(SHIPPED))
      const data: { orderId: unknown } = { orderId: 1 }
      const emitted = [bus.emit(CREATED, FITS, { key: 'k' }), bus.emit(SHIPPED, data, { key: 'k' })]
      data.orderId = 'one'
      const wrong = { orderId: 'one' as unknown }
      const refused = bus.emit(SHIPPED, wrong, { key: 'k' })
      wrong.orderId = 1
      for (const one of [...emitted, refused]) one.catch(() => {})
      const emittedBy = Date.now()
      await context.until('a millisecond has passed', () => Date.now() > emittedBy)
      first.resolve()
      const ends = await Promise.allSettled(emitted)
      context.equal(
        'the results of two calls of emit() with valid data',
        ends.map(({ status }) => status),
        ['fulfilled', 'fulfilled'],
        {
          cause: ([, second]) =>
            second === 'rejected'
              ? "You validate the data when the event's turn comes, and the caller has changed it by then. Call conform() first."
              : undefined,
        },
      )
      await context.rejects('emit() of invalid data that the caller corrects afterwards,', refused)
      await bus.emit(SHIPPED, { orderId: 2 }, { key: 'k' })
      await context.until('another program receives two events', () => program.got.length >= 2)
      const sent = program.messages.map((text) => (JSON.parse(text) as { data: unknown }).data)
      context.equal('what was sent', sent, [FITS, { orderId: 2 }])
      const { timestamp } = JSON.parse(program.messages[0]!) as { timestamp: string }
      if (Date.parse(timestamp) > emittedBy)
        context.fail('the timestamp is later than the call of emit()', {
          cause: 'You build the envelope after the wait. Build it before.',
        })
    },
  },
  {
    id: '05.8-rejects',
    task: '05.8',
    title: 'if an event in a queue is invalid, only its own emit() rejects',
    async run(context, subject) {
      const first = deferred<void>()
      const slowly = async (value: unknown) => {
        if (value === 'first') await first.promise
        return value === 'bad' ? order(value) : { value }
      }
      const { bus, channelOf } = await openTestBed(context, subject, {
        schemas: { [CREATED]: schema(slowly) },
      })
      const emitted = ['first', 'bad', 'third'].map((data) => bus.emit(CREATED, data, { key: 'k' }))
      for (const one of emitted) one.catch(() => {})
      // Long enough for Node.js to notice an unhandled rejection.
      await turns(context, channelOf(CREATED))
      first.resolve()
      const ends = await Promise.allSettled(emitted)
      context.equal(
        'the results of three calls of emit()',
        ends.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
        { cause: ([, , third]) => (third === 'rejected' ? ENDED_QUEUE : undefined) },
      )
    },
  },
]
