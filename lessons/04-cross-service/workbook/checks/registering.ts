import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'
import { isCounted } from '#shared/testbed/counted.ts'
import { type Intercept, refused } from '#shared/testbed/intercept.ts'
import type { Registration } from '../../contract.ts'
import type { Subject } from '../subject.ts'
import { gate } from '../test-bed/gate.ts'
import { type Host, TestBed } from '../test-bed/test-bed.ts'

/** The checks of task 04.1. */
export const registeringChecks: readonly Check<Subject>[] = [
  {
    id: '04.1-event',
    task: '04.1',
    title: "each registration publishes one event with its own ID, the user's ID, and a date",
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { users, store } = await bed.users()
      const listener = await context.listener(bed.registered)
      const anna = person('anna')
      // The same address twice: the events must differ.
      const registered = await Promise.all([users.register(anna), users.register(anna)])
      registered.push(await users.register(person('ben')))
      for (const user of registered) context.equal('the user in the store', await store.find(user.id), user)
      const expected = [anna, anna, person('ben')].map(({ email }) => email)
      context.equal(
        'the email addresses of the users that register() returned',
        registered.map(({ email }) => email),
        expected,
      )
      await context.until('three events arrive', () => listener.got.length >= 3)
      const events = listener.messages.map((text) => eventIn(context, text))
      context.equal(
        'the userId of each event',
        events.map(({ userId }) => userId).sort(),
        registered.map(({ id }) => id).sort(),
      )
      const ids = new Set([...events, ...registered].map(({ id }) => id))
      if (ids.size < 6) {
        context.fail(
          `three events about three users need six IDs, but there are ${ids.size}: an event has the ID of another event or of a user`,
          {
            cause: events.some(({ id, userId }) => id === userId)
              ? 'You use the ID of the user for the event. Two events about one user then look the same: create a new ID.'
              : undefined,
          },
        )
      }
      if (
        isCounted(
          events.map(({ id }) => id),
          bed.namespace,
        )
      ) {
        context.fail(`the IDs of the events are counted: ${events.map(({ id }) => id).join(', ')}`, {
          cause:
            'You count the events in your module. The next process starts at 1 again, and its events find the claims of the first ones: use randomUUID().',
        })
      }
      await context.publish(bed.registered, 'end')
      await context.until('the last message arrives', () => listener.messages.includes('end'))
      context.equal('the number of messages', listener.got.length, 4)
    },
  },
  {
    id: '04.1-private',
    task: '04.1',
    title: 'no published message contains the password hash, the name, or the email address',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const { users, proxy } = await bed.users()
      const published: string[] = []
      proxy.addListener((event) => {
        if (event.what === 'command' && /^s?publish$/i.test(event.name)) published.push(event.args.join(' '))
      })
      const registration = person(`private${context.channel('x').replace(/\W/g, '')}`)
      await users.register(registration)
      context.equal('the number of published messages', published.length, 1, {
        cause: (count) =>
          count === 0 ? 'register() resolves before the event is published: await it.' : undefined,
      })
      for (const [field, value] of Object.entries(registration)) {
        if (published.join(' ').includes(value))
          context.fail(`the published message contains the ${field} of the user`, {
            cause:
              'You publish the whole user, and every subscriber to user:* can read it. Publish the ID of the user instead.',
          })
      }
    },
  },
  {
    id: '04.1-stored-first',
    task: '04.1',
    title:
      'the event is published after the user is stored, and register() resolves after Redis confirms the event',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.users()
      const [saving, publishing] = [gate(), gate()]
      let saves = 0
      let publishes = 0
      host.interference.set('save', async (go) => {
        saves++
        await saving.opened
        return go()
      })
      onPublish(host, async (go) => {
        publishes++
        const count = await go()
        await publishing.opened
        return count
      })
      context.log('the check: the store is slow')
      const registering = Promise.all([
        host.users.register(person('anna')),
        host.users.register(person('ben')),
      ])
      const isRegistered = trackSettled(registering)
      await context.until('save() is called for both users', () => saves === 2)
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      context.equal('the number of events published before the users are stored', publishes, 0, {
        cause: "You don't await save(), so other services receive events about users that don't exist yet.",
      })
      context.log('the check: the users are stored, and Redis is slow to confirm the events')
      saving.open()
      await context.until('publish() is called for both events', () => publishes === 2)
      for (let turn = 0; turn < 3; turn++) await context.subscribers(bed.registered)
      if (isRegistered())
        context.fail('register() resolved before publish() did', {
          cause: "You don't await publish().",
        })
      publishing.open()
      await registering
    },
  },
  {
    id: '04.1-not-stored',
    task: '04.1',
    title: 'if the user cannot be stored, register() rejects, and nothing is published',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.users()
      const listener = await context.listener(bed.registered)
      host.interference.set('save', refused)
      context.log('the check: the store rejects')
      await context.rejects('register(), if the store rejects,', host.users.register(person('anna')), {
        cause: 'Your `try` also contains save(). Only publish() belongs there.',
      })
      host.interference.delete('save')
      const ben = await host.users.register(person('ben'))
      await context.until('an event arrives', () => listener.got.length > 0)
      await context.publish(bed.registered, 'end')
      await context.until('the last message arrives', () => listener.messages.includes('end'))
      const heard = listener.messages.slice(0, -1).map((text) => eventIn(context, text).userId)
      context.equal('the users whose events arrive', heard, [ben.id])
      context.equal('the reports', kindsOf(host.problems), [])
    },
  },
  {
    id: '04.1-unsent',
    task: '04.1',
    title: 'if publishing fails, register() resolves, and the unsent event is reported',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const host = await bed.users()
      await host.users.register(person('dora'))
      context.equal('the reports if publish() resolves with 0', kindsOf(host.problems), [], {
        cause: 'You treat a count of 0 as a failure. It only means that no client is subscribed.',
      })
      const listener = await context.listener(bed.registered)
      let publishes = 0
      let tried: unknown
      onPublish(host, (go, args) => {
        if (publishes++ > 0) return go()
        tried = args[1]
        return refused(go, args)
      })
      context.log('the check: publishing the first of three events fails')
      const registering = ['anna', 'ben', 'carla'].map((name) => host.users.register(person(name)))
      const registered = await Promise.all(registering).catch((error: unknown) => {
        if (error instanceof NotStarted) throw error
        return context.fail(`register() rejected although the user is stored: ${error}`, {
          cause: "You don't catch the error from publish(). Report it with kind unsent, and return the user.",
        })
      })
      for (const user of registered)
        context.equal('the user in the store', await host.store.find(user.id), user)
      context.equal('the reports', kindsOf(host.problems), [`unsent on ${bed.registered}`], {
        cause: (kinds) =>
          kinds.length === 0 ? "You catch the error from publish() but don't report it." : undefined,
      })
      const [problem] = host.problems
      if (problem?.kind !== 'unsent') return
      if (!String(problem.error).includes('refused by the check'))
        context.fail('the reported error should be the one that publish() rejected with')
      const unsent = eventIn(context, problem.payload)
      // It may have been delivered: its ID shows that it is the same event.
      const triedEvent = eventIn(context, typeof tried === 'string' ? tried : JSON.stringify(tried))
      context.equal('the ID of the reported event', unsent.id, triedEvent.id, {
        cause: 'You create another event for the report. Report the payload that you tried to publish.',
      })
      await context.until('the two other events arrive', () => listener.got.length >= 2)
      const heard = listener.messages.map((text) => eventIn(context, text))
      context.equal(
        'the users of the events that arrived or were reported',
        [...heard, unsent].map(({ userId }) => userId).sort(),
        registered.map(({ id }) => id).sort(),
      )
      if (problem.payload.includes('hash of'))
        context.fail('the report contains the password hash of the user')
    },
  },
]

