import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { allConnections } from '#shared/redis/proxy.ts'
import { refused } from '#shared/testbed/intercept.ts'
import type { Subject } from '../subject.ts'
import { eventText } from '../test-bed/event-text.ts'
import { TestBed } from '../test-bed/test-bed.ts'

/** A lease that does not expire during a check, in milliseconds. */
const LONG = 20_000

/** Payloads that are not JSON objects. */
export const NOT_OBJECTS = ['', '{"id":', 'hello', '{"a":1}x', 'null', '7', '"hello"', '[]', 'true']
/** JSON objects that are not events. */
const NOT_EVENTS = [
  '{}',
  '{"id":"event-1"}',
  '{"userId":"anna-id"}',
  '{"id":"","userId":"anna-id"}',
  '{"id":"event-1","userId":""}',
  '{"id":7,"userId":"anna-id"}',
  '{"id":"event-1","userId":7}',
  '{"id":null,"userId":"anna-id"}',
  '{"id":{"toString":"7"},"userId":"anna-id"}',
]

/** The checks of task 04.3. */
export const failingChecks: readonly Check<Subject>[] = [
  {
    id: '04.3-malformed',
    task: '04.3',
    title: 'a malformed event is reported once and not claimed, and other events are handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replica = await bed.replica()
      const [anna, ben] = await bed.people('anna', 'ben')
      let claims = 0
      replica.interference.set('claim', (go) => {
        claims++
        return go()
      })
      const bad = [...NOT_OBJECTS, ...NOT_EVENTS]
      // One has fewer fields than the user service writes, the other has more.
      const first = JSON.stringify({ id: 'event-2', userId: anna!.id })
      const last = eventText(ben!.id, { invitedBy: { id: 7 }, tags: ['new'], registeredAt: 'yesterday' })
      await bed.publish(first, ...bad, last)
      await context.until('two emails are sent', () => bed.sent.length >= 2)
      context.equal('the number of claims for two events', claims, 2, {
        cause: (count) =>
          count > 2
            ? 'You claim malformed events. Read the event first, and claim it only if that succeeds.'
            : undefined,
      })
      await bed.mailed([anna!.email, ben!.email], [replica])
      payloadsReported(context, replica.problems, bed.registered, bad)
    },
  },
  {
    id: '04.3-email-fails',
    task: '04.3',
    title: 'an email that fails is reported once, and other events are handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const errors = [new Error('the mail server threw'), new Error('the mail server rejected')]
      const replica = await bed.replica({
        sending({ name }) {
          if (name === 'ben') throw errors[0]
          if (name === 'carla') return Promise.reject(errors[1])
        },
      })
      const people = await bed.people('anna', 'ben', 'carla', 'dora')
      await bed.publish(
        eventText(people[0]!.id),
        eventText(people[1]!.id),
        eventText('unknown-id'),
        eventText(people[2]!.id),
        eventText(people[3]!.id),
      )
      await bed.mailed(['anna@example.org', 'dora@example.org'], [replica])
      await context.until('all three failures are reported', () => replica.problems.length >= 3, {
        cause: () =>
          replica.problems.length === 0
            ? "You catch the error and don't throw it again. `pubsub` reports what your handler rejects with."
            : undefined,
      })
      const got = handlersReported(context, replica.problems, bed.registered)
      const others = got.filter((error) => !errors.includes(error as Error))
      const names = got.map((error) => errors.find((one) => one === error)?.message ?? 'another error')
      context.equal(
        'the reported errors (another error: there is no such user)',
        names.sort(),
        ['another error', ...errors.map(({ message }) => message)].sort(),
        {
          cause: () => {
            if (got.length > 3)
              return 'You report the error and rethrow it. Only rethrow it: `pubsub` reports what your handler rejects with.'
            return others.length > 1
              ? `Another error replaces the one of send(): ${others.find((error) => !/unknown-id/.test(String(error)))}`
              : undefined
          },
        },
      )
    },
  },
  {
    id: '04.3-slow',
    task: '04.3',
    title: 'no event waits for a slow email',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const replica = await bed.replica({
        sending: ({ name }) => (name === 'ben' ? new Promise<void>(() => {}) : undefined),
      })
      const people = await bed.people('anna', 'ben', 'carla')
      context.log('the check: the mail server never accepts the email for ben')
      await bed.publish(...people.map(({ id }) => eventText(id)))
      await bed.mailed(['anna@example.org', 'carla@example.org'], [replica], (mails) =>
        mails.length === 1
          ? 'You handle one event after the other. If one hangs, all others wait.'
          : undefined,
      )
    },
  },
  {
    id: '04.3-release',
    task: '04.3',
    title: 'release() deletes a claim with its token, and no other claim',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const [one, other] = [(await bed.store('A')).store, (await bed.store('B')).store]
      const key = context.channel('claim')
      const token =
        (await one.claim(key, LONG)) ?? context.fail('claim() returned no token, although the key was free')
      context.equal('release() with another token', await other.release(key, 'another'), false, {
        cause: 'You return before Redis replies. Await eval(), and compare its reply with 1.',
      })
      context.equal('a claim of the key afterwards', await other.claim(key, LONG), undefined, {
        cause:
          'release() deletes the key without comparing the token: another replica may have the claim by now.',
      })
      context.equal('release() with the right token', await one.release(key, token), true, {
        cause:
          'The script reads KEYS[1] and ARGV[1]. node-redis takes both as arrays: `keys: [key]` and `arguments: [token]`. Or you compare the reply with something other than 1.',
      })
      context.equal('release() a second time', await one.release(key, token), false)
      const next =
        (await other.claim(key, LONG)) ??
        context.fail('the claim was released, but the key cannot be claimed again')
      context.equal('release() with the token of an earlier claim', await one.release(key, token), false)
      context.equal('a claim of the key then', await one.claim(key, LONG), undefined)
      context.equal('release() with the right token', await other.release(key, next), true)
      context.equal('EXISTS after the last release()', await redis.exists(key), 0)
    },
  },
  {
    id: '04.3-tried-again',
    task: '04.3',
    title: 'a failed event is handled when it arrives again, and a successful one is not',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      let isDown = true
      // A promise can reject with any value.
      const reasons = new Map<string, unknown>([
        ['anna', new Error('the mail server is down')],
        ['ben', undefined],
        ['dora', 'a string'],
      ])
      const replicas = await bed.replicas(2, {
        sending: ({ name }) => (isDown ? Promise.reject(reasons.get(name)) : undefined),
      })
      const people = await bed.people(...reasons.keys())
      const texts = [...people.map(({ id }) => id), 'carla-id'].map((id) => eventText(id))
      let releases = 0
      for (const { interference } of replicas) {
        interference.set('release', (go) => {
          releases++
          return go()
        })
      }
      const failures = () => replicas.flatMap(({ problems }) => problems).length
      context.log('the check: the mail server is down, and carla is not in the store')
      await bed.publish(...texts)
      await context.until('all four events have failed', () => failures() >= 4)
      for (const replica of replicas) await bed.drained(replica)
      isDown = false
      const [carla] = await bed.people('carla')
      context.log('the check: the mail server is back, and carla is in the store')
      await bed.publish(...texts)
      const addresses = [...people, carla!].map(({ email }) => email)
      await bed.mailed(addresses, replicas, (mails) =>
        mails.length === addresses.length
          ? undefined
          : releases === 0
            ? "You don't call release(). Inside `try`, await sendWelcome(): `catch` doesn't see the rejection of a promise that you only return."
            : "You don't release the claim for every failure: any rejection counts, including that of a missing user.",
      )
      await bed.publish(...texts)
      await bed.mailed(addresses, replicas)
    },
  },
  {
    id: '04.3-release-at-once',
    task: '04.3',
    title: 'release() compares and deletes in one step, so that a newer claim stays',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const redis = await bed.redis()
      const { store, proxy } = await bed.store('A', { ownWay: true })
      const key = context.channel('claim')
      const token =
        (await store.claim(key, LONG)) ?? context.fail('claim() returned no token, although the key was free')
      const held = proxy.holdReply(allConnections, 'GET')
      const releasing = store.release(key, token)
      const isReleased = trackSettled(releasing)
      await context.until('release() reads the claim', () => held.state === 'caught' || isReleased())
      if (held.state !== 'caught')
        return context.equal('release() with the right token', await releasing, true)
      context.log('the check: the claim expires, and another replica claims the key')
      await redis.set(key, 'another replica', 'PX', LONG)
      held.release()
      await releasing
      const holder = await redis.get(key)
      await redis.del(key)
      context.equal('the holder of the claim', holder, 'another replica', {
        cause:
          'You call GET and then DEL. In between, the claim can expire and pass to another replica: a script does both in one step.',
      })
    },
  },
  {
    id: '04.3-claim-fails',
    task: '04.3',
    title: 'if claim() rejects, the event is reported once and not handled',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const [a, b] = [await bed.replica(), await bed.replica()]
      const [anna] = await bed.people('anna')
      context.log('the check: claim() of emails A rejects')
      a.interference.set('claim', refused)
      await bed.publish(eventText(anna!.id))
      await bed.mailed([anna!.email], [b])
      await context.until('emails A reports the error', () => a.problems.length > 0, {
        cause: 'You catch the error from claim(). Let the handler reject, so that `pubsub` reports it.',
      })
      a.interference.delete('claim')
      await bed.drained(a)
      context.equal(
        'the number of reports of emails A',
        handlersReported(context, a.problems, bed.registered).length,
        1,
      )
    },
  },
]

