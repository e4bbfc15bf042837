import { setTimeout as sleep } from 'node:timers/promises'
import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { describe } from '#shared/checks/failure.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import { literally } from '#shared/lesson/glob.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { refused } from '#shared/testbed/intercept.ts'
import type { Subject } from '../subject.ts'
import { eventText } from '../test-bed/event-text.ts'
import { gate } from '../test-bed/gate.ts'
import { type Replica, TestBed } from '../test-bed/test-bed.ts'
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.host('refused', { ownWay: true })
      const { base, proxy, pubsub, store, problems } = host
      const [anna] = await bed.people('anna')
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
        context.log(`the check: Redis refuses ${command}`)
        const answer = proxy.answer(allConnections, command, 'NOPERM this user has no permissions')
        if (command === 'SUBSCRIBE')
          await context.rejects('emails(), if Redis refuses SUBSCRIBE,', emails(), { cause })
        else await context.rejects('analytics(), if Redis refuses PSUBSCRIBE,', analytics(), { cause })
        answer.stop()
      }
      // Other reports do not matter here.
      ;(problems as unknown[]).splice(0)
      context.log('the check: Redis accepts subscriptions again')
      const replica = await bed.replica({ ownWay: true })
      await pubsub.subscribe(bed.registered, context.recorder('witness'))
      await pubsub.psubscribe(`${literally(bed.namespace)}user:*`, context.recorder('witness by pattern'))
      await bed.publish(eventText(anna!.id))
      await bed.mailed([anna!.email], [replica])
      await context.until(
        'the event arrives on the connection of the refused services',
        () => host.hearing.heard.length >= 2,
      )
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      context.equal('the events that the refused services handled', handled, [])
    },
  },
  {
    id: '04.8-refused',
    task: '04.8',
    title: "if Redis refuses a claim or its release, the call rejects with Redis's error",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replica = await bed.replica({ ownWay: true })
      const { store, proxy, problems } = replica
      const [anna, ben] = await bed.people('anna', 'ben')
      const key = context.channel('claim')
      const refusals = [
        'NOPERM this user has no permissions',
        "READONLY You can't write against a read only replica.",
        'LOADING Redis is loading the dataset in memory',
      ]
      const expectError = (what: string, error: unknown, refusal: string) => {
        const [code = ''] = refusal.split(' ')
        if (!describe(error).includes(code))
          context.fail(
            `${what} should reject with Redis's error ${code}, but rejects with ${describe(error)}`,
          )
      }
      for (const refusal of refusals) {
        context.log(`the check: Redis refuses every command: ${refusal}`)
        const claiming = proxy.answer(allConnections, '*', refusal)
        const cause = "You catch the error, so a failed claim looks like another replica's claim."
        expectError(
          'claim()',
          await context.rejects('claim(), if Redis refuses it,', store.claim(key, LONG), { cause }),
          refusal,
        )
        claiming.stop()
        const token =
          (await store.claim(key, LONG)) ??
          context.fail('claim() returned no token, although the key was free')
        const releasing = proxy.answer(allConnections, '*', refusal)
        expectError(
          'release()',
          await context.rejects('release(), if Redis refuses it,', store.release(key, token)),
          refusal,
        )
        releasing.stop()
        context.equal('release(), when Redis accepts commands again', await store.release(key, token), true)
      }
      context.log('the check: Redis refuses the claim of an event')
      const answer = proxy.answer(allConnections, '*', refusals[1]!)
      await bed.publish(eventText(anna!.id))
      await context.until('the failed event is reported', () => problems.length > 0)
      answer.stop()
      const [error] = handlersReported(context, problems, bed.registered)
      expectError('the handler', error, refusals[1]!)
      await bed.publish(eventText(ben!.id))
      await bed.mailed([ben!.email], [replica])
      context.equal('the number of reports', problems.length, 1)
    },
  },
  {
    id: '04.8-release-fails',
    task: '04.8',
    title: "if the email and the release of its claim both fail, the email's error is reported once",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const failure = new Error('the mail server is down')
      const replica = await bed.replica({ sending: () => Promise.reject(failure) })
      const [anna] = await bed.people('anna')
      context.log('the check: release() rejects')
      replica.interference.set('release', refused)
      await bed.publish(eventText(anna!.id))
      await context.until('the failure is reported', () => replica.problems.length > 0)
      replica.interference.delete('release')
      await bed.drained(replica)
      const errors = handlersReported(
        context,
        replica.problems,
        bed.registered,
        'You report the error from release() as well. The claim expires by itself, so catch the error and ignore it.',
      )
      context.equal('the reported errors', errors.map(String), [String(failure)], {
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const sending = gate()
      let begun = 0
      const replica = await bed.replica({
        sending: () => {
          begun++
          return sending.opened
        },
      })
      const [anna] = await bed.people('anna')
      replica.interference.set('unsubscribe', refused)
      await bed.publish(eventText(anna!.id))
      await context.until('the email for anna is in flight', () => begun === 1)
      context.log('the check: unsubscribe() rejects')
      const closing = replica.emails.close()
      const isClosed = trackSettled(closing)
      await caughtUp(context, replica)
      if (isClosed())
        context.fail('close() resolved with the email for anna in flight', {
          cause: 'The error from unsubscribe() ends your wait. Catch it, and wait for the emails.',
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
    id: '04.8-one-limit',
    task: '04.8',
    needsReconnect: true,
    title: 'close() takes graceMs if the mail server does not reply, whether or not Redis does',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let begun = 0
      const sending = () => {
        begun++
        return new Promise<void>(() => {})
      }
      const silent = await bed.replica({ graceMs: GRACE_MS, sending })
      const replying = await bed.replica({ graceMs: GRACE_MS, sending, service: 'other' })
      const [anna] = await bed.people('anna')
      await bed.publish(eventText(anna!.id))
      await context.until('both emails are in flight', () => begun === 2)
      context.log('the check: unsubscribe() of emails A never resolves, and neither does send()')
      silent.interference.set('unsubscribe', () => new Promise(() => {}))
      await Promise.all([silent, replying].map((replica) => takesGraceMs(context, replica)))
    },
  },
  {
    id: '04.8-afterwards',
    task: '04.8',
    title: 'after close() has resolved, no event is handled, even if the subscription still exists',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const handled: string[] = []
      const silent = await bed.replica({ graceMs: 100 })
      const refusing = await bed.replica({ service: 'other', graceMs: 100 })
      const counting = await bed.analytics(() => void handled.push('analytics'), { graceMs: 100 })
      context.log(
        'the check: Redis is silent for emails A and analytics, and refuses UNSUBSCRIBE from emails B',
      )
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
      const [anna] = await bed.people('anna')
      const text = eventText(anna!.id)
      await bed.publish(text)
      for (const host of [silent, refusing, counting]) {
        await context.until('a closed service receives the event', () => host.hearing.heard.includes(text))
        await caughtUp(context, host)
      }
      context.equal('the services that handle an event after close() has resolved', handled, [], {
        cause:
          'Your service still accepts events. Refuse them when the time limit is over, even if UNSUBSCRIBE is not confirmed.',
      })
    },
  },
]

/** Closes a service whose work never ends, and fails unless that takes graceMs. */
async function takesGraceMs(context: CheckContext, { name, emails }: Replica): Promise<void> {
  const begin = performance.now()
  let isLate = false
  // However busy the machine is, timers fire in their order.
  void sleep(GRACE_MS)
    .then(() => sleep(GRACE_MS / 4))
    .then(() => {
      isLate = true
    })
  const closing = emails.close().then(() => ({ took: performance.now() - begin, wasLate: isLate }))
  const isOver = trackSettled(closing)
  await context.until(`close() of ${name} resolves`, () => isOver() || isLate)
  const end = isOver() ? await closing : undefined
  if (!end || end.wasLate)
    context.fail(`close() of ${name} took longer than graceMs, which is ${GRACE_MS}`, {
      cause: 'You give UNSUBSCRIBE and the work a time limit each. Start one timer before you unsubscribe.',
    })
  // A timer of Node may be a little early.
  if (end.took < GRACE_MS - 10)
    context.fail(`close() of ${name} took only ${Math.round(end.took)} ms, but graceMs is ${GRACE_MS}`, {
      cause: 'You wait for less than graceMs. Use one timer of graceMs for the whole wait.',
    })
}
