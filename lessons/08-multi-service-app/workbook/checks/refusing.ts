import type { Check } from '#shared/checks/check.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, type StartedApi, TestBed } from '../test-bed/test-bed.ts'

const USER = RIGHT['user.created'].body
const ORDER = RIGHT['order.placed'].body
const PAYMENT = RIGHT['payment.completed'].body

/** Invalid bodies, with the names of their invalid fields. */
const WRONG_FIELDS: readonly [path: string, body: unknown, fields: readonly string[]][] = [
  ['/users', {}, ['name']],
  ['/users', { name: '' }, ['name']],
  ['/users', { name: 'x'.repeat(101) }, ['name']],
  ['/users', { name: ['Anna'] }, ['name']],
  ['/users', { name: { toString: 'Anna', length: 4 } }, ['name']],
  ['/users', { name: null }, ['name']],
  ['/orders', {}, ['userId', 'item', 'quantity']],
  ['/orders', { ...ORDER, userId: 7 }, ['userId']],
  ['/orders', { ...ORDER, userId: '' }, ['userId']],
  ['/orders', { ...ORDER, userId: 'x'.repeat(101) }, ['userId']],
  ['/orders', { ...ORDER, item: '' }, ['item']],
  ['/orders', { ...ORDER, item: 'x'.repeat(201) }, ['item']],
  ['/orders', { ...ORDER, quantity: 0 }, ['quantity']],
  ['/orders', { ...ORDER, quantity: -1 }, ['quantity']],
  ['/orders', { ...ORDER, quantity: 1.5 }, ['quantity']],
  ['/orders', { ...ORDER, quantity: 1001 }, ['quantity']],
  ['/orders', { ...ORDER, quantity: '2' }, ['quantity']],
  ['/orders', { ...ORDER, quantity: [2] }, ['quantity']],
  ['/orders', { ...ORDER, quantity: true }, ['quantity']],
  ['/orders', '{"userId":"u-1","item":"a lamp","quantity":1e999}', ['quantity']],
  ['/orders', { ...ORDER, item: 7, quantity: 'two' }, ['item', 'quantity']],
  ['/payments', {}, ['userId', 'orderId', 'amount']],
  ['/payments', { ...PAYMENT, userId: 7 }, ['userId']],
  ['/payments', { ...PAYMENT, userId: '' }, ['userId']],
  ['/payments', { ...PAYMENT, userId: 'x'.repeat(101) }, ['userId']],
  ['/payments', { ...PAYMENT, orderId: 7 }, ['orderId']],
  ['/payments', { ...PAYMENT, orderId: '' }, ['orderId']],
  ['/payments', { ...PAYMENT, orderId: 'x'.repeat(101) }, ['orderId']],
  ['/payments', { ...PAYMENT, amount: 49.9 }, ['amount']],
  ['/payments', { ...PAYMENT, amount: 0 }, ['amount']],
  ['/payments', { ...PAYMENT, amount: 100_000_001 }, ['amount']],
  // If `__proto__` were merged, every object would have these fields.
  ['/payments', '{"__proto__":{"userId":"u-1","orderId":"o-1","amount":1}}', ['userId', 'orderId', 'amount']],
]

/** Valid bodies at the limits. */
const AT_THE_EDGE: readonly [path: string, body: unknown][] = [
  ['/users', { name: 'x'.repeat(100) }],
  ['/orders', { userId: 'x'.repeat(100), item: 'x'.repeat(200), quantity: 1000 }],
  ['/orders', { userId: 'x', item: 'x', quantity: 1 }],
  ['/payments', { userId: 'x', orderId: 'x'.repeat(100), amount: 100_000_000 }],
  ['/payments', { userId: 'x', orderId: 'x', amount: 1 }],
]

/** Bodies that aren't JSON objects. */
const NOT_OBJECTS = ['{"name":', 'name=Anna', 'null', '[]', '[{"name":"Anna"}]', '"Anna"', '7', '{}}']

/** This many requests are sent at the same time. */
const AT_ONCE = 8

/** The limit for a body, in bytes. */
const LONGEST = 16 * 1024

