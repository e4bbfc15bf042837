import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Subject } from '../subject.ts'
import { rejectsIfRefused, type StartedLogger, TestBed, textOf } from '../test-bed/test-bed.ts'

/** Known and unknown names. */
const EVENTS = [
  'user.created',
  'order.placed',
  'payment.completed',
  'order.shipped',
  'refund.asked.for',
  'invoice',
  'user:created',
]

/** Messages that aren't envelopes of `order.placed`. */
const MALFORMED = [
  'not JSON',
  'null',
  '7',
  '[]',
  '{}',
  JSON.stringify({ event: 'order.placed', timestamp: new Date().toISOString(), data: 1 }),
  JSON.stringify({ id: 'a', event: 'user.created', timestamp: new Date().toISOString(), data: 1 }),
  JSON.stringify({ id: 'b', event: 'order.placed', timestamp: 'never', data: 1 }),
  JSON.stringify({ id: 'c', event: 'order.placed', timestamp: new Date().toISOString() }),
]

export const loggingChecks: readonly Check<Subject>[] = [
  {
    id: '08.3-all',
    task: '08.3',
    title: 'the logger writes one line for each event of the shop, whatever its name',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const logger = await bed.logger()
      const texts = EVENTS.map((event) => textOf(event, { of: event }))
      for (const [at, event] of EVENTS.entries()) await context.publish(bed.channelOf(event), texts[at]!)
      // The same data again, with another ID, is another event.
      await context.publish(bed.channelOf('order.placed'), textOf('order.placed', { of: 'order.placed' }))
      await ends(context, bed, logger)
      context.equal('the events of the lines', eventsOf(logger), [...EVENTS, 'order.placed', 'end'], {
        cause: (got) =>
          got.length > EVENTS.length + 2
            ? 'You subscribe to several patterns. Redis delivers an event once for each pattern that matches.'
            : undefined,
      })
      context.equal('the reported problems', logger.problems, [])
    },
  },
  {
    id: '08.3-line',
    task: '08.3',
    title: 'a line is a JSON object with timestamp, event, id, and data, without line breaks',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const logger = await bed.logger()
      const data = [
        { name: 'Eve\n{"event":"payment.completed"}\r\n' },
        { name: '\u2028', nested: { list: [1, null, 'ö'] } },
        null,
        0,
        '',
        'text',
      ]
      // `Date.parse` reads it, and the line keeps its form.
      const timestamp = 'Tue, 03 Mar 2026 09:30:00 GMT'
      const envelopes = [
        ...data.map((one) => textOf('user.created', one, { more: 'ignored' })),
        textOf('user.created', 'dated', { timestamp }),
      ]
      for (const text of envelopes) await context.publish(bed.channelOf('user.created'), text)
      await ends(context, bed, logger)
      const lines = logger.lines.messages.slice(0, -1)
      const broken = lines.find((line) => /[\r\n]/.test(line))
      if (broken !== undefined) {
        context.fail(`this is more than one line: ${JSON.stringify(broken)}`, {
          cause: isJson(broken)
            ? 'You indent the JSON, so it has several lines.'
            : "You write the data's line breaks as they are. JSON.stringify() writes them as \\n.",
        })
      }
      const expected = envelopes.map((text) => {
        const { timestamp, event, id, data: own } = JSON.parse(text) as Record<string, unknown>
        return { timestamp, event, id, data: own }
      })
      context.equal(
        'the lines',
        lines.map((line) => jsonOf(context, line)),
        expected,
      )
    },
  },
  {
    id: '08.3-foreign',
    task: '08.3',
    title: 'messages on channels outside the shop are neither written nor reported',
    async run(context, subject) {
      // Wildcards in a namespace match only themselves.
      const bed = new TestBed(context, subject, 'to[wv]n*')
      const logger = await bed.logger()
      const { namespace } = bed
      const text = textOf('user.created', { userId: 'u-1', name: 'foreign' })
      const foreign = [
        `${namespace}user.created`,
        `${namespace}shop`,
        `${namespace}shopping:user.created`,
        `${namespace}receipts`,
        `${namespace}old:shop:user.created`,
        `${context.channel('x')}:${namespace}shop:user.created`,
        `${namespace.replace('to[wv]n*', 'town')}shop:user.created`,
        `${namespace.replace('to[wv]n*', 'to[wv]n*s')}shop:user.created`,
        context.channel('user.created'),
      ]
      for (const channel of foreign) {
        await context.publish(channel, text)
        await context.publish(channel, 'not JSON')
      }
      await ends(context, bed, logger)
      context.equal('the events of the lines', eventsOf(logger), ['end'])
      context.equal('the reported problems', logger.problems, [])
    },
  },
  {
    id: '08.3-malformed',
    task: '08.3',
    title: 'a message that is not an envelope is reported once, and the events around it are written',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const logger = await bed.logger()
      const channel = bed.channelOf('order.placed')
      await context.burst(channel, [textOf('order.placed', 1), ...MALFORMED, textOf('order.placed', 2)])
      await ends(context, bed, logger)
      context.equal(
        'the data of the lines',
        logger.lines.messages.map((line) => jsonOf(context, line).data),
        [1, 2, 'end'],
      )
      const told = logger.problems.map((one) =>
        one.kind === 'payload' ? [one.kind, one.channel, one.payload] : [one.kind],
      )
      context.equal(
        'the reported problems',
        told,
        MALFORMED.map((text) => ['payload', channel, text]),
      )
    },
  },
  {
    id: '08.3-fails',
    task: '08.3',
    title: 'if write() throws, that is reported once, and the next line is written',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const full = new Error('the disk is full')
      const logger = await bed.logger({
        written: (line) => {
          if (line.includes('heavy')) throw full
        },
      })
      const channel = bed.channelOf('order.placed')
      await context.burst(
        channel,
        ['light 1', 'heavy 2', 'light 3'].map((data) => textOf('order.placed', data)),
      )
      await ends(context, bed, logger)
      context.equal('how many lines write() was called with', logger.lines.messages.length, 4)
      await context.until('a problem is reported', () => logger.problems.length > 0)
      const told = logger.problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        one.error === full,
      ])
      context.equal('the reported problems', told, [['handler', channel, true]])
    },
  },
  {
    id: '08.3-once',
    task: '08.3',
    title: 'an event that arrives again is written once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const logger = await bed.logger()
      const text = textOf('order.placed', 'again')
      await context.burst(bed.channelOf('order.placed'), [text, text, textOf('order.placed', 'other'), text])
      await ends(context, bed, logger)
      const data = logger.lines.messages.map((line) => jsonOf(context, line).data)
      context.equal('the data of the lines', data, ['again', 'other', 'end'])
    },
  },
  {
    id: '08.3-refused',
    task: '08.3',
    title: 'if Redis refuses a subscription, logger() rejects',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      for (const command of ['PSUBSCRIBE', 'SUBSCRIBE'] as const) {
        await rejectsIfRefused(
          context,
          command,
          (proxied) => bed.logger({ proxied }),
          (service, cause) => ends(context, bed, service, cause),
        )
      }
    },
  },
]

/** Publishes one more event and waits for its line. By then, earlier events have arrived. */
async function ends(
  context: CheckContext,
  bed: TestBed,
  { lines }: StartedLogger,
  cause?: string,
): Promise<void> {
  await context.publish(bed.channelOf('end'), textOf('end', 'end'))
  const isThere = () => lines.messages.some((line) => line.includes('"end"'))
  await context.until('the line of the last event is written', isThere, { cause })
}

function eventsOf({ lines }: StartedLogger): string[] {
  return lines.got.map(({ channel }) => channel)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function jsonOf(context: CheckContext, line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return context.fail(`this line isn't valid JSON: ${line}`)
  }
}
