import { setTimeout as delay } from 'node:timers/promises'
import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import type { Problem } from '../../../../shared/lesson/connect-options.ts'
import { type Cut, everyone, subscribers } from '../../../../shared/redis/proxy.ts'
import type { Accepted, Receipt, Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import type { Answer, Browser } from '../town/browser.ts'
import { NOPERM, RIGHT, Town, textOf } from '../town/town.ts'

const ORDER = RIGHT['order.placed'].body
/**
 * How soon a request is answered when Redis is away, in milliseconds. It is longer where a busy machine is given more
 * time: whoever is right has to be answered by Redis within it.
 */
const soon = ({ bound }: Kit) => (Number.isFinite(bound) ? Math.round(bound / 12) : 1000)
/** A request is answered this soon at least when only the reply to PUBLISH is missing, in milliseconds. */
const HELD_MS = 400
/** A reply that comes this late may come too late for a client, in milliseconds. */
const GIVEN_UP_MS = 2500
/** The longest pause before a request is sent again, in milliseconds. */
const LONGEST_PAUSE_MS = 250
/** So much later than `answerWithinMs` a response may come, in milliseconds. */
const SLACK_MS = 1500
const inTime = (kit: Kit) => soon(kit) + SLACK_MS

export const awayChecks: readonly Check<Subject>[] = [
  {
    id: '08.6-away',
    task: '08.6',
    waits: true,
    title:
      'while Redis is unreachable, a request gets a 503 that says when to try again, and the API keeps running',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const api = await town.api({ answerWithinMs: soon(kit), inspect: asNobodyAnswers() })
      const { browser, proxy, problems } = api
      await untilDone(kit, browser)
      proxy.refuse()
      proxy.cut()
      kit.log('the check: Redis goes away')
      // What is on its way now may be refused at once. Later ones the client would keep.
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, withinMs: inTime(kit) }))
      await kit.until('the loss is reported', () => problems.length > 1)
      const answers = await Promise.all(
        [1, 2, 3].map(() => browser.ask('/orders', { body: ORDER, withinMs: inTime(kit) })),
      )
      for (const answer of answers) checkUnavailable(kit, browser, answer)
      const reports = problems.filter(({ kind }) => kind !== 'connection')
      kit.equal('what was reported besides connections', reports, [])
      // All else goes on as before.
      await browser.isRefused(400, '/orders', { body: {} })
      await browser.isRefused(404, '/nothing', { method: 'GET' })
      const status = await browser.status()
      kit.equal('"redis" in GET /status', status.redis, 'away')
      proxy.accept()
      kit.log('the check: Redis is back')
      await untilReceiptsArrive(kit, town, browser)
    },
  },
  {
    id: '08.6-held',
    task: '08.6',
    title:
      'when only the reply to PUBLISH is missing, the request gets its 503 in time, and the event is published once',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const [api, logger] = await Promise.all([
        // Who is not there misses an event as soon as Redis has it.
        town.api({ way: own, answerWithinMs: Math.min(soon(kit), HELD_MS), lateMs: 1 }),
        town.logger(),
      ])
      await untilDone(kit, api.browser)
      const before = logger.lines.messages.length
      const held = api.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const asking = api.browser.ask('/orders', {
        body: { ...ORDER, item: 'unconfirmed' },
        withinMs: inTime(kit),
      })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      const since = performance.now()
      checkUnavailable(kit, api.browser, await asking)
      await kit.until('the line of the event', () => logger.lines.messages.length > before)
      const missed = ({ services }: Status) => services.find(({ name }) => name === 'notification')?.missed
      const status = await api.browser.statusShows(
        'the one that is unconfirmed',
        (one) => one.unconfirmed === 1,
      )
      kit.equal(
        'how many the notification service has missed, which is not there',
        missed(status),
        status.published,
      )
      const latest = status.events.map(({ event, confirmed }) => ({ event, confirmed }))[0]
      kit.equal('the latest one of "events"', latest, { event: 'order.placed', confirmed: false })
      held.release()
      // Later, a client may have given the reply up.
      if (performance.now() - since < GIVEN_UP_MS) {
        await api.browser.statusShows('that it was confirmed after all', (one) => one.unconfirmed === 0)
      }
      await untilDone(kit, api.browser, 'end')
      await kit.until('the last line', () => logger.lines.messages.some((line) => line.includes('"end"')))
      const lines = logger.lines.messages.filter((line) => line.includes('unconfirmed'))
      kit.equal('how often the event was published', lines.length, 1)
    },
  },
  {
    id: '08.6-before',
    task: '08.6',
    waits: true,
    title: 'all services may start before Redis: the API answers, and the others hear when Redis is there',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      own.proxy.refuse()
      kit.log('the check: Redis is not there yet')
      const services = Promise.all([town.logger({ way: own }), town.notification({ way: own })])
      services.catch(() => {})
      const { browser } = await town.api({ way: own, answerWithinMs: soon(kit), inspect: asNobodyAnswers() })
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, withinMs: inTime(kit) }))
      kit.equal('"redis" in GET /status', (await browser.status()).redis, 'away')
      own.proxy.accept()
      kit.log('the check: Redis is there')
      await untilDone(kit, browser)
      let areReady = false
      const settled = () => {
        areReady = true
      }
      services.then(settled, settled)
      await kit.until('the logger and the notification service are ready', () => areReady)
      const [logger, notification] = await services
      const id = await untilDone(kit, browser)
      await kit.until('the line', () => logger.lines.messages.some((line) => line.includes(id)))
      await kit.until('the notification', () => notification.sent.messages.some((one) => one.id === id))
    },
  },
  {
    id: '08.6-silent',
    task: '08.6',
    waits: true,
    title:
      'while Redis does not reply, a request gets its 503 in time, and GET /status says that Redis is away',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const { browser, proxy, problems } = await town.api({ way: own, answerWithinMs: soon(kit) })
      await untilDone(kit, browser)
      const silence = proxy.silence(everyone)
      kit.log('the check: Redis does not reply any more, and every connection stays open')
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER, withinMs: inTime(kit) }))
      const answer = await browser.ask('/status', { method: 'GET', withinMs: inTime(kit) })
      kit.equal('"redis" in GET /status', (answer.body as Status).redis, 'away')
      await kit.until('it is reported with kind "connection"', () => problems.length > 0)
      kit.equal('other kinds of reports', kindsBeside('connection', problems), [])
      silence.stop()
      kit.log('the check: Redis replies again')
      await untilDone(kit, browser)
    },
  },
  {
    id: '08.6-refused',
    task: '08.6',
    title: 'when Redis refuses PUBLISH, the request gets a 503, and it is reported',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const { browser, proxy, problems } = await town.api({ way: own })
      await untilDone(kit, browser)
      const refused = proxy.answer(everyone, 'PUBLISH', NOPERM)
      kit.log('the check: Redis refuses PUBLISH')
      checkUnavailable(kit, browser, await browser.ask('/orders', { body: ORDER }))
      await kit.until('it is reported with kind "connection"', () => problems.length > 0)
      kit.equal('other kinds of reports', kindsBeside('connection', problems), [])
      refused.stop()
      const { published, unconfirmed } = await browser.status()
      kit.equal('"published" and "unconfirmed"', [published, unconfirmed], [1, 1])
      await browser.does('/orders', ORDER)
    },
  },
  {
    id: '08.6-receipts-refused',
    task: '08.6',
    title: 'when Redis refuses the subscription to receipts once, the API reports it and subscribes later',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const refused = own.proxy.answer(everyone, 'SUBSCRIBE', NOPERM, { times: 1 })
      kit.log('the check: Redis refuses the first SUBSCRIBE')
      const { browser, problems } = await town.api({ way: own })
      const first = await browser.ask('/orders', { body: ORDER })
      if (first.status !== 201) checkUnavailable(kit, browser, first)
      const receipts = `${town.namespace}receipts`
      await kit.until(
        'the API subscribes to the receipts',
        async () => refused.count > 0 || (await kit.subscribers(receipts)) > 0,
      )
      if (refused.count === 0) return
      await kit.until('it is reported with kind "connection"', () =>
        problems.some(({ kind }) => kind === 'connection'),
      )
      await untilReceiptsArrive(kit, town, browser)
    },
  },
  ...(['fin', 'rst'] as const).map(mends),
]

