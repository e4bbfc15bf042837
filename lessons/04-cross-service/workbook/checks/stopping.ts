import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { refused } from '#shared/testbed/intercept.ts'
import type { Subject } from '../subject.ts'
import { eventText } from '../test-bed/event-text.ts'
import { gate } from '../test-bed/gate.ts'
import { type Host, type Replica, TestBed } from '../test-bed/test-bed.ts'
import { kindsOf, person } from './registering.ts'

/** The checks of task 04.4. */
export const stoppingChecks: readonly Check<Subject>[] = [
  {
    id: '04.4-in-flight',
    task: '04.4',
    title: 'close() unsubscribes and waits for the emails in flight; other subscriptions continue',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [failing, sending] = [gate(), gate()]
      let begun = 0
      const replica = await bed.replica({
        async sending({ name }) {
          begun++
          if (name === 'dora') {
            await failing.opened
            throw new Error('the mail server rejects the email')
          }
          await sending.opened
        },
      })
      const people = await bed.people('anna', 'ben', 'dora', 'carla')
      const other = context.recorder('another handler')
      const elsewhere = context.channel('elsewhere')
      await replica.pubsub.subscribe(elsewhere, other)
      context.log('the check: the mail server is slow')
      await bed.publish(...people.slice(0, 3).map(({ id }) => eventText(id)))
      await context.until('three emails are in flight', () => begun === 3)
      const closing = replica.emails.close()
      const again = replica.emails.close()
      const isClosed = [trackSettled(closing), trackSettled(again)]
      await context.until(
        'close() unsubscribes',
        async () => (await context.subscribers(bed.registered)) === 0,
      )
      await bed.publish(eventText(people[3]!.id))
      await caughtUp(context, replica)
      if (isClosed.some((one) => one()))
        context.fail('close() resolved with three emails in flight', {
          cause: isClosed[0]!()
            ? "You don't wait for the promises in `running`."
            : 'The second close() resolves early. Return the promise of the first.',
        })
      context.log('the check: the email for dora fails')
      failing.open()
      await context.until('the failure is reported', () => replica.problems.length > 0)
      await caughtUp(context, replica)
      if (isClosed.some((one) => one()))
        context.fail('close() resolved with two emails in flight', {
          cause:
            'You stop waiting at the first failure, as Promise.all() does. Promise.allSettled() waits for all.',
        })
      context.log('the check: the mail server accepts the emails')
      sending.open()
      await closing
      context.equal('the emails sent before close() resolves', bed.sent.map(({ to }) => to).sort(), [
        people[0]!.email,
        people[1]!.email,
      ])
      await again
      await replica.emails.close()
      await context.publish(elsewhere, 'still there')
      await context.until('another handler still receives messages', () => other.messages.length > 0, {
        cause: 'You unsubscribe from all channels, but `pubsub` is shared. Unsubscribe your own handler.',
      })
      context.equal('the user in the store, which stays open', await replica.store.find('anna-id'), people[0])
      context.equal('the reports', kindsOf(replica.problems), [`handler on ${bed.registered}`], {})
    },
  },
  {
    id: '04.4-arriving',
    task: '04.4',
    title: 'close() handles events that arrive until Redis confirms UNSUBSCRIBE, and waits for them',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [ending, sending] = [gate(), gate()]
      let begun = 0
      const replica = await bed.replica({
        sending: () => {
          begun++
          return sending.opened
        },
      })
      let isAsked = false
      replica.interference.set('unsubscribe', async (go) => {
        isAsked = true
        await ending.opened
        return go()
      })
      const [anna] = await bed.people('anna')
      context.log('the check: unsubscribe() is slow')
      const closing = replica.emails.close()
      const isClosed = trackSettled(closing)
      await context.until('close() unsubscribes', () => isAsked)
      await bed.publish(eventText(anna!.id))
      await context.until('the event is handled or reported', () => begun > 0 || replica.problems.length > 0)
      context.equal('the reports', kindsOf(replica.problems), [], {
        cause: (kinds) =>
          kinds.length > 0
            ? 'You refuse events as soon as close() is called. Accept them until Redis confirms UNSUBSCRIBE.'
            : undefined,
      })
      ending.open()
      await caughtUp(context, replica)
      if (isClosed())
        context.fail('close() resolved with an email in flight', {
          cause:
            'You look at `running` before Redis confirms UNSUBSCRIBE, and miss the events that arrive until then. Wait for stopIntake() first, inside the race.',
        })
      sending.open()
      await closing
      context.equal(
        'the emails sent before close() resolves',
        bed.sent.map(({ to }) => to),
        [anna!.email],
      )
    },
  },
  {
    id: '04.4-claiming',
    task: '04.4',
    title: 'an event is in flight from its delivery until its claim is released',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [claiming, sending, releasing] = [gate(), gate(), gate()]
      const replica = await bed.replica({
        async sending({ name }) {
          await sending.opened
          if (name === 'ben') throw new Error('the mail server is down')
        },
      })
      let claims = 0
      replica.interference.set('claim', async (go) => {
        claims++
        const token = await go()
        await claiming.opened
        return token
      })
      let isReleased = false
      replica.interference.set('release', async (go) => {
        await releasing.opened
        const answer = await go()
        isReleased = true
        return answer
      })
      const [anna, ben] = await bed.people('anna', 'ben')
      await bed.publish(eventText(anna!.id), eventText(ben!.id))
      await context.until('two claims are pending', () => claims === 2)
      const closing = replica.emails.close()
      const isClosed = trackSettled(closing)
      for (const { open } of [claiming, sending, releasing]) {
        await caughtUp(context, replica)
        if (isClosed())
          context.fail('close() resolved with an event in flight', {
            cause:
              "You don't await each step in onRegistered() and sendOrRelease(), so the event counts as handled too early.",
          })
        open()
      }
      await closing
      if (!isReleased)
        context.fail('close() resolved before the claim for ben was released', {
          cause: "You don't await release().",
        })
      context.equal(
        'the emails sent',
        bed.sent.map(({ to }) => to),
        [anna!.email],
      )
    },
  },
  {
    id: '04.4-grace',
    task: '04.4',
    title: 'close() resolves after graceMs, and reports unfinished work once',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let begun = 0
      const sending = () => {
        begun++
        return new Promise<void>(() => {})
      }
      const [stuck, failing, hurried] = [
        await bed.replica({ graceMs: 100, sending }),
        await bed.replica({
          service: 'other',
          sending: () => Promise.reject(new Error('the mail server is down')),
        }),
        await bed.replica({ ownWay: true, graceMs: 0, service: 'hurried', sending }),
      ]
      const [anna, ben] = await bed.people('anna', 'ben')
      await bed.publish(eventText(anna!.id), eventText(ben!.id))
      await context.until('two emails of two services are in flight', () => begun === 4)
      await context.until('two emails have failed', () => failing.problems.length === 2)
      await context.until('close() resolves with a graceMs of 100', trackSettled(stuck.emails.close()), {
        cause: 'You wait without a time limit. Use Promise.race() with sleep(graceMs).',
      })
      await failing.emails.close()
      await context.until('close() resolves with a graceMs of 0', trackSettled(hurried.emails.close()), {
        cause: '`graceMs || …` treats 0 as missing. Use `??`.',
      })
      const kinds = ({ problems }: Replica) => problems.map(({ kind }) => kind)
      context.equal('the reports of the unfinished emails', kinds(stuck), ['handler'])
      context.equal('the reports if graceMs is 0', kinds(hurried), ['handler'])
      context.equal('the reports of the failed emails', kinds(failing), ['handler', 'handler'])
      await stuck.emails.close()
      context.equal('the reports after a second close()', kinds(stuck), ['handler'])
    },
  },
  {
    id: '04.4-users',
    task: '04.4',
    title:
      'the user service finishes the registrations in flight, and rejects new ones once close() is called',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { users, interference, store } = await bed.users()
      const listener = await context.listener(bed.registered)
      const storing = gate()
      let saves = 0
      interference.set('save', async (go) => {
        saves++
        await storing.opened
        return go()
      })
      const registering = users.register(person('anna'))
      await context.until('save() is called', () => saves === 1)
      const closing = users.close()
      const isClosed = trackSettled(closing)
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      if (isClosed())
        context.fail('close() resolved with a registration in flight', {
          cause: "You don't wait for the promises in `running`.",
        })
      const isRefused = trackSettled(users.register(person('carla')))
      await context.until('register() rejects or calls save()', () => isRefused() || saves > 1)
      context.equal('the number of calls to save() while close() waits', saves, 1, {
        cause: 'You accept new registrations while close() waits. Reject them.',
      })
      storing.open()
      const anna = await registering
      await closing
      await users.close()
      await context.rejects('register() after close()', users.register(person('ben')))
      context.equal('the number of calls to save()', saves, 1)
      context.equal('the user in the store', await store.find(anna.id), anna)
      await context.publish(bed.registered, 'end')
      await context.until('the last message arrives', () => listener.messages.includes('end'))
      context.equal('the number of messages', listener.got.length, 2)
    },
  },
  {
    id: '04.4-away',
    task: '04.4',
    needsReconnect: true,
    title: 'close() resolves even if Redis is down, silent, or refuses UNSUBSCRIBE',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [away, silent, refusing] = [
        await bed.replica({ ownWay: true, graceMs: 200 }),
        await bed.replica({ graceMs: 200 }),
        await bed.replica(),
      ]
      context.log(
        'the check: Redis is down for emails A, silent for emails B, and refuses UNSUBSCRIBE from emails C',
      )
      away.proxy.refuse()
      away.proxy.cut()
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      refusing.interference.set('unsubscribe', refused)
      await context.until('the lost connection is reported', () =>
        away.problems.some(({ kind }) => kind === 'connection'),
      )
      for (const { name, emails, problems } of [away, silent, refusing]) {
        await emails.close()
        await emails.close()
        const left = problems.filter(({ kind }) => kind === 'handler')
        context.equal(
          `the number of unfinished pieces of work that ${name} reports, although it has none`,
          left.length,
          0,
        )
      }
    },
  },
]

/** Resolves after a service has received everything that Redis sent it before. */
export async function caughtUp(context: CheckContext, { pubsub }: Pick<Host, 'pubsub'>): Promise<void> {
  const channel = context.channel('behind')
  await Promise.all([pubsub.subscribe(channel, () => {}), pubsub.psubscribe(`${channel}:*`, () => {})])
  for (let turn = 0; turn < 3; turn++) await context.subscribers(channel)
}
