import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { type HiredLogger, NOPERM, startedOrRejected, Town, textOf } from '../town/town.ts'

/** Events of today and of tomorrow. */
const EVENTS = [
  'user.created',
  'order.placed',
  'payment.completed',
  'order.shipped',
  'refund.asked.for',
  'invoice',
  'user:created',
]

/** What is no envelope of `order.placed`. */
const BAD_TEXTS = [
  'no JSON',
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
    title: 'the logger writes one line for each event of the shop, including events with unknown names',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const texts = EVENTS.map((event) => textOf(event, { of: event }))
      for (const [at, event] of EVENTS.entries()) await kit.publish(town.channelOf(event), texts[at]!)
      // The same once more is another event, for it has another id.
      await kit.publish(town.channelOf('order.placed'), textOf('order.placed', { of: 'order.placed' }))
      await ends(kit, town, logger)
      kit.equal('the events of the lines', eventsOf(logger), [...EVENTS, 'order.placed', 'end'], {
        cause: (got) =>
          got.length > EVENTS.length + 2
            ? 'Redis delivers an event once for each pattern that matches its channel.'
            : undefined,
      })
      kit.equal('what was reported', logger.problems, [])
    },
  },
  {
    id: '08.3-line',
    task: '08.3',
    title: 'a line is a JSON object with timestamp, event, id and data, and stays one line',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const data = [
        { name: 'Eve\n{"event":"payment.completed"}\r\n' },
        { name: '\u2028', nested: { list: [1, null, 'ö'] } },
        null,
        0,
        '',
        'text',
      ]
      // A date that `Date.parse` can read, and stays as it is.
      const timestamp = 'Tue, 03 Mar 2026 09:30:00 GMT'
      const envelopes = [
        ...data.map((one) => textOf('user.created', one, { more: 'of no interest' })),
        textOf('user.created', 'dated', { timestamp }),
      ]
      for (const text of envelopes) await kit.publish(town.channelOf('user.created'), text)
      await ends(kit, town, logger)
      const lines = logger.lines.messages.slice(0, -1)
      const broken = lines.find((line) => /[\r\n]/.test(line))
      if (broken !== undefined) {
        kit.fail(`this is more than one line: ${JSON.stringify(broken)}`, {
          cause: isJson(broken)
            ? 'With an indent, JSON.stringify() writes several lines.'
            : 'A line break in the data ends the line. JSON.stringify() writes it as \\n.',
        })
      }
      const expected = envelopes.map((text) => {
        const { timestamp, event, id, data: own } = JSON.parse(text) as Record<string, unknown>
        return { timestamp, event, id, data: own }
      })
      kit.equal(
        'the lines',
        lines.map((line) => jsonOf(kit, line)),
        expected,
      )
    },
  },
  {
    id: '08.3-foreign',
    task: '08.3',
    title: 'messages on channels outside this shop are neither written nor reported',
    async run(kit, subject) {
      // Marks of a pattern in a namespace mean nothing but themselves.
      const town = new Town(kit, subject, 'to[wv]n*')
      const logger = await town.logger()
      const { namespace } = town
      const text = textOf('user.created', { userId: 'u-1', name: 'foreign' })
      const foreign = [
        `${namespace}user.created`,
        `${namespace}shop`,
        `${namespace}shopping:user.created`,
        `${namespace}receipts`,
        `${namespace}old:shop:user.created`,
        `${kit.channel('x')}:${namespace}shop:user.created`,
        `${namespace.replace('to[wv]n*', 'town')}shop:user.created`,
        `${namespace.replace('to[wv]n*', 'to[wv]n*s')}shop:user.created`,
        kit.channel('user.created'),
      ]
      for (const channel of foreign) {
        await kit.publish(channel, text)
        await kit.publish(channel, 'no JSON')
      }
      await ends(kit, town, logger)
      kit.equal('the events of the lines', eventsOf(logger), ['end'])
      kit.equal('what was reported', logger.problems, [])
    },
  },
  {
    id: '08.3-bad-text',
    task: '08.3',
    title:
      'a message that is not an envelope is reported once and not written, and its neighbours are written',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const channel = town.channelOf('order.placed')
      await kit.burst(channel, [textOf('order.placed', 1), ...BAD_TEXTS, textOf('order.placed', 2)])
      await ends(kit, town, logger)
      kit.equal(
        'the data of the lines',
        logger.lines.messages.map((line) => jsonOf(kit, line).data),
        [1, 2, 'end'],
      )
      const told = logger.problems.map((one) =>
        one.kind === 'payload' ? [one.kind, one.channel, one.payload] : [one.kind],
      )
      kit.equal(
        'what was reported',
        told,
        BAD_TEXTS.map((text) => ['payload', channel, text]),
      )
    },
  },
  {
    id: '08.3-fails',
    task: '08.3',
    title: 'when a line cannot be written, that is reported, and the next one is written',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const full = new Error('the disk is full')
      const logger = await town.logger({
        written: (line) => {
          if (line.includes('heavy')) throw full
        },
      })
      const channel = town.channelOf('order.placed')
      await kit.burst(
        channel,
        ['light 1', 'heavy 2', 'light 3'].map((data) => textOf('order.placed', data)),
      )
      await ends(kit, town, logger)
      kit.equal('the lines that were begun', logger.lines.messages.length, 4)
      await kit.until('the report', () => logger.problems.length > 0)
      const told = logger.problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        one.error === full,
      ])
      kit.equal('what was reported', told, [['handler', channel, true]])
    },
  },
  {
    id: '08.3-once',
    task: '08.3',
    title: 'an event that comes again is written once',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const text = textOf('order.placed', 'again')
      await kit.burst(town.channelOf('order.placed'), [text, text, textOf('order.placed', 'other'), text])
      await ends(kit, town, logger)
      const data = logger.lines.messages.map((line) => jsonOf(kit, line).data)
      kit.equal('the data of the lines', data, ['again', 'other', 'end'])
    },
  },
  {
    id: '08.3-refused',
    task: '08.3',
    title: 'logger() does not resolve without its subscriptions: when Redis refuses one, it rejects',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      for (const command of ['PSUBSCRIBE', 'SUBSCRIBE']) {
        const way = await kit.way()
        kit.log(`the check: Redis refuses the first ${command}`)
        way.proxy.answer(everyone, command, NOPERM, { times: 1 })
        const logger = await startedOrRejected(kit, way, town.logger({ way }))
        // A logger that tries again may resolve, once it has all of its subscriptions.
        if (logger) await ends(kit, town, logger, 'logger() resolved, and its subscription was refused.')
      }
    },
  },
]

/** Publishes one more event, and waits for its line: what was sent before it has come. */
async function ends(kit: Kit, town: Town, { lines }: HiredLogger, cause?: string): Promise<void> {
  await kit.publish(town.channelOf('end'), textOf('end', 'end'))
  const isThere = () => lines.messages.some((line) => line.includes('"end"'))
  await kit.until('the line of the last event', isThere, { cause })
}

function eventsOf({ lines }: HiredLogger): string[] {
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

function jsonOf(kit: Kit, line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return kit.fail(`this line is no JSON: ${line}`)
  }
}
