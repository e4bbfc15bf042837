import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { isCounted } from '#shared/testbed/counted.ts'
import type { Envelope } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { CREATED } from './names.ts'
import { type AnyEvents, eventRecorder, openTestBed, reportsPayloads, textOf, watched } from './test-bed.ts'

/** Data that careless code treats as missing, or changes. */
const DATA: readonly unknown[] = [
  { orderId: 1, items: [{ price: 9.5 }, null] },
  null,
  0,
  '',
  false,
  [],
  {},
  'zwölf "Öfen", 好 🙂\r\n\u2028<b>',
  { data: { data: null }, event: 'another', id: 7 },
  '2026-01-31T12:00:00.000Z',
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}'),
]

/** Shorter IDs are not unique for long: another process makes the same one. */
const SHORTEST_ID = 10

/** Data that JSON cannot represent. */
function noJson(): [what: string, data: unknown][] {
  const circular: Record<string, unknown> = {}
  circular.itself = circular
  return [
    ['undefined', undefined],
    ['a function', () => {}],
    ['a symbol', Symbol('order')],
    ['a BigInt', { orderId: 7n }],
    ['a circular reference', circular],
    ['an object whose toJSON() returns undefined', { toJSON: () => undefined }],
  ]
}

export const envelopeChecks: readonly Check<Subject>[] = [
  {
    id: '05.1-envelope',
    task: '05.1',
    title: 'each event is one JSON string with a unique ID, its name, the time and the data',
    async run(context, subject) {
      const { base, bus, channelOf, pubsub } = await openTestBed(context, subject)
      const program = await context.listener(channelOf(CREATED))
      const data = { orderId: 1 }
      const emitted = bus.emit(CREATED, data)
      // emit() has serialized it already.
      data.orderId = 2
      context.equal('the result of emit() with one subscriber', await emitted, 1, {
        cause: 'You return something other than the result of pubsub.publish().',
      })
      await bus.emit(CREATED, { orderId: 1 })
      await bus.emit(CREATED, { orderId: 1 }, { key: 'order 1' })
      await bus.emit(CREATED, { orderId: 1 }, { id: 'an id of the caller', key: '' })
      await bus.emit('order:shipped', 'elsewhere')
      context.equal('the result of emit() without a subscriber', await bus.emit('order:shipped', 1), 0)
      await context.until('another program receives four events', () => program.got.length >= 4)
      const envelopes = program.messages.map((text) => parsed(context, text))
      for (const envelope of envelopes) {
        context.equal(
          'the event and the data of an envelope',
          [envelope.event, envelope.data],
          [CREATED, { orderId: 1 }],
          {
            cause: ([, data]) =>
              JSON.stringify(data) === '{"orderId":2}'
                ? 'You serialize the data too late: the caller has changed it in the meantime.'
                : undefined,
          },
        )
        datedNow(context, envelope)
        if (typeof envelope.id !== 'string' || envelope.id === '') {
          context.fail(
            `the ID should be a string that isn't empty, but it is ${JSON.stringify(envelope.id)}`,
            {
              cause:
                envelope.id === undefined
                  ? 'The ID is undefined, and JSON.stringify() leaves out such fields. Make one with randomUUID().'
                  : undefined,
            },
          )
        }
      }
      // Many events at once, and two buses in step, like two processes that have started together.
      const [second, third] = ['second bus', 'third bus'].map((name) =>
        context.trackCalls(name, subject.bus<AnyEvents>({ ...base, pubsub })),
      )
      await Promise.all(Array.from({ length: 20 }, () => bus.emit(CREATED, { orderId: 1 })))
      const inStep = Array.from({ length: 20 }, () => [second!, third!]).flat()
      await Promise.all(inStep.map((one) => one.emit(CREATED, { orderId: 1 })))
      await context.until('another program receives sixty more', () => program.got.length >= 64)
      const ids = program.messages.map((text) => parsed(context, text).id)
      context.equal('the number of different IDs of 64 events', new Set(ids).size, 64)
      if (
        isCounted(
          ids.filter((id) => id !== 'an id of the caller'),
          base.namespace,
          CREATED,
        )
      ) {
        context.fail(`the IDs are counted: ${ids.slice(0, 2).join(', ')}, …`, {
          cause:
            'Your counter starts at 1 again in the next process, whose first events then look like copies. Use randomUUID().',
        })
      }
      const short = ids.find((id) => id.length < SHORTEST_ID)
      if (short !== undefined) {
        context.fail(`another process could make the ID ${JSON.stringify(short)}, too: it is too short`)
      }
      context.equal('the ID that the caller passed', envelopes[3]?.id, 'an id of the caller')
      context.equal(
        'the keys',
        envelopes.map(({ key }) => key ?? 'none'),
        ['none', 'none', 'order 1', ''],
      )
    },
  },
  {
    id: '05.1-awaited',
    task: '05.1',
    title: 'emit() resolves after Redis has replied, and rejects if publishing fails',
    async run(context, subject) {
      const { bus, channelOf, faults, proxy } = await openTestBed(context, subject)
      const program = await context.listener(channelOf(CREATED))
      context.log('the check holds back the reply to PUBLISH')
      const held = proxy.holdReply(allConnections, 'PUBLISH')
      const emitted = bus.emit(CREATED, 'first')
      const seen = watched(emitted)
      await context.until('the event is published', () => held.state === 'caught')
      await context.until('another program receives it', () => program.got.length > 0)
      if (seen.state !== 'pending')
        context.fail('emit() resolved before Redis had replied', {
          cause: "You don't await (or return) pubsub.publish().",
        })
      held.release()
      context.equal('the result of emit()', await emitted, 1)
      context.log('the check lets publish() reject')
      faults.add('publish')
      const error = await context.rejects('emit(), if publish() rejects,', bus.emit(CREATED, 'refused'))
      if (!describe(error).includes('rejected by the check')) {
        context.fail(`emit() should reject with the error of publish(), not with ${describe(error)}`)
      }
      faults.delete('publish')
      await bus.emit(CREATED, 'end')
      await context.until('another program receives the end', () => program.got.length > 1)
      const got = program.messages.map((text) => parsed(context, text).data)
      context.equal('what another program received', got, ['first', 'end'])
    },
  },
  {
    id: '05.1-no-json',
    task: '05.1',
    title: "data that JSON can't represent is rejected with a TypeError, and nothing is sent",
    async run(context, subject) {
      const { bus, channelOf } = await openTestBed(context, subject)
      const program = await context.listener(channelOf(CREATED))
      for (const [what, data] of noJson()) {
        const error = await context.rejects(`emit() of ${what}`, bus.emit(CREATED, data))
        if (!(error instanceof TypeError)) {
          context.fail(`emit() of ${what} should reject with a TypeError, not with ${describe(error)}`)
        }
      }
      await bus.emit(CREATED, 'end')
      await context.until('another program receives something', () => program.got.length > 0)
      const got = program.messages.map((text) => parsed(context, text).data)
      context.equal('what another program received', got, ['end'], {
        cause: (all) =>
          all.includes(undefined as never)
            ? 'JSON.stringify() has left out `data`, and you sent an event without it. Check the result of JSON.stringify(data) first.'
            : undefined,
      })
    },
  },
  {
    id: '05.1-handed',
    task: '05.1',
    title: 'handlers receive the data and the envelope, even if the data is null, 0 or an empty string',
    async run(context, subject) {
      const { bus, listener } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      for (const [index, data] of DATA.entries()) {
        await bus.emit(CREATED, data, { id: `id ${index}`, key: `key ${index}` })
      }
      await bus.emit(CREATED, 'end', { id: 'last' })
      await context.receives(handler, [...DATA, 'end'], {
        cause: (got) =>
          got.length > 0 && got.every((data) => data) && got.length < DATA.length
            ? 'You test whether the data is truthy, so null, 0, false and "" count as missing. Compare with undefined.'
            : undefined,
      })
      for (const [index, event] of handler.events.entries()) {
        const isLast = index === DATA.length
        datedNow(context, event)
        context.equal(
          'the envelope that the handler received',
          { id: event.id, event: event.event, data: event.data, key: event.key },
          {
            id: isLast ? 'last' : `id ${index}`,
            event: CREATED,
            data: isLast ? 'end' : DATA[index],
            key: isLast ? undefined : `key ${index}`,
          },
        )
      }
    },
  },
  {
    id: '05.1-others',
    task: '05.1',
    title: 'handlers receive events of other programs, even with other fields in any order',
    async run(context, subject) {
      const { listener, channelOf, problems } = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await listener.on(CREATED, handler)
      const texts = [
        `{"data":{"orderId":1},"timestamp":"2026-01-31T12:00:00+01:00","event":"${CREATED}","id":"1","version":2}`,
        ` {\n "key": "k", "id": "2", "event": "${CREATED}", "timestamp": "2026-01-31", "data": [] }`,
        textOf(CREATED, 'end', { key: 'k', trace: { id: 'x' }, schema: null }),
      ]
      await context.burst(channelOf(CREATED), texts)
      await context.receives(handler, [{ orderId: 1 }, [], 'end'])
      const [first, second] = handler.events
      context.equal('the timestamp of the first', first?.timestamp, '2026-01-31T12:00:00+01:00')
      context.equal('the ID and the key of the second', [second?.id, second?.key], ['2', 'k'])
      context.equal('the number of reports', problems.length, 0)
    },
  },
  {
    id: '05.1-no-event',
    task: '05.1',
    title: 'a malformed message is reported once and reaches no handler; other events arrive',
    async run(context, subject) {
      const bed = await openTestBed(context, subject)
      const handler = eventRecorder(context, 'handler')
      await bed.listener.on(CREATED, handler)
      const bad = [
        ...['', '{', 'hello', `${textOf(CREATED, 'x')}}`],
        ...['null', '7', '"text"', 'true', '[]', '{}'],
        `[${textOf(CREATED, 'in a list')}]`,
        textOf(CREATED, 'without an id', { id: undefined }),
        textOf(CREATED, 'id null', { id: null }),
        textOf(CREATED, 'id is a number', { id: 7 }),
        textOf(CREATED, 'id is empty', { id: '' }),
        textOf('order:shipped', 'of another event'),
        textOf(`${CREATED} `, 'of nearly this event'),
        textOf(CREATED, 'without an event', { event: undefined }),
        textOf(CREATED, 'event is a list', { event: [CREATED] }),
        textOf(CREATED, 'without a timestamp', { timestamp: undefined }),
        textOf(CREATED, 'timestamp is a number', { timestamp: Date.now() }),
        textOf(CREATED, 'bad timestamp', { timestamp: 'yesterday' }),
        textOf(CREATED, undefined),
        textOf(CREATED, 'key is a number', { key: 7 }),
        textOf(CREATED, 'key is null', { key: null }),
      ]
      const channel = bed.channelOf(CREATED)
      await context.burst(channel, [textOf(CREATED, 'good 1'), ...bad, textOf(CREATED, 'good 2')])
      await context.receives(handler, ['good 1', 'good 2'], {
        cause: (got) =>
          got.length > 2 ? "You don't check every field of what JSON.parse() returns." : undefined,
      })
      reportsPayloads(context, bed, channel, bad)
    },
  },
  {
    id: '05.1-apart',
    task: '05.1',
    title: "two namespaces on one Redis don't affect each other",
    async run(context, subject) {
      const proxied = await context.connectThroughProxy()
      const one = await openTestBed(context, subject, { proxied, namespace: `${context.channel('one')}:` })
      const two = await openTestBed(context, subject, { proxied, namespace: `${context.channel('two')}:` })
      const [ofOne, ofTwo] = [
        eventRecorder(context, 'handler of one'),
        eventRecorder(context, 'handler of two'),
      ]
      await one.listener.on(CREATED, ofOne)
      await two.listener.on(CREATED, ofTwo)
      context.equal('the result of the first emit()', await one.bus.emit(CREATED, 'to one'), 1)
      await two.bus.emit(CREATED, 'to two')
      for (const { bus } of [one, two]) await bus.emit(CREATED, 'end')
      await context.receives(ofOne, ['to one', 'end'])
      await context.receives(ofTwo, ['to two', 'end'])
    },
  },
]

function parsed(context: CheckContext, text: string): Envelope {
  try {
    return JSON.parse(text) as Envelope
  } catch {
    return context.fail(`what you published isn't valid JSON: ${text}`)
  }
}

/** Fails unless an event's timestamp is the current time. */
function datedNow(context: CheckContext, event: Partial<Envelope> | undefined): void {
  const timestamp = event?.timestamp
  const isDate = typeof timestamp === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(timestamp)
  const age = isDate ? Date.now() - Date.parse(timestamp) : Number.NaN
  // In a debugger, minutes can go by.
  if (!(age > -5000 && age < 600_000)) {
    context.fail(
      `the timestamp should be the current time in ISO 8601, but it is ${JSON.stringify(timestamp)}`,
    )
  }
}
