import type { Check } from '../../../../shared/checks/check.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import { Company, type Host, type Replica } from '../company/company.ts'
import { gate } from '../company/gate.ts'
import { refused } from '../company/interference.ts'
import { eventText } from '../company/told.ts'
import type { Subject } from '../subject.ts'
import { kindsOf, somebody } from './registering.ts'

/** Longer than a limit that code may have of its own, and short enough to be waited for. */
const GRACE_MS = 1300

/** The checks of task 04.4. */
export const stoppingChecks: readonly Check<Subject>[] = [
  {
    id: '04.4-in-flight',
    task: '04.4',
    title: 'close() ends the subscription, waits for the mails in hand, and leaves alone what is not its own',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [failing, sending] = [gate(), gate()]
      let begun = 0
      const replica = await company.replica({
        async sending({ name }) {
          begun++
          if (name === 'dora') {
            await failing.opened
            throw new Error('the mail server does not know dora')
          }
          await sending.opened
        },
      })
      const people = await company.people('anna', 'ben', 'dora', 'carla')
      const other = kit.recorder('another handler')
      const elsewhere = kit.channel('elsewhere')
      await replica.pubsub.subscribe(elsewhere, other)
      kit.log('the check: the mail server takes its time')
      await company.tell(...people.slice(0, 3).map(({ id }) => eventText(id)))
      await kit.until('three mails are on their way', () => begun === 3)
      const closing = replica.emails.close()
      const again = replica.emails.close()
      const isClosed = [settlingOf(closing), settlingOf(again)]
      await kit.until(
        'close() ends the subscription',
        async () => (await kit.subscribers(company.registered)) === 0,
      )
      await company.tell(eventText(people[3]!.id))
      await caughtUp(kit, replica)
      if (isClosed.some((one) => one()))
        kit.fail('close() ended with three mails on their way', {
          cause: isClosed[0]!()
            ? 'close() has to wait for the work in flight.'
            : 'A second close() has to wait for the same end: return the same promise.',
        })
      kit.log('the check: the mail for dora fails')
      failing.open()
      await kit.until('the failure is reported', () => replica.problems.length > 0)
      await caughtUp(kit, replica)
      if (isClosed.some((one) => one()))
        kit.fail('close() ended with two mails on their way', {
          cause: 'Promise.all() ends with the first failure. Promise.allSettled() waits for all.',
        })
      kit.log('the check: the mail server takes the mails')
      sending.open()
      await closing
      kit.equal(
        'the mails that are sent when close() has resolved',
        company.sent.map(({ to }) => to).sort(),
        [people[0]!.email, people[1]!.email],
      )
      await again
      await replica.emails.close()
      await kit.publish(elsewhere, 'still there')
      await kit.until('another handler on the same port still hears', () => other.messages.length > 0, {
        cause: 'close() ends everything on the port, also what belongs to others.',
      })
      kit.equal('the user in the store, which still works', await replica.store.find('anna-id'), people[0])
      kit.equal('what is reported', kindsOf(replica.problems), [`handler on ${company.registered}`])
    },
  },
  {
    id: '04.4-while-it-ends',
    task: '04.4',
    title: 'what comes while the subscription ends is handled; a refusal to end it does not end the wait',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [ending, sending] = [gate(), gate()]
      let begun = 0
      const options = {
        sending: () => {
          begun++
          return sending.opened
        },
      }
      const [anna, ben] = await company.people('anna', 'ben')
      const refusing = await company.replica({ ...options, service: 'other' })
      refusing.interference.set('unsubscribe', refused)
      await company.tell(eventText(anna!.id))
      await kit.until('the mail for anna is on its way', () => begun === 1)
      kit.log('the check: Redis refuses to end the subscription of emails A')
      const closing = [refusing.emails.close()]
      const isClosed = closing.map(settlingOf)
      await caughtUp(kit, refusing)
      if (isClosed.some((one) => one()))
        kit.fail('close() ended with the mail for anna on its way', {
          cause: 'If the error of unsubscribe() ends close(), the mail is not waited for.',
        })

      const slow = await company.replica(options)
      let isAsked = false
      slow.interference.set('unsubscribe', async (go) => {
        isAsked = true
        await ending.opened
        return go()
      })
      kit.log('the check: Redis takes its time to end the subscription of emails B')
      closing.push(slow.emails.close())
      isClosed.push(settlingOf(closing[1]!))
      await kit.until('emails B ends its subscription', () => isAsked)
      await company.tell(eventText(ben!.id))
      await kit.until(
        'emails B handles the event, or reports it',
        () => begun === 2 || slow.problems.length > 0,
      )
      kit.equal('what emails B reports', kindsOf(slow.problems), [], {
        cause: (kinds) =>
          kinds.length > 0
            ? 'Until Redis has confirmed UNSUBSCRIBE, events still come and are yours: refuse none before.'
            : undefined,
      })
      ending.open()
      await caughtUp(kit, slow)
      if (isClosed.some((one) => one())) kit.fail('close() ended with a mail on its way')
      sending.open()
      await Promise.all(closing)
      kit.equal(
        'the mails that are sent when close() has resolved',
        company.sent.map(({ to }) => to).sort(),
        [anna!.email, ben!.email],
      )
    },
  },
  {
    id: '04.4-claiming',
    task: '04.4',
    title:
      'an event whose claim is under way when close() is called is in hand, until its claim is given back',
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
      let isGivenBack = false
      replica.interference.set('release', async (go) => {
        await releasing.opened
        const answer = await go()
        isGivenBack = true
        return answer
      })
      const [anna, ben] = await company.people('anna', 'ben')
      await company.tell(eventText(anna!.id), eventText(ben!.id))
      await kit.until('two claims are under way', () => claims === 2)
      const closing = replica.emails.close()
      const isClosed = settlingOf(closing)
      for (const { open } of [claiming, sending, releasing]) {
        await caughtUp(kit, replica)
        if (isClosed())
          kit.fail('close() resolved with an event in hand', {
            cause:
              'An event is in flight from its delivery until its claim is given back, and not only while its mail is sent.',
          })
        open()
      }
      await closing
      if (!isGivenBack)
        kit.fail('close() resolved before the claim for ben was given back', {
          cause: 'release() is not awaited.',
        })
      kit.equal(
        'the mails that are sent',
        company.sent.map(({ to }) => to),
        [anna!.email],
      )
    },
  },
  {
    id: '04.4-grace',
    task: '04.4',
    title: 'close() gives up after graceMs, and reports once what is left; what has failed by then is over',
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
      await company.tell(eventText(anna!.id), eventText(ben!.id))
      await kit.until('two mails of two services are on their way', () => begun === 4)
      await kit.until('two mails have failed', () => failing.problems.length === 2)
      await kit.until('close() gives up with a graceMs of 100', settlingOf(stuck.emails.close()), {
        cause: 'Without a limit, one mail that hangs keeps the process for ever.',
      })
      await failing.emails.close()
      await kit.until('close() gives up with a graceMs of 0', settlingOf(hurried.emails.close()), {
        cause: '`graceMs || …` takes 0 for missing. `??` does not.',
      })
      const kinds = ({ problems }: Replica) => problems.map(({ kind }) => kind)
      kit.equal('what is reported of the mails on their way', kinds(stuck), ['handler'])
      kit.equal('what is reported of them when graceMs is 0', kinds(hurried), ['handler'])
      kit.equal('what is reported of those that have failed', kinds(failing), ['handler', 'handler'])
      await stuck.emails.close()
      kit.equal('what is reported after a second close()', kinds(stuck), ['handler'])
    },
  },
  {
    id: '04.4-one-grace',
    task: '04.4',
    waits: true,
    title:
      'close() takes graceMs, no longer and no shorter, even if both Redis and the mail server are silent',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      let begun = 0
      const replica = await company.replica({
        graceMs: GRACE_MS,
        sending: () => {
          begun++
          return new Promise<void>(() => {})
        },
      })
      const [anna] = await company.people('anna')
      await company.tell(eventText(anna!.id))
      await kit.until('the mail is on its way', () => begun === 1)
      kit.log('the check: neither UNSUBSCRIBE nor the mail is answered')
      replica.interference.set('unsubscribe', () => new Promise(() => {}))
      const begin = performance.now()
      const closing = replica.emails.close()
      // Two waits of graceMs end later than this timer on a busy machine, too: the second begins when the first ends.
      const late = new Promise<'late'>((resolve) => setTimeout(resolve, GRACE_MS * 1.6, 'late'))
      if ((await Promise.race([closing, late])) === 'late')
        kit.fail(`close() takes longer than ${GRACE_MS * 1.6} ms, and graceMs is ${GRACE_MS}`, {
          cause:
            'If UNSUBSCRIBE and the work each get graceMs, both together take twice as long: one limit has to hold for all.',
        })
      const took = performance.now() - begin
      // A timer of Node may come a little early.
      if (took < GRACE_MS - 10)
        kit.fail(`close() gave up after ${Math.round(took)} ms, and graceMs is ${GRACE_MS}`, {
          cause: 'If you limit the wait by a number of your own, a longer graceMs has no effect.',
        })
    },
  },
  {
    id: '04.4-users',
    task: '04.4',
    title: 'the user service finishes the registrations in hand, and takes no more, also while it waits',
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
      const registering = users.register(somebody('anna'))
      await kit.until('the user is on the way to the store', () => saves === 1)
      const closing = users.close()
      const isClosed = settlingOf(closing)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isClosed())
        kit.fail('close() resolved with a registration in hand', {
          cause:
            'The user is stored, and the process may end before the event is published: wait for register().',
        })
      const isRefused = settlingOf(users.register(somebody('carla')))
      await kit.until('register() while close() waits is refused, or taken', () => isRefused() || saves > 1)
      kit.equal('how many users came to the store while close() waits', saves, 1, {
        cause: 'If you take new registrations until all are done, that may be never.',
      })
      storing.open()
      const anna = await registering
      await closing
      await users.close()
      await kit.rejects('register() after close()', users.register(somebody('ben')))
      kit.equal('how many users came to the store', saves, 1)
      kit.equal('the user in the store', await store.find(anna.id), anna)
      await kit.publish(company.registered, 'end')
      await kit.until('the end is heard', () => listener.messages.includes('end'))
      kit.equal('the number of messages', listener.got.length, 2)
    },
  },
  {
    id: '04.4-analytics',
    task: '04.4',
    title: 'the analytics service ends its subscription and finishes what is in hand',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const tracking = gate()
      const begun: string[] = []
      const done: string[] = []
      const { analytics, ...host } = await company.analytics(async (event) => {
        begun.push(event)
        await tracking.opened
        done.push(event)
      })
      const channel = (event: string) => `${company.namespace}user:${event}`
      await kit.publish(channel('login'), '{}')
      await kit.publish(channel('logout'), '{}')
      await kit.until('two events are in hand', () => begun.length === 2)
      const closing = analytics.close()
      const isClosed = settlingOf(closing)
      const patterns = () => [...host.proxy.links].reduce((count, link) => count + link.patterns.size, 0)
      await kit.until('close() ends the pattern', () => patterns() === 0, {
        cause: 'A pattern is ended by punsubscribe(), and not by unsubscribe().',
      })
      kit.equal('what PUBLISH returns', await kit.publish(channel('login'), '{}'), 0)
      await caughtUp(kit, host)
      if (isClosed()) kit.fail('close() resolved with two events in hand')
      tracking.open()
      await closing
      kit.equal('what was tracked when close() had resolved', done, ['login', 'logout'])
      await analytics.close()
    },
  },
  {
    id: '04.4-away',
    task: '04.4',
    waits: true,
    title: 'close() ends while Redis is away, and does not reject',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const [away, silent, refusing] = [
        await company.replica({ ownWay: true, graceMs: 200 }),
        await company.replica({ graceMs: 200 }),
        await company.replica(),
      ]
      kit.log(
        'the check: Redis goes away for emails A, does not answer emails B, and refuses what emails C asks',
      )
      away.proxy.refuse()
      away.proxy.cut()
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      refusing.interference.set('unsubscribe', refused)
      await kit.until('the loss is reported', () => away.problems.some(({ kind }) => kind === 'connection'))
      for (const { name, emails, problems } of [away, silent, refusing]) {
        await emails.close()
        await emails.close()
        const left = problems.filter(({ kind }) => kind === 'handler')
        kit.equal(`how often ${name} reports work that is left, when there is none`, left.length, 0)
      }
    },
  },
  {
    id: '04.4-afterwards',
    task: '04.4',
    title: 'when close() has resolved, no event is handled, also when Redis has not ended the subscription',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const handled: string[] = []
      const silent = await company.replica({ graceMs: 100 })
      const refusing = await company.replica({ service: 'other', graceMs: 100 })
      const counting = await company.analytics(() => void handled.push('analytics'), { graceMs: 100 })
      kit.log('the check: Redis does not answer emails A and analytics, and refuses what emails B asks')
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      refusing.interference.set('unsubscribe', refused)
      counting.interference.set('punsubscribe', () => new Promise(() => {}))
      for (const { name, interference } of [silent, refusing]) {
        interference.set('claim', (go) => {
          handled.push(name)
          return go()
        })
      }
      for (const service of [silent.emails, refusing.emails, counting.analytics]) await service.close()
      const [anna] = await company.people('anna')
      const text = eventText(anna!.id)
      await company.tell(text)
      for (const host of [silent, refusing, counting]) {
        await kit.until('a closed service still gets the event', () => host.hearing.heard.includes(text))
        await caughtUp(kit, host)
      }
      kit.equal('who handles an event after close() has resolved', handled, [], {
        cause: 'If Redis has not ended the subscription, events still come: refuse them after close().',
      })
    },
  },
]

/** Resolves when a service has got what Redis had sent it before: what comes behind it has come, on its connections. */
async function caughtUp(kit: Kit, { pubsub }: Pick<Host, 'pubsub'>): Promise<void> {
  const channel = kit.channel('behind')
  await Promise.all([pubsub.subscribe(channel, () => {}), pubsub.psubscribe(`${channel}:*`, () => {})])
  for (let turn = 0; turn < 3; turn++) await kit.subscribers(channel)
}