/** A person who registers. */
export function person(name: string): Registration {
  return { name, email: `${name}@example.org`, passwordHash: `hash of ${name}` }
}

/** Interferes with both ways to publish. */
function onPublish({ interference }: Host, intercept: Intercept): void {
  for (const method of ['publish', 'publishJson']) interference.set(method, intercept)
}

/** The reports that name a channel, in words. A lost connection may be reported at any time. */
export function kindsOf(problems: readonly Problem[]): string[] {
  return problems.flatMap((problem) =>
    'channel' in problem ? [`${problem.kind} on ${problem.channel}`] : [],
  )
}

/** Parses a published event, and fails if a field is missing or malformed. */
export function eventIn(
  context: CheckContext,
  text: string,
): { id: string; userId: string; registeredAt: string } {
  let event: { id?: unknown; userId?: unknown; registeredAt?: unknown } | string | null
  try {
    event = JSON.parse(text)
  } catch {
    return context.fail(`the published message should be JSON, but it is ${JSON.stringify(text)}`)
  }
  if (typeof event === 'string') {
    context.fail(`the published message should be an event as JSON, but it is ${text}`, {
      cause: 'You encode the event twice: publishJson() calls JSON.stringify() itself.',
    })
  }
  const { id, userId, registeredAt } = event ?? {}
  if (typeof id !== 'string' || id === '') context.fail(`the ID of the event should be a string: ${text}`)
  if (typeof userId !== 'string') context.fail(`the userId of the event should be a string: ${text}`)
  const isDate = typeof registeredAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(registeredAt)
  const age = isDate ? Date.now() - Date.parse(registeredAt) : Number.NaN
  // Under a debugger a minute may go by.
  if (!isDate || !(age > -5000 && age < 600_000)) {
    context.fail(`registeredAt should be the current time as an ISO 8601 date: ${text}`)
  }
  return { id, userId, registeredAt }
}
