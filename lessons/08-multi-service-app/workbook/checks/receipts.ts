import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { deferred } from '#shared/core/deferred.ts'
import { allConnections, subscribers } from '#shared/redis/proxy.ts'
import type { ServiceName, ServiceStatus, Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { checkUnavailable, untilDone, untilReceiptsArrive } from '../test-bed/retries.ts'
import { NOPERM, RIGHT, type StartedApi, TestBed, textOf } from '../test-bed/test-bed.ts'

const ORDER = RIGHT['order.placed'].body
/** An event without a receipt counts as missed after this time, in milliseconds, where a check waits for that. */
const SOON = 60
interface Receipt {
  readonly service: string
  readonly id: string
  readonly ok: boolean
}

/** How soon a request gets its 503 when only the reply to PUBLISH is missing, in milliseconds. */
const ANSWER_MS = 400

export const receiptChecks: readonly Check<Subject>[] = [
  {
    id: '08.8-receipts',
    task: '08.8',
    title: 'a service sends a receipt for each event, and GET /status shows it',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [api] = await Promise.all([
        bed.api(),
        bed.logger(),
        bed.notification({
          send: ({ userId }) => (userId === 'unknown' ? Promise.reject(new Error('no address')) : undefined),
        }),
      ])
      const receipts = await context.listener(`${bed.namespace}receipts`)
      // The receipts arrive before the reply to PUBLISH.
      const held = api.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const slow = api.browser.does('/orders', ORDER)
      slow.catch(() => {})
      await Promise.race([held.caught, slow])
      await context.until('both services send a receipt', () => receipts.messages.length >= 2)
      held.release()
      const { id } = await slow
      const { id: second } = await api.browser.does('/orders', { ...ORDER, userId: 'unknown' })
      const status = await api.browser.statusShows(
        'the receipts of both orders',
        (one) => one.events?.every(({ receipts: own }) => Object.keys(own ?? {}).length === 2) ?? false,
        ({ events }) =>
          events.some((event) => event.id === id && Object.keys(event.receipts ?? {}).length === 0)
            ? 'You note an event after you publish it, but receipts can arrive earlier.'
            : undefined,
      )
      context.equal('"events", the latest first', status.events, [
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
      context.equal('"services"', status.services, [
        { name: 'notification', connected: 1, handled: 1, failed: 1, missed: 0 },
        { name: 'logger', connected: 1, handled: 2, failed: 0, missed: 0 },
      ])
      context.equal(
        'the receipts that Redis carried',
        receipts.messages.map((text) => JSON.parse(text) as Receipt).sort(byEvent),
        [
          { service: 'logger', id, ok: true },
          { service: 'logger', id: second, ok: true },
          { service: 'notification', id, ok: true },
          { service: 'notification', id: second, ok: false },
        ].sort(byEvent),
      )
    },
  },
  {
    id: '08.8-no-receipt',
    task: '08.8',
    title: 'a receipt that cannot be sent is reported',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const gate = deferred<void>()
      const { service, sent, problems } = await bed.notification({ graceMs: 1, send: () => gate.promise })
      await publishOrder(context, bed, 'anna')
      await context.until('something is being sent', () => sent.messages.length > 0)
      await service.close()
      const lost = () => problems.filter(({ kind }) => kind === 'connection')
      context.equal('the connection problems that close() reported', lost(), [])
      context.log('the check lets send() resolve after the service has closed')
      gate.resolve()
      await context.until('a problem of kind "connection" is reported', () => lost().length > 0)
    },
  },
  {
    id: '08.8-refused-receipt',
    task: '08.8',
    title: 'a receipt that Redis refuses is reported, and the next event is handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const receipts = await context.listener(`${bed.namespace}receipts`)
      for (const hire of ['notification', 'logger'] as const) {
        const proxied = await context.connectThroughProxy()
        const { problems } = await bed[hire]({ proxied })
        const refused = proxied.proxy.answer(allConnections, 'PUBLISH', NOPERM)
        context.log(`the check makes Redis refuse receipts of the ${hire} service`)
        await publishOrder(context, bed, 'anna')
        await context.until('the refused receipt is reported with kind "connection"', () =>
          problems.some(({ kind }) => kind === 'connection'),
        )
        refused.stop()
        const before = receipts.messages.length
        await publishOrder(context, bed, 'anna')
        await context.until('the next receipt arrives', () =>
          receipts.messages.slice(before).some((text) => text.includes(hire)),
        )
        context.equal(
          'the reported problems',
          problems.map(({ kind }) => kind),
          ['connection'],
        )
      }
    },
  },
  {
    id: '08.8-receipt-waits',
    task: '08.8',
    title: 'the next event of a user does not wait for the reply to a receipt',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const { sent } = await bed.notification({ proxied: own })
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      await publishOrder(context, bed, 'anna')
      await context.until('a receipt is published', () => held.state === 'caught')
      context.log('the check holds back the reply to the receipt')
      await publishOrder(context, bed, 'anna')
      const users = () => sent.messages.map(({ userId }) => userId)
      for (const user of ['ben', 'cleo']) {
        await publishOrder(context, bed, user)
        await context.until(`a later notification is sent, to ${user}`, () => users().includes(user))
      }
      context.equal('how many notifications Anna got', users().filter((user) => user === 'anna').length, 2, {
        cause: 'You await the receipt, so the next event waits for it.',
      })
      held.release()
    },
  },
  {
    id: '08.8-missed',
    task: '08.8',
    title: 'events that a service misses are counted until a late receipt arrives',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const api = await bed.api({ lateMs: SOON })
      const logger = await bed.logger()
      for (let order = 0; order < 3; order++) await api.browser.does('/orders', ORDER)
      await missed(api, { notification: 3, logger: 0 }, 'that three orders were missed')

      const standing = await bed.notification({
        proxied: own,
        send: ({ userId }) => (userId === 'unknown' ? Promise.reject(new Error('no address')) : undefined),
      })
      own.proxy.stall()
      context.log('the check freezes the connection of the notification service')
      const { subscriptions } = await api.browser.does('/orders', ORDER)
      context.equal('"subscriptions" while one of two services is frozen', subscriptions, 2)
      const still = await missed(api, { notification: 4, logger: 0 }, 'one more')
      context.equal('"services"', still.services.map(shortly), ['notification 1', 'logger 1'])
      own.proxy.resume()
      context.log('the check lets the connection continue')
      const after = await missed(api, { notification: 3, logger: 0 }, 'that its late receipt has arrived')
      context.equal(
        'how many each service has handled',
        after.services.map(({ handled }) => handled),
        [1, 4],
      )
      // A failed event has a receipt too, so it wasn't missed.
      await api.browser.does('/orders', { ...ORDER, userId: 'unknown' })
      await api.browser.statusShows(
        'both receipts of the last order',
        ({ events }) => Object.keys(events[0]?.receipts ?? {}).length === 2,
      )
      await logger.service.close()
      await api.browser.does('/orders', ORDER)
      const last = await missed(api, { notification: 3, logger: 1 }, 'one that the logger has missed')
      context.equal('"services"', last.services.map(shortly), ['notification 1', 'logger 0'])
      context.equal('how many notifications were sent', standing.sent.messages.length, 3)
    },
  },
  {
    id: '08.8-odd-receipts',
    task: '08.8',
    title: 'invalid and repeated receipts are not counted',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const api = await bed.api()
      const channel = `${bed.namespace}receipts`
      const { id } = await api.browser.does('/orders', ORDER)
      const early = (await api.browser.status()).services.map(({ missed: count }) => count)
      context.equal('how many are missed before lateMs has passed', early, [0, 0])
      const good = (of: string, service = 'logger', ok = true) => JSON.stringify({ service, id: of, ok })
      const bad = [
        'not JSON',
        'null',
        '7',
        '[]',
        '{}',
        good(id, 'unknown'),
        good(id, '__proto__'),
        good(id, 'constructor'),
        JSON.stringify({ service: 'logger', id, ok: 'yes' }),
        JSON.stringify({ service: 'logger', id: 7, ok: true }),
      ]
      // A valid receipt for an event of another API.
      await context.burst(channel, [
        good('of another API'),
        ...bad,
        good(id),
        good(id),
        good(id, 'logger', false),
      ])
      await context.publish(channel, good(id, 'notification'))
      const status = await api.browser.statusShows('the last receipt', (one) =>
        one.services?.some(({ name, handled }) => name === 'notification' && handled === 1),
      )
      context.equal('"services"', status.services, [
        { name: 'notification', connected: 0, handled: 1, failed: 0, missed: 0 },
        { name: 'logger', connected: 0, handled: 1, failed: 0, missed: 0 },
      ])
      const kinds = api.problems.map(({ kind }) => kind).filter((kind) => kind !== 'payload')
      context.equal('the kinds of other problems than "payload"', kinds, [])
    },
  },
  {
    id: '08.8-refused',
    task: '08.8',
    title: 'if Redis refuses the subscription to receipts once, the API reports it and subscribes later',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const refused = own.proxy.answer(allConnections, 'SUBSCRIBE', NOPERM, { times: 1 })
      context.log('the check makes Redis refuse the first SUBSCRIBE')
      const { browser, problems } = await bed.api({ proxied: own })
      const first = await browser.ask('/orders', { body: ORDER })
      if (first.status !== 201) checkUnavailable(context, browser, first)
      const receipts = `${bed.namespace}receipts`
      await context.until(
        'the API subscribes to the receipts',
        async () => refused.count > 0 || (await context.subscribers(receipts)) > 0,
      )
      if (refused.count === 0) return
      await context.until('it is reported with kind "connection"', () =>
        problems.some(({ kind }) => kind === 'connection'),
      )
      await untilReceiptsArrive(context, bed, browser)
    },
  },
  {
    id: '08.8-unconfirmed',
    task: '08.8',
    title: 'an event that Redis has not confirmed does not count as missed',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const { browser, proxy } = await bed.api({ proxied: own, answerWithinMs: ANSWER_MS, lateMs: 1 })
      await untilDone(context, browser)
      const held = proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const asking = browser.ask('/orders', { body: ORDER })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      context.equal('the status while the reply to PUBLISH is missing', (await asking).status, 503)
      const status = await browser.status()
      const missed = status.services.map(({ missed: count }) => count)
      context.equal('how many each service has missed', missed, [status.published, status.published])
      held.release()
      await untilDone(context, browser)
    },
  },
  {
    id: '08.8-closing',
    task: '08.8',
    title: 'close() sends the receipts for the work in flight',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const gate = deferred<void>()
      const { service, sent } = await bed.notification({ graceMs: 10_000, send: () => gate.promise })
      const receipts = await context.listener(`${bed.namespace}receipts`)
      for (const user of ['anna', 'anna', 'ben']) await publishOrder(context, bed, user)
      await context.until('two notifications are being sent', () => sent.messages.length >= 2)
      const closing = service.close()
      gate.resolve()
      await closing
      await context.until('three receipts arrive', () => receipts.messages.length >= 3)
    },
  },
]

function publishOrder(context: CheckContext, bed: TestBed, userId: string): Promise<number> {
  const data = { orderId: 'o-1', userId, item: 'a lamp', quantity: 1 }
  return context.publish(bed.channelOf('order.placed'), textOf('order.placed', data, { key: userId }))
}

/** Waits until the status shows these numbers of missed events. */
function missed(
  { browser }: StartedApi,
  expected: Record<ServiceName, number>,
  what: string,
): Promise<Status> {
  return browser.statusShows(
    `${what}: missed ${JSON.stringify(expected)}`,
    (status) => status.services?.every(({ name, missed: count }) => count === expected[name]) ?? false,
  )
}

function shortly({ name, connected }: ServiceStatus): string {
  return `${name} ${connected}`
}

function byEvent(a: Receipt, b: Receipt): number {
  return a.service + a.id < b.service + b.id ? -1 : 1
}