/** Fails unless each of these payloads was reported once, and nothing else was reported. */
export function payloadsReported(
  context: CheckContext,
  problems: readonly Problem[],
  channel: string,
  expected: readonly string[],
): void {
  const others = problems.filter((problem) => problem.kind !== 'payload' || problem.channel !== channel)
  context.equal(
    `the reports of another kind or channel than payload on ${channel}`,
    others.map(inWords),
    [],
    {
      cause: ([first]) =>
        first?.startsWith('payload on')
          ? 'Report the channel of the event, which your handler receives with the payload.'
          : undefined,
    },
  )
  const payloads = problems.flatMap((problem) => (problem.kind === 'payload' ? [problem.payload] : []))
  context.equal('the reported payloads', payloads, expected)
}

/** The errors that were reported with kind `handler`; fails if anything else was reported. */
export function handlersReported(
  context: CheckContext,
  problems: readonly Problem[],
  channel: string,
  cause?: string,
): unknown[] {
  const others = problems.filter((problem) => problem.kind !== 'handler' || problem.channel !== channel)
  context.equal(
    `the reports of another kind or channel than handler on ${channel}`,
    others.map(inWords),
    [],
    { cause },
  )
  return problems.map(({ error }) => error)
}

function inWords(problem: Problem): string {
  const where = 'channel' in problem ? ` on ${problem.channel}` : ''
  return `${problem.kind}${where}: ${problem.error}`
}
