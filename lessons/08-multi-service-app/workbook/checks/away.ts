import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { allConnections, type Cut, subscribers } from '#shared/redis/proxy.ts'
import type { Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { checkUnavailable, untilDone } from '../test-bed/retries.ts'
import { NOPERM, RIGHT, TestBed, textOf } from '../test-bed/test-bed.ts'

const ORDER = RIGHT['order.placed'].body
/**
 * How soon a request gets its response while Redis is down, in milliseconds. It's longer where a busy machine is given
 * more time, because Redis has to reply to correct code within it.
 */
const soon = ({ bound }: CheckContext) => (Number.isFinite(bound) ? Math.round(bound / 12) : 1000)
/** The same limit if only the reply to PUBLISH is missing. */
const HELD_MS = 400
/** After this time, in milliseconds, a client may have given up waiting for a reply. */
const GIVEN_UP_MS = 2500
/** A response may come this much later than `answerWithinMs`, in milliseconds. */
const SLACK_MS = 2000
const soonAnswered = (context: CheckContext) => ({
  withinMs: Math.ceil((soon(context) + SLACK_MS) / 100) * 100,
  cause: 'The request waits for Redis without a limit. `inTime()` limits a wait to answerWithinMs.',
})

export const awayChecks: readonly Check<Subject>[] = [
  {
    id: '08.6-down',
    task: '08.6',
    needsReconnect: true,
    title: 'while Redis is down, a request gets a 503 that says when to try again, and the API keeps running',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const api = await bed.api({ answerWithinMs: soon(context), inspect: noReply })
      const { browser, proxy, problems } = api
      await untilDone(context, browser)
      proxy.refuse()
      proxy.cut()
      context.log('the check takes Redis down')
      // This request may fail at once. The client would queue later ones.
      checkUnavailable(
        context,
        browser,
        await browser.ask('/orders', { body: ORDER, ...soonAnswered(context) }),
      )
      await context.until('the lost connection is reported', () => problems.length > 1)
      const answers = await Promise.all(
        [1, 2, 3].map(() => browser.ask('/orders', { body: ORDER, ...soonAnswered(context) })),
      )
      for (const answer of answers) checkUnavailable(context, browser, answer)
      const reports = problems.filter(({ kind }) => kind !== 'connection')
      context.equal('the problems of other kinds than "connection"', reports, [])
      // Everything else works as before.
      await browser.isRefused(400, '/orders', { body: {} })
      await browser.isRefused(404, '/nothing', { method: 'GET' })
      const status = await browser.status()
      context.equal('"redis" in GET /status', status.redis, 'down')
      proxy.accept()
      context.log('the check brings Redis back')
      await untilDone(context, browser)
    },
  },
  {
    id: '08.6-held',
    task: '08.6',
    title:
      'if only the reply to PUBLISH is missing, the request gets its 503 in time, and the event is published once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const [api, logger] = await Promise.all([
        bed.api({ proxied: own, answerWithinMs: Math.min(soon(context), HELD_MS) }),
        bed.logger(),
      ])
      await untilDone(context, api.browser)
      const before = logger.lines.messages.length
      const { published: confirmed } = await api.browser.status()
      const held = api.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const asking = api.browser.ask('/orders', {
        body: { ...ORDER, item: 'unconfirmed' },
        ...soonAnswered(context),
      })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      const since = performance.now()
      checkUnavailable(context, api.browser, await asking)
      await context.until('the event is logged', () => logger.lines.messages.length > before)
      const { published, events } = await api.browser.status()
      const latest = events.map(({ event, confirmed }) => ({ event, confirmed }))[0]
      context.equal('the latest of "events"', latest, { event: 'order.placed', confirmed: false })
      context.equal('"published", without the event that Redis has not confirmed', published, confirmed, {
        cause: 'You count an event before Redis has confirmed it.',
      })
      held.release()
      // Later, a client may have given up.
      if (performance.now() - since < GIVEN_UP_MS) {
        await api.browser.statusShows(
          'the event as confirmed',
          (one) => one.published === published + 1 && one.events[0]?.confirmed === true,
        )
      }
      await untilDone(context, api.browser, 'end')
      await context.until('the last event is logged', () =>
        logger.lines.messages.some((line) => line.includes('"end"')),
      )
      const lines = logger.lines.messages.filter((line) => line.includes('unconfirmed'))
      context.equal('how often the event was published', lines.length, 1)
    },
  },
  {
    id: '08.6-before',
    task: '08.6',
    needsReconnect: true,
    title: 'all services can start before Redis: the API responds, and the others wait',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      own.proxy.refuse()
      context.log('the check starts the services before Redis')
      const services = Promise.all([bed.logger({ proxied: own }), bed.notification({ proxied: own })])
      services.catch(() => {})
      const { browser } = await bed.api({ proxied: own, answerWithinMs: soon(context), inspect: noReply })
      checkUnavailable(
        context,
        browser,
        await browser.ask('/orders', { body: ORDER, ...soonAnswered(context) }),
      )
      context.equal('"redis" in GET /status', (await browser.status()).redis, 'down')
      own.proxy.accept()
      context.log('the check starts Redis')
      await untilDone(context, browser)
      await context.until('the logger and the notification service are ready', trackSettled(services))
      const [logger, notification] = await services
      const id = await untilDone(context, browser)
      await context.until('the order is logged', () =>
        logger.lines.messages.some((line) => line.includes(id)),
      )
      await context.until('the notification is sent', () =>
        notification.sent.messages.some((one) => one.id === id),
      )
    },
  },
  {
    id: '08.6-connects-later',
    task: '08.6',
    title: 'if connect() rejects, the API starts and reports that, and a later request tries again',
    async run(context, subject) {
      const refusal = new Error('refused by connect()')
      let attempts = 0
      const refusing: Subject = {
        ...subject,
        connect: async (options) => {
          attempts++
          if (attempts === 1) throw refusal
          return subject.connect(options)
        },
      }
      const { browser, problems } = await new TestBed(context, refusing).api()
      const reported = () => problems.some(({ kind, error }) => kind === 'connection' && error === refusal)
      await context.until('the error of connect() is reported', reported, {
        cause: 'You catch the error from ready() without reporting it.',
      })
      await untilDone(context, browser)
    },
  },
  {
    id: '08.6-silent',
    task: '08.6',
    needsReconnect: true,
    title:
      'while Redis does not reply, a request gets its 503 in time, and GET /status says that Redis is down',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const { browser, proxy, problems } = await bed.api({ proxied: own, answerWithinMs: soon(context) })
      await untilDone(context, browser)
      const silence = proxy.silence(allConnections)
      context.log('the check makes Redis stop replying; connections stay open')
      checkUnavailable(
        context,
        browser,
        await browser.ask('/orders', { body: ORDER, ...soonAnswered(context) }),
      )
      const answer = await browser.ask('/status', { method: 'GET', ...soonAnswered(context) })
      context.equal('"redis" in GET /status', (answer.body as Status).redis, 'down')
      await context.until('a problem of kind "connection" is reported', () => problems.length > 0)
      context.equal('the problems of other kinds', kindsBeside('connection', problems), [])
      silence.stop()
      context.log('the check lets Redis reply again')
      await untilDone(context, browser)
    },
  },
  {
    id: '08.6-refused',
    task: '08.6',
    title: 'if Redis refuses PUBLISH, the request gets a 503, and the refusal is reported',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const { browser, proxy, problems } = await bed.api({ proxied: own })
      await untilDone(context, browser)
      const refused = proxy.answer(allConnections, 'PUBLISH', NOPERM)
      context.log('the check makes Redis refuse PUBLISH')
      checkUnavailable(context, browser, await browser.ask('/orders', { body: ORDER }))
      await context.until('a problem of kind "connection" is reported', () => problems.length > 0)
      context.equal('the problems of other kinds', kindsBeside('connection', problems), [])
      refused.stop()
      const { published, events } = await browser.status()
      const confirmed = events.map((event) => event.confirmed)
      context.equal(
        '"published", and which events are confirmed',
        [published, ...confirmed],
        [1, false, true],
      )
      await browser.does('/orders', ORDER)
    },
  },
  ...(['fin', 'rst'] as const).map(reconnects),
]

