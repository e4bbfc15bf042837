import type { Check } from '../../../../shared/checks/check.ts'
import { deferred } from '../../../../shared/checks/deferred.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import type { Notification, ShopEvents } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { type HiredNotification, NOPERM, RIGHT, startedOrRejected, Town, textOf } from '../town/town.ts'

const created = (userId: string, more: object = {}) =>
  textOf('user.created', { userId, name: 'Anna' } satisfies ShopEvents['user.created'], {
    key: userId,
    ...more,
  })
const placed = (userId: string, item: string) =>
  textOf(
    'order.placed',
    { orderId: `o-${item}`, userId, item, quantity: 1 } satisfies ShopEvents['order.placed'],
    { key: userId },
  )
const paid = (userId: string) =>
  textOf(
    'payment.completed',
    { paymentId: 'p-1', orderId: 'o-1', userId, amount: 4990 } satisfies ShopEvents['payment.completed'],
    { key: userId },
  )

export const notifyingChecks: readonly Check<Subject>[] = [
  {
    id: '08.4-sends',
    task: '08.4',
    title: 'each of the three events brings its user one notification, and nothing else does',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const service = await town.notification()
      const texts = [created('u-1'), placed('u-2', 'a lamp'), paid('u-3')]
      const events = ['user.created', 'order.placed', 'payment.completed']
      for (const [at, event] of events.entries()) await kit.publish(town.channelOf(event), texts[at]!)
      await kit.publish(town.channelOf('order.shipped'), textOf('order.shipped', { userId: 'u-4' }))
      // Twice is once, when it has the same id.
      await kit.publish(town.channelOf('order.placed'), texts[1]!)
      const sent = await ends(kit, town, service)
      const ids = texts.map((text) => (JSON.parse(text) as { id: string }).id)
      kit.equal(
        'what was sent',
        sent
          .map(({ id, userId, kind }) => ({ id, userId, kind }))
          .sort((a, b) => (a.userId < b.userId ? -1 : 1)),
        [
          { id: ids[0], userId: 'u-1', kind: 'welcome' },
          { id: ids[1], userId: 'u-2', kind: 'confirmation' },
          { id: ids[2], userId: 'u-3', kind: 'receipt' },
        ],
      )
      for (const { text } of sent) {
        if (typeof text !== 'string' || text.trim() === '') kit.fail('a notification has no text')
      }
      kit.equal('what was reported', service.problems, [])
    },
  },
  {
    id: '08.4-bad-data',
    task: '08.4',
    title: 'an event whose data is wrong is reported and not sent, and its neighbours are',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const service = await town.notification()
      const right = { orderId: 'o-1', userId: 'u-1', item: 'a lamp', quantity: 1 }
      const bad = [
        null,
        'a text',
        [],
        {},
        { ...right, userId: undefined },
        { ...right, userId: 7 },
        { ...right, userId: '' },
        { ...right, quantity: '1' },
        { ...right, item: null },
      ].map((data) => textOf('order.placed', data, { key: 'u-1' }))
      const texts = ['no JSON', 'null', ...bad]
      const channel = town.channelOf('order.placed')
      await kit.burst(channel, [placed('u-1', 'first'), ...texts, placed('u-1', 'second')])
      const sent = await ends(kit, town, service)
      kit.equal('how many were sent', sent.length, 2, {
        cause: (got) => (got > 2 ? 'An envelope says nothing about its data. Check each field.' : undefined),
      })
      const told = service.problems.map((one) =>
        one.kind === 'payload' ? [one.kind, one.channel, one.payload] : [one.kind],
      )
      kit.equal(
        'what was reported',
        told,
        texts.map((text) => ['payload', channel, text]),
      )
    },
  },
  {
    id: '08.4-fails',
    task: '08.4',
    title: 'a notification that cannot be sent is reported, and affects no other',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [refused, broken] = [new Error('no such address'), new Error('the mail server is gone')]
      const service = await town.notification({
        send: ({ userId }) => {
          if (userId === 'throws') throw broken
          if (userId === 'rejects') return Promise.reject(refused)
          if (userId === 'later') return new Promise((_, reject) => setImmediate(() => reject(refused)))
        },
      })
      const channel = town.channelOf('order.placed')
      const users = ['fine', 'throws', 'rejects', 'later', 'fine', 'throws']
      await kit.burst(
        channel,
        users.map((user, at) => placed(user, `item ${at}`)),
      )
      const sent = await ends(kit, town, service)
      await kit.until('all reports', () => service.problems.length >= 4)
      kit.equal('how many were tried', sent.length, users.length)
      const told = service.problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        (one.error as Error)?.message,
      ])
      const expected = [broken, broken, refused, refused].map(({ message }) => ['handler', channel, message])
      kit.equal('what was reported', told.sort(), expected.sort())
    },
  },
  {
    id: '08.4-in-order',
    task: '08.4',
    title: 'one user is told in the order of the events, and no other user waits for that',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const gate = deferred<void>()
      const service = await town.notification({
        send: ({ userId, kind }) => (userId === 'slow' && kind === 'welcome' ? gate.promise : undefined),
      })
      await kit.publish(town.channelOf('user.created'), created('slow'))
      await kit.publish(town.channelOf('order.placed'), placed('slow', 'a lamp'))
      await kit.publish(town.channelOf('payment.completed'), paid('slow'))
      await kit.publish(town.channelOf('order.placed'), placed('quick', 'a lamp'))
      await ends(kit, town, service)
      const kinds = (user: string) =>
        service.sent.messages.filter(({ userId }) => userId === user).map(({ kind }) => kind)
      kit.equal('what the one was told whose first notification is still being sent', kinds('slow'), [
        'welcome',
      ])
      kit.equal('what another one was told meanwhile', kinds('quick'), ['confirmation'], {
        cause: (got) => (got.length === 0 ? 'All users wait in one queue.' : undefined),
      })
      kit.log('the check: the first notification is through')
      gate.resolve()
      await kit.until('the rest', () => kinds('slow').length >= 3)
      kit.equal('what the first one was told', kinds('slow'), ['welcome', 'confirmation', 'receipt'])
    },
  },
  {
    id: '08.4-both',
    task: '08.4',
    title: 'one order over HTTP reaches the logger and the notification service, each once',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      const [{ browser }, logger, service] = await Promise.all([
        town.api(),
        town.logger(),
        town.notification(),
      ])
      const ids: string[] = []
      for (const [event, { path, body }] of Object.entries(RIGHT)) {
        const { id, subscriptions } = await browser.does(path, body)
        kit.equal('"subscriptions", what PUBLISH returned', subscriptions, town.returned(event, 2))
        ids.push(id)
      }
      await kit.until('all notifications', () => service.sent.messages.length >= 3)
      await kit.until('all lines', () => logger.lines.messages.length >= 3)
      const logged = logger.lines.messages.map((line) => (JSON.parse(line) as { id: string }).id)
      kit.equal('the ids in the log', logged, ids)
      kit.equal('the ids of the notifications', idsOf(service.sent.messages).sort(), [...ids].sort())
    },
  },
  {
    id: '08.4-refused',
    task: '08.4',
    title: 'notification() does not resolve without its subscriptions: when Redis refuses one, it rejects',
    async run(kit, subject) {
      const town = new Town(kit, subject)
      for (const command of ['SUBSCRIBE', 'PSUBSCRIBE']) {
        const way = await kit.way()
        kit.log(`the check: Redis refuses the first ${command}`)
        way.proxy.answer(everyone, command, NOPERM, { times: 1 })
        const service = await startedOrRejected(kit, way, town.notification({ way }))
        // A service that tries again may resolve, once it has all of its subscriptions.
        if (service)
          await ends(kit, town, service, 'notification() resolved, and its subscription was refused.')
      }
    },
  },
]

function idsOf(notifications: readonly Notification[]): string[] {
  return notifications.map(({ id }) => id)
}

/** Publishes one more event of each kind, for somebody else, and waits until all are sent; gives what was sent before. */
async function ends(
  kit: Kit,
  town: Town,
  { sent }: HiredNotification,
  cause?: string,
): Promise<Notification[]> {
  const user = kit.channel('end')
  await kit.publish(town.channelOf('user.created'), created(user))
  await kit.publish(town.channelOf('order.placed'), placed(user, 'end'))
  await kit.publish(town.channelOf('payment.completed'), paid(user))
  const isLast = ({ userId }: Notification) => userId === user
  await kit.until('the last notifications', () => sent.messages.filter(isLast).length >= 3, { cause })
  return sent.messages.filter((one) => !isLast(one))
}