function mends(how: Cut): Check<Subject> {
  return {
    id: `08.6-mends-${how}`,
    task: '08.6',
    waits: true,
    title: `a connection that is lost is survived by all services (${how.toUpperCase()})`,
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [api, logger, notification] = await Promise.all([town.api(), town.logger(), town.notification()])
      await untilDone(kit, api.browser)
      await kit.until('the first line', () => logger.lines.messages.length > 0)
      api.proxy.cut(everyone, how)
      kit.log(`the check: all connections are cut by ${how.toUpperCase()}`)
      // From now on Redis counts only who has come back.
      await api.proxy.settled()
      const receipts = await kit.listener(`${town.namespace}receipts`)
      const channel = town.channelOf('order.placed')
      const text = (user: string) =>
        textOf('order.placed', { orderId: 'o', userId: user, item: user, quantity: 1 }, { key: user })
      const hear = (user: string) =>
        logger.lines.messages.some((line) => line.includes(user)) &&
        notification.sent.messages.some(({ userId }) => userId === user)
      const back = kit.channel('back')
      const gives = (service: string) => receipts.messages.some((receipt) => receipt.includes(`"${service}"`))
      await kit.until('both hear again and give receipts', async () => {
        await kit.publish(channel, text(back))
        return hear(back) && gives('logger') && gives('notification')
      })
      // The API comes back by itself, and a receipt that is given before has nobody to hear it.
      await untilReceiptsArrive(kit, town, api.browser)
      const id = await untilDone(kit, api.browser)
      const lines = () => logger.lines.messages.filter((line) => line.includes(id)).length
      const sent = () => notification.sent.messages.filter((one) => one.id === id).length
      await kit.until('the order is logged and told', () => lines() > 0 && sent() > 0)
      await kit.publish(channel, text('end'))
      await kit.until('both hear the end', () => hear('end'))
      kit.equal('how often the order was logged and told', [lines(), sent()], [1, 1])
      await api.browser.statusShows(
        'the receipts of the order',
        ({ events }) => Object.keys(events[0]?.receipts ?? {}).length === 2,
      )
    },
  }
}

