import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { Company, type Host, type Replica } from '../company/company.ts'
import { eventText } from '../company/event-text.ts'
import { gate } from '../company/gate.ts'
import { refused } from '../company/interference.ts'
import type { Subject } from '../subject.ts'
import { kindsOf, person } from './registering.ts'

/** The checks of task 04.4. */
export const stoppingChecks: readonly Check<Subject>[] = [
  {
    id: '04.4-in-flight',
    task: '04.4',
    title: 'close() unsubscribes and waits for the emails in flight; other subscriptions continue',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [failing, sending] = [gate(), gate()]
      let begun = 0
      const replica = await company.replica({
        async sending({ name }) {
          begun++
          if (name === 'dora') {
            await failing.opened
            throw new Error('the mail server rejects the email')
          }
          await sending.opened
        },
      })
      const people = await company.people('anna', 'ben', 'dora', 'carla')
      const other = kit.recorder('another handler')
      const elsewhere = kit.channel('elsewhere')
      await replica.pubsub.subscribe(elsewhere, other)
      kit.log('the check: the mail server is slow')
      await company.publish(...people.slice(0, 3).map(({ id }) => eventText(id)))
      await kit.until('three emails are in flight', () => begun === 3)
      const closing = replica.emails.close()
      const again = replica.emails.close()
      const isClosed = [settlingOf(closing), settlingOf(again)]
      await kit.until('close() unsubscribes', async () => (await kit.subscribers(company.registered)) === 0)
      await company.publish(eventText(people[3]!.id))
      await caughtUp(kit, replica)
      if (isClosed.some((one) => one()))
        kit.fail('close() resolved with three emails in flight', {
          cause: isClosed[0]!()
            ? "You don't wait for the promises in `running`."
            : 'The second close() resolves early. Return the promise of the first.',
        })
      kit.log('the check: the email for dora fails')
      failing.open()
      await kit.until('the failure is reported', () => replica.problems.length > 0)
      await caughtUp(kit, replica)
      if (isClosed.some((one) => one()))
        kit.fail('close() resolved with two emails in flight', {
          cause:
            'You stop waiting at the first failure, as Promise.all() does. Promise.allSettled() waits for all.',
        })
      kit.log('the check: the mail server accepts the emails')
      sending.open()
      await closing
      kit.equal('the emails sent before close() resolves', company.sent.map(({ to }) => to).sort(), [
        people[0]!.email,
        people[1]!.email,
      ])
      await again
      await replica.emails.close()
      await kit.publish(elsewhere, 'still there')
      await kit.until('another handler still receives messages', () => other.messages.length > 0, {
        cause: 'You unsubscribe from all channels, but `pubsub` is shared. Unsubscribe your own handler.',
      })
      kit.equal('the user in the store, which stays open', await replica.store.find('anna-id'), people[0])
      kit.equal('the reports', kindsOf(replica.problems), [`handler on ${company.registered}`], {})
    },
  },
  {
    id: '04.4-arriving',
    task: '04.4',
    title: 'close() handles events that arrive until Redis confirms UNSUBSCRIBE, and waits for them',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [ending, sending] = [gate(), gate()]
      let begun = 0
      const replica = await company.replica({
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
      const [anna] = await company.people('anna')
      kit.log('the check: unsubscribe() is slow')
      const closing = replica.emails.close()
      const isClosed = settlingOf(closing)
      await kit.until('close() unsubscribes', () => isAsked)
      await company.publish(eventText(anna!.id))
      await kit.until('the event is handled or reported', () => begun > 0 || replica.problems.length > 0)
      kit.equal('the reports', kindsOf(replica.problems), [], {
        cause: (kinds) =>
          kinds.length > 0
            ? 'You refuse events as soon as close() is called. Accept them until Redis confirms UNSUBSCRIBE.'
            : undefined,
      })
      ending.open()
      await caughtUp(kit, replica)
      if (isClosed())
        kit.fail('close() resolved with an email in flight', {
          cause:
            'You look at `running` before Redis confirms UNSUBSCRIBE, and miss the events that arrive until then. Await stopIntake() first.',
        })
      sending.open()
      await closing
      kit.equal(
        'the emails sent before close() resolves',
        company.sent.map(({ to }) => to),
        [anna!.email],
      )
    },
  },
  {
    id: '04.4-claiming',
    task: '04.4',
    title: 'an event is in flight from its delivery until its claim is released',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [claiming, sending, releasing] = [gate(), gate(), gate()]
      const replica = await company.replica({
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
      const [anna, ben] = await company.people('anna', 'ben')
      await company.publish(eventText(anna!.id), eventText(ben!.id))
      await kit.until('two claims are pending', () => claims === 2)
      const closing = replica.emails.close()
      const isClosed = settlingOf(closing)
      for (const { open } of [claiming, sending, releasing]) {
        await caughtUp(kit, replica)
        if (isClosed())
          kit.fail('close() resolved with an event in flight', {
            cause:
              "You don't await each step in onRegistered() and sendOrRelease(), so the event counts as handled too early.",
          })
        open()
      }
      await closing
      if (!isReleased)
        kit.fail('close() resolved before the claim for ben was released', {
          cause: "You don't await release().",
        })
      kit.equal(
        'the emails sent',
        company.sent.map(({ to }) => to),
        [anna!.email],
      )
    },
  },
  {
    id: '04.4-grace',
    task: '04.4',
    title: 'close() resolves after graceMs, and reports unfinished work once',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      let begun = 0
      const sending = () => {
        begun++
        return new Promise<void>(() => {})
      }
      const [stuck, failing, hurried] = [
        await company.replica({ graceMs: 100, sending }),
        await company.replica({
          service: 'other',
          sending: () => Promise.reject(new Error('the mail server is down')),
        }),
        await company.replica({ ownWay: true, graceMs: 0, service: 'hurried', sending }),
      ]
      const [anna, ben] = await company.people('anna', 'ben')
      await company.publish(eventText(anna!.id), eventText(ben!.id))
      await kit.until('two emails of two services are in flight', () => begun === 4)
      await kit.until('two emails have failed', () => failing.problems.length === 2)
      await kit.until('close() resolves with a graceMs of 100', settlingOf(stuck.emails.close()), {
        cause: 'You wait without a time limit. Use Promise.race() with sleep(graceMs).',
      })
      await failing.emails.close()
      await kit.until('close() resolves with a graceMs of 0', settlingOf(hurried.emails.close()), {
        cause: '`graceMs || …` treats 0 as missing. Use `??`.',
      })
      const kinds = ({ problems }: Replica) => problems.map(({ kind }) => kind)
      kit.equal('the reports of the unfinished emails', kinds(stuck), ['handler'])
      kit.equal('the reports if graceMs is 0', kinds(hurried), ['handler'])
      kit.equal('the reports of the failed emails', kinds(failing), ['handler', 'handler'])
      await stuck.emails.close()
      kit.equal('the reports after a second close()', kinds(stuck), ['handler'])
    },
  },
  {
    id: '04.4-users',
    task: '04.4',
    title:
      'the user service finishes the registrations in flight, and rejects new ones once close() is called',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const { users, interference, store } = await company.users()
      const listener = await kit.listener(company.registered)
      const storing = gate()
      let saves = 0
      interference.set('save', async (go) => {
        saves++
        await storing.opened
        return go()
      })
      const registering = users.register(person('anna'))
      await kit.until('save() is called', () => saves === 1)
      const closing = users.close()
      const isClosed = settlingOf(closing)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isClosed())
        kit.fail('close() resolved with a registration in flight', {
          cause: "You don't wait for the promises in `running`.",
        })
      const isRefused = settlingOf(users.register(person('carla')))
      await kit.until('register() rejects or calls save()', () => isRefused() || saves > 1)
      kit.equal('the number of calls to save() while close() waits', saves, 1, {
        cause: 'You accept new registrations while close() waits. Reject them.',
      })
      storing.open()
      const anna = await registering
      await closing
      await users.close()
      await kit.rejects('register() after close()', users.register(person('ben')))
      kit.equal('the number of calls to save()', saves, 1)
      kit.equal('the user in the store', await store.find(anna.id), anna)
      await kit.publish(company.registered, 'end')
      await kit.until('the last message arrives', () => listener.messages.includes('end'))
      kit.equal('the number of messages', listener.got.length, 2)
    },
  },
  {
    id: '04.4-away',
    task: '04.4',
    waits: true,
    title: 'close() resolves even if Redis is down, silent, or refuses UNSUBSCRIBE',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [away, silent, refusing] = [
        await company.replica({ ownWay: true, graceMs: 200 }),
        await company.replica({ graceMs: 200 }),
        await company.replica(),
      ]
      kit.log(
        'the check: Redis is down for emails A, silent for emails B, and refuses UNSUBSCRIBE from emails C',
      )
      away.proxy.refuse()
      away.proxy.cut()
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      refusing.interference.set('unsubscribe', refused)
      await kit.until('the lost connection is reported', () =>
        away.problems.some(({ kind }) => kind === 'connection'),
      )
      for (const { name, emails, problems } of [away, silent, refusing]) {
        await emails.close()
        await emails.close()
        const left = problems.filter(({ kind }) => kind === 'handler')
        kit.equal(
          `the number of unfinished pieces of work that ${name} reports, although it has none`,
          left.length,
          0,
        )
      }
    },
  },
]

/** Resolves after a service has received everything that Redis sent it before. */
export async function caughtUp(kit: Kit, { pubsub }: Pick<Host, 'pubsub'>): Promise<void> {
  const channel = kit.channel('behind')
  await Promise.all([pubsub.subscribe(channel, () => {}), pubsub.psubscribe(`${channel}:*`, () => {})])
  for (let turn = 0; turn < 3; turn++) await kit.subscribers(channel)
}
