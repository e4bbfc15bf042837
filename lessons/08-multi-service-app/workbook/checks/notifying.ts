import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { deferred } from '#shared/core/deferred.ts'
import type { Notification, ShopEvents } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { RIGHT, rejectsIfRefused, type StartedNotification, TestBed, textOf } from '../test-bed/test-bed.ts'

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
    title: 'each of the three events sends one notification, and other events send none',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const service = await bed.notification()
      const texts = [created('u-1'), placed('u-2', 'a lamp'), paid('u-3')]
      const events = ['user.created', 'order.placed', 'payment.completed']
      for (const [at, event] of events.entries()) await context.publish(bed.channelOf(event), texts[at]!)
      await context.publish(bed.channelOf('order.shipped'), textOf('order.shipped', { userId: 'u-4' }))
      // The same event again.
      await context.publish(bed.channelOf('order.placed'), texts[1]!)
      const sent = await ends(context, bed, service)
      const ids = texts.map((text) => (JSON.parse(text) as { id: string }).id)
      context.equal(
        'the notifications',
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
        if (typeof text !== 'string' || text.trim() === '')
          context.fail('the text of a notification is empty')
      }
      context.equal('the reported problems', service.problems, [])
    },
  },
  {
    id: '08.4-bad-data',
    task: '08.4',
    title: 'an event with invalid data is reported, and the events around it are handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const service = await bed.notification()
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
      const texts = ['not JSON', 'null', ...bad]
      const channel = bed.channelOf('order.placed')
      await context.burst(channel, [placed('u-1', 'first'), ...texts, placed('u-1', 'second')])
      const sent = await ends(context, bed, service)
      context.equal('how many notifications were sent', sent.length, 2, {
        cause: (got) =>
          got > 2 ? 'You send a notification without checking the data. Check each field.' : undefined,
      })
      const told = service.problems.map((one) =>
        one.kind === 'payload' ? [one.kind, one.channel, one.payload] : [one.kind],
      )
      context.equal(
        'the reported problems',
        told,
        texts.map((text) => ['payload', channel, text]),
      )
    },
  },
  {
    id: '08.4-fails',
    task: '08.4',
    title: 'if send() throws or rejects, that is reported once, and the others are sent',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [refused, broken] = [new Error('no such address'), new Error('the mail server is down')]
      const service = await bed.notification({
        send: ({ userId }) => {
          if (userId === 'throws') throw broken
          if (userId === 'rejects') return Promise.reject(refused)
          if (userId === 'later') return new Promise((_, reject) => setImmediate(() => reject(refused)))
        },
      })
      const channel = bed.channelOf('order.placed')
      const users = ['fine', 'throws', 'rejects', 'later', 'fine', 'throws']
      await context.burst(
        channel,
        users.map((user, at) => placed(user, `item ${at}`)),
      )
      const sent = await ends(context, bed, service)
      await context.until('four problems are reported', () => service.problems.length >= 4)
      context.equal('how often send() was called', sent.length, users.length)
      const told = service.problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        (one.error as Error)?.message,
      ])
      const expected = [broken, broken, refused, refused].map(({ message }) => ['handler', channel, message])
      context.equal('the reported problems', told.sort(), expected.sort())
    },
  },
  {
    id: '08.4-in-order',
    task: '08.4',
    title: 'one user is notified in the order of the events, and other users do not wait',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const gate = deferred<void>()
      const service = await bed.notification({
        send: ({ userId, kind }) => (userId === 'slow' && kind === 'welcome' ? gate.promise : undefined),
      })
      await context.publish(bed.channelOf('user.created'), created('slow'))
      await context.publish(bed.channelOf('order.placed'), placed('slow', 'a lamp'))
      await context.publish(bed.channelOf('payment.completed'), paid('slow'))
      await context.publish(bed.channelOf('order.placed'), placed('quick', 'a lamp'))
      await ends(context, bed, service)
      const kinds = (user: string) =>
        service.sent.messages.filter(({ userId }) => userId === user).map(({ kind }) => kind)
      context.equal('the notifications for a user whose first one is still being sent', kinds('slow'), [
        'welcome',
      ])
      context.equal('the notifications for another user meanwhile', kinds('quick'), ['confirmation'], {
        cause: (got) =>
          got.length === 0
            ? 'You put all users into one queue. Only events of the same user have to wait.'
            : undefined,
      })
      context.log('the check lets the first notification finish')
      gate.resolve()
      await context.until('the other notifications are sent', () => kinds('slow').length >= 3)
      context.equal('the notifications for the first user', kinds('slow'), [
        'welcome',
        'confirmation',
        'receipt',
      ])
    },
  },
  {
    id: '08.4-both',
    task: '08.4',
    title: 'a request reaches the logger and the notification service once each',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [{ browser }, logger, service] = await Promise.all([bed.api(), bed.logger(), bed.notification()])
      const ids: string[] = []
      for (const [event, { path, body }] of Object.entries(RIGHT)) {
        const { id, subscriptions } = await browser.does(path, body)
        context.equal('"subscriptions", the count from PUBLISH', subscriptions, bed.returned(event, 2))
        ids.push(id)
      }
      await context.until('all notifications are sent', () => service.sent.messages.length >= 3)
      await context.until('all lines are written', () => logger.lines.messages.length >= 3)
      const logged = logger.lines.messages.map((line) => (JSON.parse(line) as { id: string }).id)
      context.equal('the IDs in the log', logged, ids)
      context.equal('the IDs of the notifications', idsOf(service.sent.messages).sort(), [...ids].sort())
    },
  },
  {
    id: '08.4-refused',
    task: '08.4',
    title: 'if Redis refuses a subscription, notification() rejects',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      for (const command of ['SUBSCRIBE', 'PSUBSCRIBE'] as const) {
        await rejectsIfRefused(
          context,
          command,
          (proxied) => bed.notification({ proxied }),
          (service, cause) => ends(context, bed, service, cause),
        )
      }
    },
  },
]

function idsOf(notifications: readonly Notification[]): string[] {
  return notifications.map(({ id }) => id)
}

/** Publishes one more event of each kind for another user, and waits until all are sent. Returns what was sent before. */
async function ends(
  context: CheckContext,
  bed: TestBed,
  { sent }: StartedNotification,
  cause?: string,
): Promise<Notification[]> {
  const user = context.channel('end')
  await context.publish(bed.channelOf('user.created'), created(user))
  await context.publish(bed.channelOf('order.placed'), placed(user, 'end'))
  await context.publish(bed.channelOf('payment.completed'), paid(user))
  const isLast = ({ userId }: Notification) => userId === user
  await context.until('the last notifications are sent', () => sent.messages.filter(isLast).length >= 3, {
    cause,
  })
  return sent.messages.filter((one) => !isLast(one))
}
