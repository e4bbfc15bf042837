import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { type Cut, everyone, subscribers } from '#shared/redis/proxy.ts'
import type { Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { checkUnavailable, untilDone } from '../town/retries.ts'
import { NOPERM, RIGHT, Town, textOf } from '../town/town.ts'

const ORDER = RIGHT['order.placed'].body
/**
 * How soon a request gets its response while Redis is down, in milliseconds. It's longer where a busy machine is given
 * more time, because Redis has to reply to correct code within it.
 */
const soon = ({ bound }: Kit) => (Number.isFinite(bound) ? Math.round(bound / 12) : 1000)
/** The same limit if only the reply to PUBLISH is missing. */
const HELD_MS = 400
/** After this time, in milliseconds, a client may have given up waiting for a reply. */
const GIVEN_UP_MS = 2500
/** A response may come this much later than `answerWithinMs`, in milliseconds. */
const SLACK_MS = 2000
const soonAnswered = (kit: Kit) => ({
  withinMs: Math.ceil((soon(kit) + SLACK_MS) / 100) * 100,
  cause: 'The request waits for Redis without a limit. `inTime()` limits a wait to answerWithinMs.',
})

export const awayChecks: readonly Check<Subject>[] = [
  {
    id: '08.6-down',
    task: '08.6',
    waits: true,
    title: 'while Redis is down, a request gets a 503 that says when to try again, and the API keeps running',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const api = await town.api({ answerWithinMs: soon(kit), inspect: noReply })
      const { browser, proxy, problems } = api
      await untilDone(kit, browser)
      proxy.refuse()
      proxy.cut()
      kit.log('the check takes Redis down')
      // This request may fail at once. The client would queue later ones.
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, ...soonAnswered(kit) }))
      await kit.until('the lost connection is reported', () => problems.length > 1)
      const answers = await Promise.all(
        [1, 2, 3].map(() => browser.ask('/orders', { body: ORDER, ...soonAnswered(kit) })),
      )
      for (const answer of answers) checkUnavailable(kit, browser, answer)
      const reports = problems.filter(({ kind }) => kind !== 'connection')
      kit.equal('the problems of other kinds than "connection"', reports, [])
      // Everything else works as before.
      await browser.isRefused(400, '/orders', { body: {} })
      await browser.isRefused(404, '/nothing', { method: 'GET' })
      const status = await browser.status()
      kit.equal('"redis" in GET /status', status.redis, 'down')
      proxy.accept()
      kit.log('the check brings Redis back')
      await untilDone(kit, browser)
    },
  },
  {
    id: '08.6-held',
    task: '08.6',
    title:
      'if only the reply to PUBLISH is missing, the request gets its 503 in time, and the event is published once',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const [api, logger] = await Promise.all([
        town.api({ way: own, answerWithinMs: Math.min(soon(kit), HELD_MS) }),
        town.logger(),
      ])
      await untilDone(kit, api.browser)
      const before = logger.lines.messages.length
      const { published: confirmed } = await api.browser.status()
      const held = api.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const asking = api.browser.ask('/orders', {
        body: { ...ORDER, item: 'unconfirmed' },
        ...soonAnswered(kit),
      })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      const since = performance.now()
      checkUnavailable(kit, api.browser, await asking)
      await kit.until('the event is logged', () => logger.lines.messages.length > before)
      const { published, events } = await api.browser.status()
      const latest = events.map(({ event, confirmed }) => ({ event, confirmed }))[0]
      kit.equal('the latest of "events"', latest, { event: 'order.placed', confirmed: false })
      kit.equal('"published", without the event that Redis has not confirmed', published, confirmed, {
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
      await untilDone(kit, api.browser, 'end')
      await kit.until('the last event is logged', () =>
        logger.lines.messages.some((line) => line.includes('"end"')),
      )
      const lines = logger.lines.messages.filter((line) => line.includes('unconfirmed'))
      kit.equal('how often the event was published', lines.length, 1)
    },
  },
  {
    id: '08.6-before',
    task: '08.6',
    waits: true,
    title: 'all services can start before Redis: the API responds, and the others wait',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      own.proxy.refuse()
      kit.log('the check starts the services before Redis')
      const services = Promise.all([town.logger({ way: own }), town.notification({ way: own })])
      services.catch(() => {})
      const { browser } = await town.api({ way: own, answerWithinMs: soon(kit), inspect: noReply })
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, ...soonAnswered(kit) }))
      kit.equal('"redis" in GET /status', (await browser.status()).redis, 'down')
      own.proxy.accept()
      kit.log('the check starts Redis')
      await untilDone(kit, browser)
      await kit.until('the logger and the notification service are ready', settlingOf(services))
      const [logger, notification] = await services
      const id = await untilDone(kit, browser)
      await kit.until('the order is logged', () => logger.lines.messages.some((line) => line.includes(id)))
      await kit.until('the notification is sent', () =>
        notification.sent.messages.some((one) => one.id === id),
      )
    },
  },
  {
    id: '08.6-connects-later',
    task: '08.6',
    title: 'if connect() rejects, the API starts and reports that, and a later request tries again',
    async run(kit, subject) {
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
      const { browser, problems } = await new Town(kit, refusing).api()
      const reported = () => problems.some(({ kind, error }) => kind === 'connection' && error === refusal)
      await kit.until('the error of connect() is reported', reported, {
        cause: 'You catch the error from ready() without reporting it.',
      })
      await untilDone(kit, browser)
    },
  },
  {
    id: '08.6-silent',
    task: '08.6',
    waits: true,
    title:
      'while Redis does not reply, a request gets its 503 in time, and GET /status says that Redis is down',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const { browser, proxy, problems } = await town.api({ way: own, answerWithinMs: soon(kit) })
      await untilDone(kit, browser)
      const silence = proxy.silence(everyone)
      kit.log('the check makes Redis stop replying; connections stay open')
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, ...soonAnswered(kit) }))
      const answer = await browser.ask('/status', { method: 'GET', ...soonAnswered(kit) })
      kit.equal('"redis" in GET /status', (answer.body as Status).redis, 'down')
      await kit.until('a problem of kind "connection" is reported', () => problems.length > 0)
      kit.equal('the problems of other kinds', kindsBeside('connection', problems), [])
      silence.stop()
      kit.log('the check lets Redis reply again')
      await untilDone(kit, browser)
    },
  },
  {
    id: '08.6-refused',
    task: '08.6',
    title: 'if Redis refuses PUBLISH, the request gets a 503, and the refusal is reported',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const { browser, proxy, problems } = await town.api({ way: own })
      await untilDone(kit, browser)
      const refused = proxy.answer(everyone, 'PUBLISH', NOPERM)
      kit.log('the check makes Redis refuse PUBLISH')
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER }))
      await kit.until('a problem of kind "connection" is reported', () => problems.length > 0)
      kit.equal('the problems of other kinds', kindsBeside('connection', problems), [])
      refused.stop()
      const { published, events } = await browser.status()
      const confirmed = events.map((event) => event.confirmed)
      kit.equal('"published", and which events are confirmed', [published, ...confirmed], [1, false, true])
      await browser.does('/orders', ORDER)
    },
  },
  ...(['fin', 'rst'] as const).map(reconnects),
]