/** Fails unless it is a 503 with a hint when to try again. */
function checkUnavailable(kit: Kit, browser: Browser, answer: Answer): void {
  browser.checkRefused(503, 'POST /orders while Redis does not answer', answer)
  const after = answer.headers['retry-after']
  if (!/^[1-9]\d*$/.test(after ?? '')) {
    kit.fail(`the answer should have Retry-After, in whole seconds, and has ${String(after)}`)
  }
}

/** Asks until the order is accepted, as somebody does who is told to try again; gives its id. */
async function untilDone(kit: Kit, browser: Browser, item = 'a lamp'): Promise<string> {
  let id = ''
  let pause = 10
  await kit.until('an order is accepted', async () => {
    const answer = await browser.ask('/orders', { body: { ...ORDER, item } })
    if (answer.status !== 503) kit.equal('the status of the answer', answer.status, 201)
    id = (answer.body as Accepted).id
    if (answer.status === 201) return true
    await delay(pause)
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS)
    return false
  })
  return id
}

/**
 * Gives a receipt for an order of its own until GET /status shows it. That Redis hands receipts to a client says nothing
 * about the API: the check itself may listen to them, or another program to all channels.
 */
async function untilReceiptsArrive(kit: Kit, town: Town, browser: Browser): Promise<void> {
  const id = await untilDone(kit, browser)
  const receipt: Receipt = { service: 'logger', id, ok: true }
  await kit.until('the API takes receipts again', async () => {
    await kit.publish(`${town.namespace}receipts`, JSON.stringify(receipt))
    const { events } = await browser.status()
    return events.some((event) => event.id === id && event.receipts.logger !== undefined)
  })
}

function kindsBeside(kind: Problem['kind'], problems: readonly Problem[]): string[] {
  return problems.map((one) => one.kind).filter((one) => one !== kind)
}

/** Nobody tells who has subscribed: the question stays without an answer. */
function asNobodyAnswers(): () => Promise<never> {
  return () => new Promise<never>(() => {})
}
