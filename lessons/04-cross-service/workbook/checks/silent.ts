import { setTimeout as sleep } from 'node:timers/promises'
import type { Check } from '#shared/checks/check.ts'
import type { Kit } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { literally } from '#shared/lesson/glob.ts'
import { everyone } from '#shared/redis/proxy.ts'
import { Company, type Replica } from '../company/company.ts'
import { eventText } from '../company/event-text.ts'
import { gate } from '../company/gate.ts'
import { refused } from '../company/interference.ts'
import type { Subject } from '../subject.ts'
import { handlersReported } from './failing.ts'
import { caughtUp } from './stopping.ts'

/** A lease that does not expire during a check, in milliseconds. */
const LONG = 20_000

/** Longer than a time limit that code may have instead of graceMs, but short. */
const GRACE_MS = 1300

/** The checks of task 04.8. */
export const silentChecks: readonly Check<Subject>[] = [
  {
    id: '04.8-not-subscribed',
    task: '04.8',
    title: 'if Redis refuses the subscription, emails() and analytics() reject, and handle no events later',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.host('refused', { ownWay: true })
      const { base, proxy, pubsub, store, problems } = host
      const [anna] = await company.people('anna')
      const handled: string[] = []
      const emails = () =>
        subject.emails({
          ...base,
          pubsub,
          store,
          service: 'welcome',
          leaseMs: LONG,
          graceMs: 500,
          send: ({ to }) => void handled.push(to),
        })
      const analytics = () =>
        subject.analytics({ ...base, pubsub, graceMs: 500, track: (event) => void handled.push(event) })
      const cause = "You don't await the subscription, or you catch its error."
      for (const command of ['SUBSCRIBE', 'PSUBSCRIBE']) {
        kit.log(`the check: Redis refuses ${command}`)
        const answer = proxy.answer(everyone, command, 'NOPERM this user has no permissions')
        if (command === 'SUBSCRIBE')
          await kit.rejects('emails(), if Redis refuses SUBSCRIBE,', emails(), { cause })
        else await kit.rejects('analytics(), if Redis refuses PSUBSCRIBE,', analytics(), { cause })
        answer.stop()
      }
      // Other reports do not matter here.
      ;(problems as unknown[]).splice(0)
      kit.log('the check: Redis accepts subscriptions again')
      const replica = await company.replica({ ownWay: true })
      await pubsub.subscribe(company.registered, kit.recorder('witness'))
      await pubsub.psubscribe(`${literally(company.namespace)}user:*`, kit.recorder('witness by pattern'))
      await company.publish(eventText(anna!.id))
      await company.mailed([anna!.email], [replica])
      await kit.until(
        'the event arrives on the connection of the refused services',
        () => host.hearing.heard.length >= 2,
      )
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      kit.equal('the events that the refused services handled', handled, [])
    },
  },
  {
    id: '04.8-refused',
    task: '04.8',
    title: "if Redis refuses a claim or its release, the call rejects with Redis's error",
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replica = await company.replica({ ownWay: true })
      const { store, proxy, problems } = replica
      const [anna, ben] = await company.people('anna', 'ben')
      const key = kit.channel('claim')
      const refusals = [
        'NOPERM this user has no permissions',
        "READONLY You can't write against a read only replica.",
        'LOADING Redis is loading the dataset in memory',
      ]
      const expectError = (what: string, error: unknown, refusal: string) => {
        const [code = ''] = refusal.split(' ')
        if (!describe(error).includes(code))
          kit.fail(`${what} should reject with Redis's error ${code}, but rejects with ${describe(error)}`)
      }
      for (const refusal of refusals) {
        kit.log(`the check: Redis refuses every command: ${refusal}`)
        const claiming = proxy.answer(everyone, '*', refusal)
        const cause = "You catch the error, so a failed claim looks like another replica's claim."
        expectError(
          'claim()',
          await kit.rejects('claim(), if Redis refuses it,', store.claim(key, LONG), { cause }),
          refusal,
        )
        claiming.stop()
        const token =
          (await store.claim(key, LONG)) ?? kit.fail('claim() returned no token, although the key was free')
        const releasing = proxy.answer(everyone, '*', refusal)
        expectError(
          'release()',
          await kit.rejects('release(), if Redis refuses it,', store.release(key, token)),
          refusal,
        )
        releasing.stop()
        kit.equal('release(), when Redis accepts commands again', await store.release(key, token), true)
      }
      kit.log('the check: Redis refuses the claim of an event')
      const answer = proxy.answer(everyone, '*', refusals[1]!)
      await company.publish(eventText(anna!.id))
      await kit.until('the failed event is reported', () => problems.length > 0)
      answer.stop()
      const [error] = handlersReported(kit, problems, company.registered)
      expectError('the handler', error, refusals[1]!)
      await company.publish(eventText(ben!.id))
      await company.mailed([ben!.email], [replica])
      kit.equal('the number of reports', problems.length, 1)
    },
  },
  {
    id: '04.8-release-fails',
    task: '04.8',
    title: "if the email and the release of its claim both fail, the email's error is reported once",
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const failure = new Error('the mail server is down')
      const replica = await company.replica({ sending: () => Promise.reject(failure) })
      const [anna] = await company.people('anna')
      kit.log('the check: release() rejects')
      replica.interference.set('release', refused)
      await company.publish(eventText(anna!.id))
      await kit.until('the failure is reported', () => replica.problems.length > 0)
      replica.interference.delete('release')
      await company.drained(replica)
      const errors = handlersReported(kit, replica.problems, company.registered)
      kit.equal('the reported errors', errors.map(String), [String(failure)], {
        cause: (all) =>
          all.length > 1
            ? 'You report the error from release() as well. The claim expires by itself, so catch the error and ignore it.'
            : "The error from release() replaces the email's. Catch it.",
      })
    },
  },
  {
    id: '04.8-unconfirmed',
    task: '04.8',
    title: 'if Redis refuses UNSUBSCRIBE, close() still waits for the emails in flight',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const sending = gate()
      let begun = 0
      const replica = await company.replica({
        sending: () => {
          begun++
          return sending.opened
        },
      })
      const [anna] = await company.people('anna')
      replica.interference.set('unsubscribe', refused)
      await company.publish(eventText(anna!.id))
      await kit.until('the email for anna is in flight', () => begun === 1)
      kit.log('the check: unsubscribe() rejects')
      const closing = replica.emails.close()
      const isClosed = settlingOf(closing)
      await caughtUp(kit, replica)
      if (isClosed())
        kit.fail('close() resolved with the email for anna in flight', {
          cause: 'The error from unsubscribe() ends your wait. Catch it, and wait for the emails.',
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
    id: '04.8-one-limit',
    task: '04.8',
    waits: true,
    title: 'close() takes graceMs if the mail server does not reply, whether or not Redis does',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      let begun = 0
      const sending = () => {
        begun++
        return new Promise<void>(() => {})
      }
      const silent = await company.replica({ graceMs: GRACE_MS, sending })
      const replying = await company.replica({ graceMs: GRACE_MS, sending, service: 'other' })
      const [anna] = await company.people('anna')
      await company.publish(eventText(anna!.id))
      await kit.until('both emails are in flight', () => begun === 2)
      kit.log('the check: unsubscribe() of emails A never resolves, and neither does send()')
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      await Promise.all([silent, replying].map((replica) => takesGraceMs(kit, replica)))
    },
  },
  {
    id: '04.8-afterwards',
    task: '04.8',
    title: 'after close() has resolved, no event is handled, even if the subscription still exists',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const handled: string[] = []
      const silent = await company.replica({ graceMs: 100 })
      const refusing = await company.replica({ service: 'other', graceMs: 100 })
      const counting = await company.analytics(() => void handled.push('analytics'), { graceMs: 100 })
      kit.log('the check: Redis is silent for emails A and analytics, and refuses UNSUBSCRIBE from emails B')
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
      await company.publish(text)
      for (const host of [silent, refusing, counting]) {
        await kit.until('a closed service receives the event', () => host.hearing.heard.includes(text))
        await caughtUp(kit, host)
      }
      kit.equal('the services that handle an event after close() has resolved', handled, [], {
        cause:
          'Your service still accepts events. Refuse them when the time limit is over, even if UNSUBSCRIBE is not confirmed.',
      })
    },
  },
]

/** Closes a service whose work never ends, and fails unless that takes graceMs. */
async function takesGraceMs(kit: Kit, { name, emails }: Replica): Promise<void> {
  const begin = performance.now()
  let isLate = false
  // However busy the machine is, timers fire in their order.
  void sleep(GRACE_MS)
    .then(() => sleep(GRACE_MS / 4))
    .then(() => {
      isLate = true
    })
  const closing = emails.close().then(() => ({ took: performance.now() - begin, wasLate: isLate }))
  const isOver = settlingOf(closing)
  await kit.until(`close() of ${name} resolves`, () => isOver() || isLate)
  const end = isOver() ? await closing : undefined
  if (!end || end.wasLate)
    kit.fail(`close() of ${name} took longer than graceMs, which is ${GRACE_MS}`, {
      cause: 'You give UNSUBSCRIBE and the work a time limit each. Start one timer before you unsubscribe.',
    })
  // A timer of Node may be a little early.
  if (end.took < GRACE_MS - 10)
    kit.fail(`close() of ${name} took only ${Math.round(end.took)} ms, but graceMs is ${GRACE_MS}`, {
      cause: 'You wait for less than graceMs. Use one timer of graceMs for the whole wait.',
    })
}