function reconnects(how: Cut): Check<Subject> {
  return {
    id: `08.6-reconnects-${how}`,
    task: '08.6',
    waits: true,
    title: `all services continue after a lost connection (${how.toUpperCase()})`,
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [api, logger, notification] = await Promise.all([town.api(), town.logger(), town.notification()])
      await untilDone(kit, api.browser)
      await kit.until('the first line', () => logger.lines.messages.length > 0)
      api.proxy.cut(everyone, how)
      kit.log(`the check cuts all connections by ${how.toUpperCase()}`)
      // From now on, Redis counts only new connections.
      await api.proxy.settled()
      const channel = town.channelOf('order.placed')
      const text = (user: string) =>
        textOf('order.placed', { orderId: 'o', userId: user, item: user, quantity: 1 }, { key: user })
      const hear = (user: string) =>
        logger.lines.messages.some((line) => line.includes(user)) &&
        notification.sent.messages.some(({ userId }) => userId === user)
      const back = kit.channel('back')
      await kit.until('both services receive events again', async () => {
        await kit.publish(channel, text(back))
        return hear(back)
      })
      const id = await untilDone(kit, api.browser)
      const lines = () => logger.lines.messages.filter((line) => line.includes(id)).length
      const sent = () => notification.sent.messages.filter((one) => one.id === id).length
      await kit.until('the order is logged, and the notification is sent', () => lines() > 0 && sent() > 0)
      await kit.publish(channel, text('end'))
      await kit.until('both services receive the last event', () => hear('end'))
      kit.equal('how often the order was logged and the notification sent', [lines(), sent()], [1, 1])
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
