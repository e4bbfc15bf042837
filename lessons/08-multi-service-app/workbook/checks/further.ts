import type { Check } from '#shared/checks/check.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Accepted, Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, TestBed } from '../test-bed/test-bed.ts'

const ORDER = RIGHT['order.placed'].body
/** More events than GET /status shows. */
const MANY = 25
/** Invalid keys. */
const INVALID_KEYS = ['', 'short', 'x'.repeat(101), 'with spaces in it', 'with:colons', 'äöüäöüäöü']

export const furtherChecks: readonly Check<Subject>[] = [
  {
    id: '08.9-again',
    task: '08.9',
    title: 'requests with the same key are one order, even if the first got a 503',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const [api, logger, notification] = await Promise.all([
        bed.api({ proxied: own, answerWithinMs: 300 }),
        bed.logger(),
        bed.notification(),
      ])
      // Tries again with the same key after a 503.
      const does = async (path: string, body: unknown, key: string) => {
        let id = ''
        await context.until(`POST ${path} is accepted`, async () => {
          const answer = await api.browser.ask(path, { body, headers: { 'Idempotency-Key': key } })
          if (answer.status !== 503) context.equal(`the status of POST ${path}`, answer.status, 201)
          id = (answer.body as Accepted).id
          return answer.status === 201
        })
        return id
      }
      await does('/orders', ORDER, 'the-first-key')
      const key = 'the-order-of_Anna-1'
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const asking = api.browser.ask('/orders', {
        body: { ...ORDER, item: 'again' },
        headers: { 'Idempotency-Key': key },
      })
      asking.catch(() => {})
      await Promise.race([held.caught, asking])
      context.equal('the status while the reply from Redis is missing', (await asking).status, 503)
      held.release()
      const again = { ...ORDER, item: 'again' }
      const id = await does('/orders', again, key)
      context.equal('the ID of the same request again', await does('/orders', again, key), id)
      // The retry may reach another process of the API, or one that has restarted.
      const other = await bed.api()
      const elsewhere = await other.browser.does('/orders', again, { 'Idempotency-Key': key })
      context.equal('the ID of the same request to another API', elsewhere.id, id)
      // On another path, the same key is another request. Another key is another order.
      const user = await does('/users', { name: 'again' }, key)
      context.equal('whether the user has the same ID as the order', user === id, false)
      await does('/orders', { ...ORDER, item: 'other' }, 'another-key')
      const otherCase = await does('/orders', { ...ORDER, item: 'other case' }, key.toUpperCase())
      context.equal('whether a key in capitals has the same ID', otherCase === id, false)
      const last = await does('/orders', { ...ORDER, item: 'end' }, 'the-last-key')
      const logged = (word: string) =>
        logger.lines.messages.filter((line) => line.includes(`"${word}"`)).length
      await context.until('the last event is logged', () => logged('end') > 0)
      await context.until('the last notification is sent', () =>
        notification.sent.messages.some((one) => one.id === last),
      )
      context.equal('how often each event was logged', ['again', 'other', 'end'].map(logged), [2, 1, 1])
      const told = notification.sent.messages.filter((one) => one.id === id).length
      context.equal('how many notifications the order has sent', told, 1)
      const shown = (await api.browser.status()).events.filter((one) => one.id === id).length
      context.equal('how often GET /status shows the order', shown, 1)
    },
  },
  {
    id: '08.9-counted',
    task: '08.9',
    title: 'an order that is sent again counts once and keeps its receipts, even after many others',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [{ browser }, logger] = await Promise.all([
        bed.api({ lateMs: 1 }),
        bed.logger(),
        bed.notification(),
      ])
      const key = { 'Idempotency-Key': 'the-key-of-Anna' }
      const counts = ({ published, services }: Status) => [
        published,
        ...services.flatMap(({ handled, missed }) => [handled, missed]),
      ]
      const allDone = (orders: number) =>
        browser.statusShows(`that both services have handled ${orders} orders`, (status) =>
          status.services?.every(({ handled }) => handled === orders),
        )
      await browser.does('/orders', ORDER, key)
      await allDone(1)
      await browser.does('/orders', ORDER, key)
      const [event] = (await browser.status()).events
      context.equal('the receipts of the order that was sent twice', event?.receipts, {
        notification: 'handled',
        logger: 'handled',
      })
      for (let order = 0; order < MANY; order++)
        await browser.does('/orders', { ...ORDER, userId: `user ${order}` })
      await allDone(MANY + 1)
      await browser.does('/orders', ORDER, key)
      await browser.does('/orders', { ...ORDER, item: 'end' })
      await context.until('the last event is logged', () =>
        logger.lines.messages.some((line) => line.includes('"end"')),
      )
      const status = await allDone(MANY + 2)
      context.equal('"published", and "handled" and "missed" of both services', counts(status), [
        MANY + 2,
        MANY + 2,
        0,
        MANY + 2,
        0,
      ])
    },
  },
  {
    id: '08.9-bad-key',
    task: '08.9',
    title: 'an invalid key gets a 400, and nothing is published',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser } = await bed.api()
      const listener = await context.listener(bed.channelOf('order.placed'))
      for (const key of INVALID_KEYS) {
        const headers = { 'Idempotency-Key': Buffer.from(key).toString('latin1') }
        const refused = await browser.isRefused(400, '/orders', { body: ORDER, headers })
        context.equal(`"fields" with the key ${JSON.stringify(key)}`, refused.fields, ['Idempotency-Key'])
      }
      for (const key of ['12345678', 'x'.repeat(100)]) {
        await browser.does('/orders', ORDER, { 'Idempotency-Key': key })
      }
      await browser.does('/orders', { ...ORDER, item: 'end' })
      await context.until('the last event arrives', () =>
        listener.messages.some((text) => text.includes('"end"')),
      )
      context.equal('how many orders were published', listener.messages.length, 3)
    },
  },
  {
    id: '08.10-full',
    task: '08.10',
    title: 'while maxWaiting events wait for Redis, the next request gets a 503 at once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const own = await context.connectThroughProxy()
      const api = await bed.api({ proxied: own, maxWaiting: 3 })
      await api.browser.does('/orders', ORDER)
      const listener = await context.listener(bed.channelOf('order.placed'))
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const waiting = [1, 2, 3].map((item) =>
        api.browser.ask('/orders', { body: { ...ORDER, item: `${item}` } }),
      )
      for (const one of waiting) one.catch(() => {})
      await Promise.race([held.caught, ...waiting])
      await context.until('all three are published', () => listener.messages.length === 3)
      for (let order = 0; order < 3; order++) {
        const answer = await api.browser.ask('/orders', { body: { ...ORDER, item: 'one too many' } })
        api.browser.checkRefused(503, 'POST /orders while three are waiting', answer)
        if (!answer.headers['retry-after']) context.fail('the response has no Retry-After')
      }
      held.release()
      for (const one of waiting)
        context.equal('the status of a request that has waited', (await one).status, 201)
      await api.browser.does('/orders', { ...ORDER, item: 'end' })
      await context.until('the last event arrives', () =>
        listener.messages.some((text) => text.includes('"end"')),
      )
      const many = listener.messages.filter((text) => text.includes('too many')).length
      context.equal('how many refused orders were published', many, 0)
    },
  },
]
