import type { Check } from '../../../../shared/checks/check.ts'
import { describe } from '../../../../shared/checks/failure.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import type { Problem } from '../../../../shared/lesson/connect-options.ts'
import { everyone } from '../../../../shared/redis/proxy.ts'
import { Company } from '../company/company.ts'
import { refused } from '../company/interference.ts'
import { eventText } from '../company/told.ts'
import type { Subject } from '../subject.ts'

/** A lease that does not end during a check, in milliseconds. */
const LONG = 20_000

/** Texts that are no JSON object. */
const NO_FIELDS = ['', '{"id":', 'hello', '{"a":1}x', 'null', '7', '"hello"', '[]', 'true']
/** Texts that are JSON objects, and no event. */
const NO_EVENTS = [
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
    title: 'a text that is no event is reported once and not claimed, and its neighbours are handled',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replica = await company.replica()
      const [anna, ben] = await company.people('anna', 'ben')
      let claims = 0
      replica.interference.set('claim', (go) => {
        claims++
        return go()
      })
      const bad = [...NO_FIELDS, ...NO_EVENTS]
      // A reader looks at what it needs: one has less than we write, the other has more.
      const first = JSON.stringify({ id: 'event-2', userId: anna!.id })
      const last = eventText(ben!.id, { invitedBy: { id: 7 }, tags: ['new'], registeredAt: 'yesterday' })
      await company.tell(first, ...bad, last)
      await kit.until('two mails are sent', () => company.sent.length >= 2)
      kit.equal('how many claims are asked for, for two events', claims, 2, {
        cause: (count) =>
          count > 2
            ? 'Read and check an event before you claim it: what has no id or no userId is no event.'
            : undefined,
      })
      await company.mailed([anna!.email, ben!.email], [replica])
      payloadsReported(kit, replica.problems, company.registered, bad)
    },
  },
  {
    id: '04.3-tracked',
    task: '04.3',
    title: 'analytics tracks every event of users, by what stands behind user:',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const tracked: [string, unknown][] = []
      await company.analytics((event, data) => {
        kit.log(`analytics tracks ${event}`)
        tracked.push([event, data])
      })
      // Its own form is for those who read it, and whatever its fields are called, they are fields.
      const text = '{"on":["Monday"],"version":2,"__proto__":{"isAdmin":true}}'
      const events = ['registered', 'login', 'account:locked', 'a:b:c', '*', 'registered']
      // Between them are some that are of others, or of nobody.
      const channels = ['order:created', 'user', ...events.map((event) => `user:${event}`), 'user:end']
      for (const channel of channels) await kit.publish(`${company.namespace}${channel}`, text)
      await kit.until('the last event is tracked', () => tracked.some(([event]) => event === 'end'))
      kit.equal(
        'the events that are tracked',
        tracked.map(([event]) => event),
        [...events, 'end'],
        {
          cause: (names) =>
            names.includes('a') || names.includes('account')
              ? 'An event may have colons in its name: take all that stands behind the prefix.'
              : undefined,
        },
      )
      kit.equal('the data that track() got first, as JSON', JSON.stringify(tracked[0]?.[1]), text)
    },
  },
  {
    id: '04.3-untracked',
    task: '04.3',
    title: 'what is no JSON object is not tracked but reported, and its neighbours are tracked',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const tracked: unknown[] = []
      const { problems } = await company.analytics((_event, data) => {
        kit.log(`analytics tracks ${JSON.stringify(data)}`)
        tracked.push(data)
      })
      const login = `${company.namespace}user:login`
      await kit.burst(login, ['{"good":1}', ...NO_FIELDS, '{"good":2}'])
      await kit.until('the last event is tracked', () => tracked.length >= 2)
      await kit.publish(login, '{"good":"end"}')
      await kit.until('the end is tracked', () => JSON.stringify(tracked).includes('end'))
      kit.equal('what is tracked', tracked, [{ good: 1 }, { good: 2 }, { good: 'end' }], {
        cause: (all) =>
          all.length > 3
            ? 'JSON.parse() also returns null, numbers, strings and arrays: only an object has fields.'
            : undefined,
      })
      payloadsReported(kit, problems, login, NO_FIELDS)
    },
  },
  {
    id: '04.3-mail-fails',
    task: '04.3',
    title: 'a mail that fails is reported once, and the events beside it are handled',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const errors = [new Error('the mail server threw'), new Error('the mail server rejected')]
      const replica = await company.replica({
        sending({ name }) {
          if (name === 'ben') throw errors[0]
          if (name === 'carla') return Promise.reject(errors[1])
        },
      })
      const people = await company.people('anna', 'ben', 'carla', 'dora')
      await company.tell(
        eventText(people[0]!.id),
        eventText(people[1]!.id),
        eventText('nobody-id'),
        eventText(people[2]!.id),
        eventText(people[3]!.id),
      )
      await company.mailed(['anna@example.org', 'dora@example.org'], [replica])
      await kit.until('all three failures are reported', () => replica.problems.length >= 3, {
        cause: () =>
          replica.problems.length === 0
            ? 'If you catch the failure, no one hears of it: let the handler reject, and the port reports it.'
            : undefined,
      })
      const got = handlersReported(kit, replica.problems, company.registered)
      const known = got.map((error) => errors.indexOf(error as Error)).sort()
      kit.equal('the errors reported: -1 is that of the user whom nobody knows', known, [-1, 0, 1])
    },
  },
  {
    id: '04.3-slow',
    task: '04.3',
    title: 'a mail that takes long keeps no other event waiting',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const replica = await company.replica({
        sending: ({ name }) => (name === 'ben' ? new Promise<void>(() => {}) : undefined),
      })
      const people = await company.people('anna', 'ben', 'carla')
      kit.log('the check: the mail server never answers to the mail for ben')
      await company.tell(...people.map(({ id }) => eventText(id)))
      await company.mailed(['anna@example.org', 'carla@example.org'], [replica], (mails) =>
        mails.length === 1
          ? 'If you handle events one after the other, one that hangs stops the service.'
          : undefined,
      )
    },
  },
  {
    id: '04.3-tried-again',
    task: '04.3',
    title: 'what has failed is tried again when the event comes again, and what has worked is not',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      let isDown = true
      // Whatever it rejects with, it has failed.
      const reasons = new Map<string, unknown>([
        ['anna', new Error('the mail server is down')],
        ['ben', undefined],
        ['dora', 'a text'],
      ])
      const replicas = await company.replicas(2, {
        sending: ({ name }) => (isDown ? Promise.reject(reasons.get(name)) : undefined),
      })
      const people = await company.people(...reasons.keys())
      const texts = [...people.map(({ id }) => id), 'carla-id'].map((id) => eventText(id))
      const failures = () => replicas.flatMap(({ problems }) => problems).length
      kit.log('the check: the mail server is down, and carla is not in the store')
      await company.tell(...texts)
      await kit.until('all four events have failed', () => failures() >= 4)
      for (const replica of replicas) await company.drained(replica)
      isDown = false
      const [carla] = await company.people('carla')
      kit.log('the check: the mail server is back, and carla is in the store')
      await company.tell(...texts)
      const addresses = [...people, carla!].map(({ email }) => email)
      await company.mailed(addresses, replicas, (mails) =>
        mails.length < addresses.length
          ? 'Give the claim back whenever the work fails: whatever was thrown, and also when the user is not found.'
          : undefined,
      )
      await company.tell(...texts)
      await company.mailed(addresses, replicas)
    },
  },
  {
    id: '04.3-release',
    task: '04.3',
    title: 'release() ends a claim by its token, and leaves what is somebody else’s',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const [one, other] = [(await company.store('A')).store, (await company.store('B')).store]
      const key = kit.channel('claim')
      const token = (await one.claim(key, LONG)) ?? kit.fail('claim() gave nothing, and nobody had the key')
      kit.equal('release() with another token', await other.release(key, 'another'), false)
      kit.equal('a claim of it afterwards', await other.claim(key, LONG), undefined, {
        cause: 'release() deletes the key whoever holds it by now: compare the token first.',
      })
      kit.equal('release() by its holder', await one.release(key, token), true)
      kit.equal('release() once more', await one.release(key, token), false)
      const next =
        (await other.claim(key, LONG)) ?? kit.fail('the claim was given back, and nobody can take it')
      kit.equal('release() by the one who had it before', await one.release(key, token), false)
      kit.equal('a claim of it then', await one.claim(key, LONG), undefined)
      kit.equal('release() by its holder', await other.release(key, next), true)
      kit.equal('EXISTS of what all have released', await redis.exists(key), 0)
    },
  },
  {
    id: '04.3-release-at-once',
    task: '04.3',
    title: 'release() looks and deletes in one step: a claim that changes hands meanwhile stays',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const redis = await company.redis()
      const { store, proxy } = await company.store('A', { ownWay: true })
      const key = kit.channel('claim')
      const token = (await store.claim(key, LONG)) ?? kit.fail('claim() gave nothing, and nobody had the key')
      const held = proxy.holdReply(everyone, 'GET')
      const releasing = store.release(key, token)
      const isReleased = settlingOf(releasing)
      await kit.until('the claim is looked at', () => held.state === 'caught' || isReleased())
      if (held.state !== 'caught') return kit.equal('release() by its holder', await releasing, true)
      kit.log('the check: the lease has run out, and somebody else has the claim now')
      await redis.set(key, 'somebody else', 'PX', LONG)
      held.release()
      await releasing
      const holder = await redis.get(key)
      await redis.del(key)
      kit.equal('who has the claim', holder, 'somebody else', {
        cause:
          'GET and DEL are two commands, and between them the claim may change hands. A script runs as one.',
      })
    },
  },
  {
    id: '04.3-store-fails',
    task: '04.3',
    title:
      'an event that cannot be claimed is reported once and left to others; nothing hides what went wrong first',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const failure = new Error('the mail server is down')
      const a = await company.replica({ sending: () => Promise.reject(failure) })
      const b = await company.replica()
      const [anna, ben] = await company.people('anna', 'ben')
      kit.log('the check: Redis refuses the claims of emails A')
      a.interference.set('claim', refused)
      await company.tell(eventText(anna!.id))
      await company.mailed([anna!.email], [b])
      await kit.until('emails A has reported it', () => a.problems.length > 0, {
        cause: 'An error of claim() is not the same as undefined: it has to be reported.',
      })
      a.interference.delete('claim')
      await company.drained(a)
      kit.equal(
        'how often emails A has reported it',
        handlersReported(kit, a.problems, company.registered).length,
        1,
      )

      kit.log('the check: emails B is closed to events, and Redis refuses what emails A gives back')
      b.interference.set('claim', async () => undefined)
      a.interference.set('release', refused)
      await company.tell(eventText(ben!.id))
      await kit.until('emails A has reported it', () => a.problems.length > 1)
      await company.drained(a)
      const [, error, ...more] = handlersReported(kit, a.problems, company.registered)
      if (error !== failure)
        kit.fail(`what is reported should be the error of the mail, and is: ${error}`, {
          cause: 'The error of release() replaces the one that came first: catch it.',
        })
      kit.equal('what else is reported', more.length, 0)
    },
  },
  {
    id: '04.3-tracking-fails',
    task: '04.3',
    title: 'an event that cannot be tracked is reported once, and the next one is tracked',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const errors = [new Error('threw'), new Error('rejected')]
      const tracked: string[] = []
      const { problems } = await company.analytics((event) => {
        if (event === 'throws') throw errors[0]
        if (event === 'rejects') return Promise.reject(errors[1])
        tracked.push(event)
      })
      for (const event of ['first', 'throws', 'rejects', 'last']) {
        await kit.publish(`${company.namespace}user:${event}`, '{}')
      }
      await kit.until('the last event is tracked', () => tracked.includes('last'))
      await kit.until('both failures are reported', () => problems.length >= 2)
      kit.equal('what is tracked', tracked, ['first', 'last'])
      const reported = problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        errors.indexOf(one.error as Error),
      ])
      kit.equal(
        'what is reported',
        reported,
        [
          ['handler', `${company.namespace}user:throws`, 0],
          ['handler', `${company.namespace}user:rejects`, 1],
        ],
        {
          cause: (all) =>
            all.some(([kind]) => kind === 'payload')
              ? 'One `try` around all takes an error of track() for a malformed message.'
              : undefined,
        },
      )
    },
  },
  {
    id: '04.3-refused',
    task: '04.3',
    title:
      'when Redis refuses a claim or its release, the call rejects with the error, and works again later',
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
      const told = (what: string, error: unknown, refusal: string) => {
        const [code = ''] = refusal.split(' ')
        if (!describe(error).includes(code))
          kit.fail(`${what} should reject with the error of Redis, ${code}, not with ${describe(error)}`)
      }
      for (const refusal of refusals) {
        kit.log(`the check: Redis refuses every command: ${refusal}`)
        const claiming = proxy.answer(everyone, '*', refusal)
        const cause =
          'An error is not an answer: if you catch it, a claim that failed looks like one that is taken.'
        told(
          'claim()',
          await kit.rejects('claim(), when Redis refuses it,', store.claim(key, LONG), { cause }),
          refusal,
        )
        claiming.stop()
        const token =
          (await store.claim(key, LONG)) ?? kit.fail('claim() gave nothing, and nobody had the key')
        const releasing = proxy.answer(everyone, '*', refusal)
        told(
          'release()',
          await kit.rejects('release(), when Redis refuses it,', store.release(key, token)),
          refusal,
        )
        releasing.stop()
        kit.equal('release(), when Redis takes it again', await store.release(key, token), true)
      }
      kit.log('the check: Redis refuses the claim of an event')
      const answer = proxy.answer(everyone, '*', refusals[1]!)
      await company.tell(eventText(anna!.id))
      await kit.until('the failed event is reported', () => problems.length > 0)
      answer.stop()
      const [error] = handlersReported(kit, problems, company.registered)
      told('the handler', error, refusals[1]!)
      await company.tell(eventText(ben!.id))
      await company.mailed([ben!.email], [replica])
      kit.equal('how often it is reported', problems.length, 1)
    },
  },
]

/** Fails unless each of these texts was reported once, and nothing else was reported. */
export function payloadsReported(
  kit: Kit,
  problems: readonly Problem[],
  channel: string,
  expected: readonly string[],
): void {
  const others = problems.filter((problem) => problem.kind !== 'payload' || problem.channel !== channel)
  kit.equal(
    `what is reported that is no payload of ${channel}`,
    others.map(({ kind, error }) => `${kind}: ${error}`),
    [],
  )
  const payloads = problems.flatMap((problem) => (problem.kind === 'payload' ? [problem.payload] : []))
  kit.equal('the payloads that are reported', payloads, expected)
}

/** The errors that were reported with kind `handler`; fails if anything else was reported. */
function handlersReported(kit: Kit, problems: readonly Problem[], channel: string): unknown[] {
  const others = problems.filter((problem) => problem.kind !== 'handler' || problem.channel !== channel)
  kit.equal(
    `what is reported that is no handler of ${channel}`,
    others.map(({ kind, error }) => `${kind}: ${error}`),
    [],
  )
  return problems.map(({ error }) => error)
}