export const refusingChecks: readonly Check<Subject>[] = [
  {
    id: '08.2-fields',
    task: '08.2',
    title: 'missing and invalid fields get a 400 that names all of them, and only them',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser, problems } = await bed.api()
      const listener = await context.patternListener(bed.channelOf('order.placed'))
      await together(WRONG_FIELDS, async ([path, body, fields]) => {
        const refused = await browser.isRefused(400, path, { body })
        const got = Array.isArray(refused.fields) ? [...refused.fields].sort() : refused.fields
        context.equal(
          `"fields" in the response to ${path} with ${JSON.stringify(body)}`,
          got,
          [...fields].sort(),
          {
            cause: () =>
              Array.isArray(got) && got.length === 1 && fields.length > 1 && fields.includes(got[0])
                ? 'You name only the first invalid field. Name all of them.'
                : undefined,
          },
        )
      })
      await together(AT_THE_EDGE, ([path, body]) => browser.does(path, body))
      await browser.does('/orders', { ...ORDER, item: 'end' })
      await context.until('the last event arrives', () =>
        listener.messages.some((text) => text.includes('"end"')),
      )
      context.equal('how many orders were published', listener.messages.length, 3)
      context.equal('the problems reported for invalid requests', problems, [])
    },
  },
  {
    id: '08.2-no-object',
    task: '08.2',
    title: 'a body that is not a JSON object gets a 400',
    async run(context, subject) {
      const { browser, problems } = await new TestBed(context, subject).api()
      for (const path of ['/users', '/orders']) {
        await together(NOT_OBJECTS, (body) => browser.isRefused(400, path, { body }))
        // Without a body, a 415 is right, too.
        for (const body of ['', undefined]) {
          const asked = { body, headers: { 'Content-Type': 'application/json' } }
          const answer = await browser.ask(path, asked)
          if (answer.status !== 415) browser.checkRefused(400, `POST ${path} without a body`, answer)
        }
      }
      await browser.does('/users', USER)
      context.equal('the problems reported for invalid requests', problems, [])
    },
  },
  {
    id: '08.2-status',
    task: '08.2',
    title: 'a long body gets a 413, another type a 415, an unknown path a 404, and none is published',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { browser, problems } = await bed.api()
      const listener = await context.listener(bed.channelOf('user.created'))
      const filled = (bytes: number) => {
        const rest = JSON.stringify({ name: 'long', filling: '' }).length
        return JSON.stringify({ name: 'long', filling: 'x'.repeat(bytes - rest) })
      }
      await browser.isRefused(413, '/users', { body: filled(LONGEST + 1) })
      await browser.isRefused(413, '/users', { body: filled(100 * 1024) })
      // In chunks, without its length.
      await browser.isRefused(413, '/users', {
        body: filled(100 * 1024),
        headers: { 'Transfer-Encoding': 'chunked' },
      })
      // Longer in bytes than in characters.
      await browser.isRefused(413, '/users', { body: `${filled(LONGEST - 4).slice(0, -2)}🙂🙂"}` })
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const headers = { 'Content-Type': type }
        await browser.isRefused(415, '/users', { body: { name: 'typed' }, headers })
      }
      await browser.isRefused(404, '/nothing', { body: { name: 'nothing' } })
      await browser.isRefused(404, '/users/7', { body: { name: 'deeper' } })
      await browser.isRefused(404, '/__proto__', { method: 'GET' })
      await browser.isRefused(404, '/users', { method: 'GET' })
      await browser.isRefused(404, '/orders', { method: 'DELETE' })
      const headers = { 'Content-Type': 'application/json; charset=utf-8' }
      await browser.ask('/users', { body: filled(LONGEST), headers })
      await context.until('the event of the valid request arrives', () => listener.messages.length > 0)
      await browser.does('/users', { name: 'end' })
      await context.until('the last event arrives', () => listener.messages.length > 1)
      const names = listener.messages.map((text) => (JSON.parse(text) as Named).data.name)
      context.equal('the names that were published', names, ['long', 'end'])
      context.equal('the problems reported for invalid requests', problems, [])
    },
  },
  {
    id: '08.2-additional',
    task: '08.2',
    title: 'additional fields are ignored and overwrite nothing',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const api = await bed.api()
      const extra = {
        password: 'top secret',
        isAdmin: true,
        id: 'mine',
        event: 'user.created',
        key: 'mine',
        timestamp: 'never',
        data: { name: 'mine' },
      }
      const ids = { userId: 'mine', orderId: 'mine', paymentId: 'mine' }
      const { name } = USER
      await travels(api, '/users', { ...extra, ...ids, ...USER }, (id) => ({ userId: id, name }))
      await travels(api, '/orders', { ...extra, orderId: 'mine', ...ORDER }, (id) => ({
        orderId: id,
        ...ORDER,
      }))
      await travels(api, '/payments', { ...extra, paymentId: 'mine', ...PAYMENT }, (id) => ({
        paymentId: id,
        ...PAYMENT,
      }))

      async function travels(
        { browser }: StartedApi,
        path: string,
        body: object,
        expected: (id: string) => object,
      ): Promise<void> {
        const event = Object.entries(RIGHT).find(([, right]) => right.path === path)?.[0] ?? ''
        const listener = await context.listener(bed.channelOf(event))
        const { id } = await browser.does(path, body)
        if (id === 'mine')
          context.fail('the ID comes from the body, so anyone could take the ID of another user')
        await context.until('the event arrives', () => listener.messages.length > 0)
        const envelope = JSON.parse(listener.messages[0]!) as Record<string, unknown>
        context.equal('the data of the event', envelope.data, expected(id))
        context.equal('the ID of the event', envelope.id, id)
        for (const secret of ['top secret', 'isAdmin']) {
          if (listener.messages[0]!.includes(secret)) {
            context.fail(`the event contains "${secret}"`, {
              cause:
                'You publish fields of the body that you have not read: publish only the fields that you know.',
            })
          }
        }
      }
    },
  },
]

/** Sends a few at the same time. */
async function together<T>(all: readonly T[], ask: (one: T) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await Promise.all(all.slice(at, at + AT_ONCE).map(ask))
  }
}

interface Named {
  readonly data: { readonly name: string }
}
