import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { everyone } from '#shared/redis/proxy.ts'
import type { Subject } from '../subject.ts'
import { type HiredLogger, NOPERM, startedOrRejected, Town, textOf } from '../town/town.ts'

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
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const texts = EVENTS.map((event) => textOf(event, { of: event }))
      for (const [at, event] of EVENTS.entries()) await kit.publish(town.channelOf(event), texts[at]!)
      // The same data again, with another ID, is another event.
      await kit.publish(town.channelOf('order.placed'), textOf('order.placed', { of: 'order.placed' }))
      await ends(kit, town, logger)
      kit.equal('the events of the lines', eventsOf(logger), [...EVENTS, 'order.placed', 'end'], {
        cause: (got) =>
          got.length > EVENTS.length + 2
            ? 'You subscribe to several patterns. Redis delivers an event once for each pattern that matches.'
            : undefined,
      })
      kit.equal('the reported problems', logger.problems, [])
    },
  },
  {
    id: '08.3-line',
    task: '08.3',
    title: 'a line is a JSON object with timestamp, event, id, and data, without line breaks',
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
      // `Date.parse` reads it, and the line keeps its form.
      const timestamp = 'Tue, 03 Mar 2026 09:30:00 GMT'
      const envelopes = [
        ...data.map((one) => textOf('user.created', one, { more: 'ignored' })),
        textOf('user.created', 'dated', { timestamp }),
      ]
      for (const text of envelopes) await kit.publish(town.channelOf('user.created'), text)
      await ends(kit, town, logger)
      const lines = logger.lines.messages.slice(0, -1)
      const broken = lines.find((line) => /[\r\n]/.test(line))
      if (broken !== undefined) {
        kit.fail(`this is more than one line: ${JSON.stringify(broken)}`, {
          cause: isJson(broken)
            ? 'You indent the JSON, so it has several lines.'
            : 'You write the data’s line breaks as they are. JSON.stringify() writes them as \\n.',
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
    title: 'messages on channels outside the shop are neither written nor reported',
    async run(kit, subject) {
      // Wildcards in a namespace match only themselves.
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
        await kit.publish(channel, 'not JSON')
      }
      await ends(kit, town, logger)
      kit.equal('the events of the lines', eventsOf(logger), ['end'])
      kit.equal('the reported problems', logger.problems, [])
    },
  },
  {
    id: '08.3-malformed',
    task: '08.3',
    title: 'a message that is not an envelope is reported once, and the events around it are written',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const logger = await town.logger()
      const channel = town.channelOf('order.placed')
      await kit.burst(channel, [textOf('order.placed', 1), ...MALFORMED, textOf('order.placed', 2)])
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
      kit.equal('how many lines write() was called with', logger.lines.messages.length, 4)
      await kit.until('a problem is reported', () => logger.problems.length > 0)
      const told = logger.problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        one.error === full,
      ])
      kit.equal('the reported problems', told, [['handler', channel, true]])
    },
  },
  {
    id: '08.3-once',
    task: '08.3',
    title: 'an event that arrives again is written once',
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
    title: 'if Redis refuses a subscription, logger() rejects',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      for (const command of ['PSUBSCRIBE', 'SUBSCRIBE']) {
        const way = await kit.way()
        kit.log(`the check makes Redis refuse the first ${command}`)
        way.proxy.answer(everyone, command, NOPERM, { times: 1 })
        const logger = await startedOrRejected(kit, way, town.logger({ way }))
        // A logger that tries again may resolve after all subscriptions are confirmed.
        if (logger)
          await ends(kit, town, logger, "You don't await the subscription, so logger() resolves without it.")
      }
    },
  },
]

/** Publishes one more event and waits for its line. By then, earlier events have arrived. */
async function ends(kit: Kit, town: Town, { lines }: HiredLogger, cause?: string): Promise<void> {
  await kit.publish(town.channelOf('end'), textOf('end', 'end'))
  const isThere = () => lines.messages.some((line) => line.includes('"end"'))
  await kit.until('the line of the last event is written', isThere, { cause })
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
    return kit.fail(`this line isn't valid JSON: ${line}`)
  }
}