function reconnects(how: Cut): Check<Subject> {
  return {
    id: `08.6-reconnects-${how}`,
    task: '08.6',
    needsReconnect: true,
    title: `all services continue after a lost connection (${how.toUpperCase()})`,
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [api, logger, notification] = await Promise.all([bed.api(), bed.logger(), bed.notification()])
      await untilDone(context, api.browser)
      await context.until('the first line', () => logger.lines.messages.length > 0)
      api.proxy.cut(allConnections, how)
      context.log(`the check cuts all connections by ${how.toUpperCase()}`)
      // From now on, Redis counts only new connections.
      await api.proxy.settled()
      const channel = bed.channelOf('order.placed')
      const text = (user: string) =>
        textOf('order.placed', { orderId: 'o', userId: user, item: user, quantity: 1 }, { key: user })
      const hear = (user: string) =>
        logger.lines.messages.some((line) => line.includes(user)) &&
        notification.sent.messages.some(({ userId }) => userId === user)
      const back = context.channel('back')
      await context.until('both services receive events again', async () => {
        await context.publish(channel, text(back))
        return hear(back)
      })
      const id = await untilDone(context, api.browser)
      const lines = () => logger.lines.messages.filter((line) => line.includes(id)).length
      const sent = () => notification.sent.messages.filter((one) => one.id === id).length
      await context.until(
        'the order is logged, and the notification is sent',
        () => lines() > 0 && sent() > 0,
      )
      await context.publish(channel, text('end'))
      await context.until('both services receive the last event', () => hear('end'))
      context.equal('how often the order was logged and the notification sent', [lines(), sent()], [1, 1])
    },
  }
}

function kindsBeside(kind: Problem['kind'], problems: readonly Problem[]): string[] {
  return problems.map((one) => one.kind).filter((one) => one !== kind)
}

/** For `inspect`: it never settles. */
function noReply(): Promise<never> {
  return new Promise<never>(() => {})
}
