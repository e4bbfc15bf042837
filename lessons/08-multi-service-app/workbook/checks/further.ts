import type { Check } from '#shared/checks/check.ts'
import { subscribers } from '#shared/redis/proxy.ts'
import type { Accepted, Status } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, Town } from '../town/town.ts'

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
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const [api, logger, notification] = await Promise.all([
        town.api({ way: own, answerWithinMs: 300 }),
        town.logger(),
        town.notification(),
      ])
      // Tries again with the same key after a 503.
      const does = async (path: string, body: unknown, key: string) => {
        let id = ''
        await kit.until(`POST ${path} is accepted`, async () => {
          const answer = await api.browser.ask(path, { body, headers: { 'Idempotency-Key': key } })
          if (answer.status !== 503) kit.equal(`the status of POST ${path}`, answer.status, 201)
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
      kit.equal('the status while the reply from Redis is missing', (await asking).status, 503)
      held.release()
      const again = { ...ORDER, item: 'again' }
      const id = await does('/orders', again, key)
      kit.equal('the ID of the same request again', await does('/orders', again, key), id)
      // The retry may reach another process of the API, or one that has restarted.
      const other = await town.api()
      const elsewhere = await other.browser.does('/orders', again, { 'Idempotency-Key': key })
      kit.equal('the ID of the same request to another API', elsewhere.id, id)
      // On another path, the same key is another request. Another key is another order.
      const user = await does('/users', { name: 'again' }, key)
      kit.equal('whether the user has the same ID as the order', user === id, false)
      await does('/orders', { ...ORDER, item: 'other' }, 'another-key')
      const otherCase = await does('/orders', { ...ORDER, item: 'other case' }, key.toUpperCase())
      kit.equal('whether a key in capitals has the same ID', otherCase === id, false)
      const last = await does('/orders', { ...ORDER, item: 'end' }, 'the-last-key')
      const logged = (word: string) =>
        logger.lines.messages.filter((line) => line.includes(`"${word}"`)).length
      await kit.until('the last event is logged', () => logged('end') > 0)
      await kit.until('the last notification is sent', () =>
        notification.sent.messages.some((one) => one.id === last),
      )
      kit.equal('how often each event was logged', ['again', 'other', 'end'].map(logged), [2, 1, 1])
      const told = notification.sent.messages.filter((one) => one.id === id).length
      kit.equal('how many notifications the order has sent', told, 1)
      const shown = (await api.browser.status()).events.filter((one) => one.id === id).length
      kit.equal('how often GET /status shows the order', shown, 1)
    },
  },
  {
    id: '08.9-counted',
    task: '08.9',
    title: 'an order that is sent again counts once and keeps its receipts, even after many others',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [{ browser }, logger] = await Promise.all([
        town.api({ lateMs: 1 }),
        town.logger(),
        town.notification(),
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
      kit.equal('the receipts of the order that was sent twice', event?.receipts, {
        notification: 'handled',
        logger: 'handled',
      })
      for (let order = 0; order < MANY; order++)
        await browser.does('/orders', { ...ORDER, userId: `user ${order}` })
      await allDone(MANY + 1)
      await browser.does('/orders', ORDER, key)
      await browser.does('/orders', { ...ORDER, item: 'end' })
      await kit.until('the last event is logged', () =>
        logger.lines.messages.some((line) => line.includes('"end"')),
      )
      const status = await allDone(MANY + 2)
      kit.equal('"published", and "handled" and "missed" of both services', counts(status), [
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
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const { browser } = await town.api()
      const listener = await kit.listener(town.channelOf('order.placed'))
      for (const key of INVALID_KEYS) {
        const headers = { 'Idempotency-Key': Buffer.from(key).toString('latin1') }
        const refused = await browser.isRefused(400, '/orders', { body: ORDER, headers })
        kit.equal(`"fields" with the key ${JSON.stringify(key)}`, refused.fields, ['Idempotency-Key'])
      }
      for (const key of ['12345678', 'x'.repeat(100)]) {
        await browser.does('/orders', ORDER, { 'Idempotency-Key': key })
      }
      await browser.does('/orders', { ...ORDER, item: 'end' })
      await kit.until('the last event arrives', () =>
        listener.messages.some((text) => text.includes('"end"')),
      )
      kit.equal('how many orders were published', listener.messages.length, 3)
    },
  },
  {
    id: '08.10-full',
    task: '08.10',
    title: 'while maxWaiting events wait for Redis, the next request gets a 503 at once',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const own = await kit.way()
      const api = await town.api({ way: own, maxWaiting: 3 })
      await api.browser.does('/orders', ORDER)
      const listener = await kit.listener(town.channelOf('order.placed'))
      const held = own.proxy.holdReply((link) => !subscribers(link), 'PUBLISH')
      const waiting = [1, 2, 3].map((item) =>
        api.browser.ask('/orders', { body: { ...ORDER, item: `${item}` } }),
      )
      for (const one of waiting) one.catch(() => {})
      await Promise.race([held.caught, ...waiting])
      await kit.until('all three are published', () => listener.messages.length === 3)
      for (let order = 0; order < 3; order++) {
        const answer = await api.browser.ask('/orders', { body: { ...ORDER, item: 'one too many' } })
        api.browser.checkRefused(503, 'POST /orders while three are waiting', answer)
        if (!answer.headers['retry-after']) kit.fail('the response has no Retry-After')
      }
      held.release()
      for (const one of waiting) kit.equal('the status of a request that has waited', (await one).status, 201)
      await api.browser.does('/orders', { ...ORDER, item: 'end' })
      await kit.until('the last event arrives', () =>
        listener.messages.some((text) => text.includes('"end"')),
      )
      const many = listener.messages.filter((text) => text.includes('too many')).length
      kit.equal('how many refused orders were published', many, 0)
    },
  },
]
