import type { Check } from '../../../../shared/checks/check.ts'
import { deferred } from '../../../../shared/checks/deferred.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone, subscribers } from '../../../../shared/redis/proxy.ts'
import type { ServiceName, ServiceStatus, Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type HiredApi, NOPERM, RIGHT, Town, textOf } from '../town/town.ts'

const ORDER = RIGHT['order.placed'].body
/** An event without a receipt counts as missed after so many milliseconds, where a check waits for that. */
const SOON = 60

export const statusChecks: readonly Check<Subject>[] = [
  {
    id: '08.5-channels',
    task: '08.5',
    title: 'GET /status shows the channels of this shop with their subscribers, and the patterns',
    async run(kit, subject) {
      const town = new Town(kit, subject, 'to[wv]n')
      const [{ browser }] = await Promise.all([town.api(), town.notification(), town.logger()])
      await town.notification()
      for (const one of ['shop:order.placed', 'shop:quiet']) await kit.listener(`${town.namespace}${one}`)
      for (const one of ['foreign', 'tovn:foreign']) await kit.listener(kit.channel(one))
      await kit.listener(`${kit.channel('x')}:${town.namespace}foreign`)
      const status = await browser.statusShows('two notification services', (one) =>
        one.services?.some(({ name, connected }) => name === 'notification' && connected === 2),
      )
      kit.equal('"redis"', status.redis, 'up')
      const names = status.channels.map(({ name }) => name)
      kit.equal('the names of "channels", in their order', names, [...names].sort(byName))
      for (const { name, subscribers } of status.channels) {
        const count = await kit.subscribers(town.namespace + name)
        kit.equal(`the subscribers of "${name}", as PUBSUB NUMSUB has them`, subscribers, count)
        if (count === 0) kit.fail(`"${name}" has no subscribers, and is shown`)
      }
      const expected = [
        'receipts',
        'service:logger',
        'service:notification',
        'shop:order.placed',
        'shop:quiet',
      ]
      kit.equal(
        'which of these are missing',
        expected.filter((name) => !names.includes(name)),
        [],
      )
      kit.equal(
        'the foreign channels in it',
        names.filter((name) => name.includes('foreign')),
        [],
      )
      if (!(status.patterns >= 1)) kit.fail(`"patterns" should be 1 at least, and is ${status.patterns}`)
      kit.equal('"services"', status.services.map(shortly), ['notification 2', 'logger 1'])
    },
  },
  {
    id: '08.5-asked',
    task: '08.5',
    title: 'GET /status shows what inspect() gives now, and nothing of it when inspect() rejects',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      let isAway = false
      const { browser } = await town.api({
        async inspect() {
          if (isAway) throw new Error('Redis is away.')
          const channels = { 'shop:quiet': 3, 'service:logger': 2 }
          const named = Object.entries(channels).map(
            ([name, count]) => [town.namespace + name, count] as const,
          )
          return { channels: new Map(named), patterns: 41 }
        },
      })
      const shown = async () => {
        const { redis, services, channels, patterns } = await browser.status()
        return { redis, services: services.map(shortly), channels, patterns }
      }
      kit.equal('the status', await shown(), {
        redis: 'up',
        services: ['notification 0', 'logger 2'],
        channels: [
          { name: 'service:logger', subscribers: 2 },
          { name: 'shop:quiet', subscribers: 3 },
        ],
        patterns: 41,
      })
      isAway = true
      kit.log('the check: inspect() rejects from now on')
      kit.equal('the status then', await shown(), {
        redis: 'away',
        services: ['notification 0', 'logger 0'],
        channels: [],
        patterns: 0,
      })
    },
  },
  {
    id: '08.5-receipts',
    task: '08.5',
    title: 'a service gives a receipt for each event, and GET /status tells what became of it',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [api] = await Promise.all([
        town.api(),
        town.logger(),
        town.notification({
          send: ({ userId }) => (userId === 'nobody' ? Promise.reject(new Error('no address')) : undefined),
        }),
      ])
      const receipts = await kit.listener(`${town.namespace}receipts`)
      // The receipts come before the answer to PUBLISH.
      const held = api.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const slow = api.browser.does('/orders', ORDER)
      slow.catch(() => {})
      await Promise.race([held.caught, slow])
      await kit.until('the receipts of both services', () => receipts.messages.length >= 2)
      held.release()
      const { id } = await slow
      const { id: second } = await api.browser.does('/orders', { ...ORDER, userId: 'nobody' })
      const status = await api.browser.statusShows(
        'what became of both orders',
        (one) => one.events?.every(({ receipts: own }) => Object.keys(own ?? {}).length === 2) ?? false,
        ({ events }) =>
          events.some((event) => event.id === id && Object.keys(event.receipts).length === 0)
            ? 'Its receipts arrived before the reply to PUBLISH. Note an event before you publish it.'
            : undefined,
      )
      kit.equal('"events", the latest one first', status.events, [
        {
          id: second,
          event: 'order.placed',
          confirmed: true,
          receipts: { notification: 'failed', logger: 'handled' },
        },
        {
          id,
          event: 'order.placed',
          confirmed: true,
          receipts: { notification: 'handled', logger: 'handled' },
        },
      ])
      kit.equal('"services"', status.services, [
        { name: 'notification', connected: 1, handled: 1, failed: 1, missed: 0 },
        { name: 'logger', connected: 1, handled: 2, failed: 0, missed: 0 },
      ])
      kit.equal('"published" and "unconfirmed"', [status.published, status.unconfirmed], [2, 0])
      kit.equal(
        'the receipts on the wire',
        receipts.messages.map((text) => JSON.parse(text) as unknown).sort(byText),
        [
          { service: 'logger', id, ok: true },
          { service: 'logger', id: second, ok: true },
          { service: 'notification', id, ok: true },
          { service: 'notification', id: second, ok: false },
        ].sort(byText),
      )
    },
  },
  {
    id: '08.5-no-receipt',
    task: '08.5',
    title: 'a receipt that cannot be given is reported, and affects nothing else',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const gate = deferred<void>()
      const { service, sent, problems } = await town.notification({ graceMs: 1, send: () => gate.promise })
      await publishOrder(kit, town, 'anna')
      await kit.until('something is being sent', () => sent.messages.length > 0)
      await service.close()
      const lost = () => problems.filter(({ kind }) => kind === 'connection')
      kit.equal('what was reported of connections by close()', lost(), [])
      kit.log('the check: it has been sent, and the service is closed already')
      gate.resolve()
      await kit.until('report() with kind "connection"', () => lost().length > 0)
    },
  },
  {
    id: '08.5-refused-receipt',
    task: '08.5',
    title: 'a receipt that Redis refuses is reported, and the next event is handled',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const receipts = await kit.listener(`${town.namespace}receipts`)
      for (const hire of ['notification', 'logger'] as const) {
        const way = await kit.way()
        const { problems } = await town[hire]({ way })
        const refused = way.proxy.answer(everyone, 'PUBLISH', NOPERM)
        kit.log(`the check: Redis refuses the receipts of the ${hire} service`)
        await publishOrder(kit, town, 'anna')
        await kit.until('a refused receipt is reported with kind "connection"', () =>
          problems.some(({ kind }) => kind === 'connection'),
        )
        refused.stop()
        const before = receipts.messages.length
        await publishOrder(kit, town, 'anna')
        await kit.until('the next receipt', () =>
          receipts.messages.slice(before).some((text) => text.includes(hire)),
        )
        kit.equal(
          'what was reported',
          problems.map(({ kind }) => kind),
          ['connection'],
        )
      }
    },
  },
  {
    id: '08.5-receipt-waits',
    task: '08.5',
    title: 'while the reply to a receipt is missing, the next event of the same user is handled',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const { sent } = await town.notification({ way: own })
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      await publishOrder(kit, town, 'anna')
      await kit.until('a receipt is published', () => held.state === 'caught')
      kit.log('the check: the service does not get the reply to its receipt')
      await publishOrder(kit, town, 'anna')
      const users = () => sent.messages.map(({ userId }) => userId)
      for (const user of ['ben', 'cleo']) {
        await publishOrder(kit, town, user)
        await kit.until(`what comes after it is sent, to ${user}`, () => users().includes(user))
      }
      kit.equal('how many Anna was sent', users().filter((user) => user === 'anna').length, 2, {
        cause: 'Work on the next event waits for the receipt of this one.',
      })
      held.release()
    },
  },
  {
    id: '08.5-missed',
    task: '08.5',
    title: 'what a service misses is counted, whether it is away or stands still, until its receipt comes',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const api = await town.api({ lateMs: SOON })
      const logger = await town.logger()
      for (let order = 0; order < 3; order++) await api.browser.does('/orders', ORDER)
      await missed(api, { notification: 3, logger: 0 }, 'three orders that nobody has told the user of')

      const standing = await town.notification({
        way: own,
        send: ({ userId }) => (userId === 'nobody' ? Promise.reject(new Error('no address')) : undefined),
      })
      own.proxy.stall()
      kit.log('the check: the notification service stands still')
      const { subscriptions } = await api.browser.does('/orders', ORDER)
      kit.equal('"subscriptions" while one of two stands still', subscriptions, 2)
      const still = await missed(api, { notification: 4, logger: 0 }, 'that it is one more')
      kit.equal('"services"', still.services.map(shortly), ['notification 1', 'logger 1'])
      own.proxy.resume()
      kit.log('the check: it goes on')
      const after = await missed(api, { notification: 3, logger: 0 }, 'that its receipt has come after all')
      kit.equal(
        'how many it has handled',
        after.services.map(({ handled }) => handled),
        [1, 4],
      )
      // It has a receipt, a bad one: nobody has missed it, however late it is.
      await api.browser.does('/orders', { ...ORDER, userId: 'nobody' })
      await api.browser.statusShows(
        'the order that both have done with',
        ({ events }) => Object.keys(events[0]?.receipts ?? {}).length === 2,
      )
      await logger.service.close()
      await api.browser.does('/orders', ORDER)
      const last = await missed(api, { notification: 3, logger: 1 }, 'one that the logger has missed')
      kit.equal('"services"', last.services.map(shortly), ['notification 1', 'logger 0'])
      kit.equal('what was sent after all', standing.sent.messages.length, 3)
    },
  },
  {
    id: '08.5-odd-receipts',
    task: '08.5',
    title: 'invalid receipts and receipts that come twice count for nothing',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const api = await town.api()
      const channel = `${town.namespace}receipts`
      const { id } = await api.browser.does('/orders', ORDER)
      const early = (await api.browser.status()).services.map(({ missed: count }) => count)
      kit.equal('how many are missed before anything is late', early, [0, 0])
      const good = (of: string, service = 'logger', ok = true) => JSON.stringify({ service, id: of, ok })
      const bad = [
        'no JSON',
        'null',
        '7',
        '[]',
        '{}',
        good(id, 'nobody'),
        good(id, '__proto__'),
        good(id, 'constructor'),
        JSON.stringify({ service: 'logger', id, ok: 'yes' }),
        JSON.stringify({ service: 'logger', id: 7, ok: true }),
      ]
      // Of an event that somebody else has published: it is right, and of no interest here.
      await kit.burst(channel, [
        good('of another api'),
        ...bad,
        good(id),
        good(id),
        good(id, 'logger', false),
      ])
      await kit.publish(channel, good(id, 'notification'))
      const status = await api.browser.statusShows('the last receipt', (one) =>
        one.services?.some(({ name, handled }) => name === 'notification' && handled > 0),
      )
      kit.equal('"services"', status.services, [
        { name: 'notification', connected: 0, handled: 1, failed: 0, missed: 0 },
        { name: 'logger', connected: 0, handled: 1, failed: 0, missed: 0 },
      ])
      const kinds = api.problems.map(({ kind }) => kind).filter((kind) => kind !== 'payload')
      kit.equal('the kinds of other reports than "payload"', kinds, [])
    },
  },
  {
    id: '08.5-last',
    task: '08.5',
    title: 'GET /status shows the last 20 events, the latest one first, and counts all of them',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [{ browser }] = await Promise.all([town.api(), town.logger()])
      const ids: string[] = []
      const event = Object.keys(RIGHT) as (keyof typeof RIGHT)[]
      for (let at = 0; at < 23; at++) {
        const { path, body } = RIGHT[event[at % 3]!]
        ids.unshift((await browser.does(path, body)).id)
      }
      const status = await browser.statusShows('that the logger has handled 23', (one) =>
        one.services?.some(({ handled }) => handled === 23),
      )
      kit.equal(
        'the ids of "events"',
        status.events.map(({ id }) => id),
        ids.slice(0, 20),
      )
      kit.equal(
        'the newest two',
        status.events.slice(0, 2).map((one) => one.event),
        ['order.placed', 'user.created'],
      )
      kit.equal('"published"', status.published, 23)
    },
  },
]

function publishOrder(kit: Kit, town: Town, userId: string): Promise<number> {
  const data = { orderId: 'o-1', userId, item: 'a lamp', quantity: 1 }
  return kit.publish(town.channelOf('order.placed'), textOf('order.placed', data, { key: userId }))
}

/** Waits until so many are missed, and gives the status. */
function missed({ browser }: HiredApi, expected: Record<ServiceName, number>, what: string): Promise<Status> {
  return browser.statusShows(
    `${what}: ${JSON.stringify(expected)} are missed`,
    (status) => status.services?.every(({ name, missed: count }) => count === expected[name]) ?? false,
  )
}

function shortly({ name, connected }: ServiceStatus): string {
  return `${name} ${connected}`
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
}
