import type { Check } from '../../../../shared/checks/check.ts'
import { isCounted } from '../../../../shared/checks/counted.ts'
import type { Kit } from '../../../../shared/checks/kit.ts'
import { settlingOf } from '../../../../shared/checks/settling.ts'
import type { Problem } from '../../../../shared/lesson/connect-options.ts'
import { NotStarted } from '../../../../shared/lesson/todo.ts'
import type { Registration } from '../../contract.ts'
import { Company, type Host } from '../company/company.ts'
import { gate } from '../company/gate.ts'
import { type Meddle, refused } from '../company/interference.ts'
import type { Subject } from '../subject.ts'

/** The checks of task 04.1. */
export const registeringChecks: readonly Check<Subject>[] = [
  {
    id: '04.1-event',
    task: '04.1',
    title: 'each registration is one event, with an id of its own, the id of the user, and a date as text',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const { users, store } = await company.users()
      const listener = await kit.listener(company.registered)
      const anna = somebody('anna')
      // One address twice: whether that is allowed is for others to say. The events have to differ.
      const registered = await Promise.all([users.register(anna), users.register(anna)])
      registered.push(await users.register(somebody('ben')))
      for (const user of registered) kit.equal('the user in the store', await store.find(user.id), user)
      const expected = [anna, anna, somebody('ben')].map(({ email }) => email)
      kit.equal(
        'the addresses of the users that register() gave',
        registered.map(({ email }) => email),
        expected,
      )
      await kit.until('three events are heard', () => listener.got.length >= 3)
      const events = listener.messages.map((text) => eventIn(kit, text))
      kit.equal(
        'the userId of each event',
        events.map(({ userId }) => userId).sort(),
        registered.map(({ id }) => id).sort(),
      )
      const ids = new Set([...events, ...registered].map(({ id }) => id))
      if (ids.size < 6) {
        kit.fail(
          `three events of three users need six ids, and there are ${ids.size}: an event has the id of another event, or of a user`,
          {
            cause: events.some(({ id, userId }) => id === userId)
              ? 'An event needs an id of its own. With the id of the user, two events of one user look like the same event.'
              : undefined,
          },
        )
      }
      if (
        isCounted(
          events.map(({ id }) => id),
          company.namespace,
        )
      ) {
        kit.fail(`the ids of the events are counted: ${events.map(({ id }) => id).join(', ')}`, {
          cause:
            'A count in your module begins at 1 again in the next process, whose events then find the claims of the first ones.',
        })
      }
      // On the same channel: what was published before it has come before it.
      await kit.publish(company.registered, 'end')
      await kit.until('the end is heard', () => listener.messages.includes('end'))
      kit.equal('the number of messages', listener.got.length, 4)
    },
  },
  {
    id: '04.1-private',
    task: '04.1',
    title: 'nothing that is published has the secret in it, the name or the address',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const { users, proxy } = await company.users()
      const published: string[] = []
      proxy.also((event) => {
        if (event.what === 'command' && /^s?publish$/i.test(event.name)) published.push(event.args.join(' '))
      })
      const registration = somebody(`private${kit.channel('x').replace(/\W/g, '')}`)
      await users.register(registration)
      kit.equal('the number of messages that were published', published.length, 1)
      for (const [field, value] of Object.entries(registration)) {
        if (published.join(' ').includes(value))
          kit.fail(`what is published has the ${field} of the user in it`, {
            cause:
              'Every service that listens to user:* can read an event. Send the id of the user, and nothing else.',
          })
      }
    },
  },
  {
    id: '04.1-stored-first',
    task: '04.1',
    title: 'the event is published when the user is stored, and register() resolves when Redis has the event',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.users()
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
      kit.log('the check: the store takes its time')
      const registering = Promise.all([
        host.users.register(somebody('anna')),
        host.users.register(somebody('ben')),
      ])
      const isRegistered = settlingOf(registering)
      await kit.until('both users are on their way to the store', () => saves === 2)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      kit.equal('what is published before the users are stored', publishes, 0, {
        cause: 'You do not await save(), so others hear of a user who is not there yet.',
      })
      kit.log('the check: the users are stored; Redis takes its time for the events')
      saving.open()
      await kit.until('both events are on their way', () => publishes === 2)
      for (let turn = 0; turn < 3; turn++) await kit.subscribers(company.registered)
      if (isRegistered())
        kit.fail('register() resolved before publish() of the port did', {
          cause: 'You do not await publish() of the port.',
        })
      publishing.open()
      await registering
    },
  },
  {
    id: '04.1-not-stored',
    task: '04.1',
    title:
      'when the user cannot be stored, register() rejects, nothing is published, and the next one is served',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.users()
      const listener = await kit.listener(company.registered)
      host.interference.set('save', refused)
      kit.log('the check: the store refuses')
      await kit.rejects('register(), when the store refuses', host.users.register(somebody('anna')), {
        cause: 'The error of save() is caught together with that of publish().',
      })
      host.interference.delete('save')
      const ben = await host.users.register(somebody('ben'))
      await kit.until('an event is heard', () => listener.got.length > 0)
      await kit.publish(company.registered, 'end')
      await kit.until('the end is heard', () => listener.messages.includes('end'))
      const heard = listener.messages.slice(0, -1).map((text) => eventIn(kit, text).userId)
      kit.equal('whose events are heard', heard, [ben.id])
      kit.equal('what is reported', kindsOf(host.problems), [])
    },
  },
  {
    id: '04.1-unsent',
    task: '04.1',
    title:
      'what a failed publish leaves behind is reported: the event, as it should have been sent, and no other',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const host = await company.users()
      await host.users.register(somebody('dora'))
      kit.equal('what is reported when Redis has the event and nobody listens', kindsOf(host.problems), [], {
        cause: 'A count of 0 means that no client is subscribed. Redis has taken the event all the same.',
      })
      const listener = await kit.listener(company.registered)
      let publishes = 0
      let tried: unknown
      onPublish(host, (go, args) => {
        if (publishes++ > 0) return go()
        tried = args[1]
        return refused(go, args)
      })
      kit.log('the check: Redis refuses the first of three events')
      const registering = ['anna', 'ben', 'carla'].map((name) => host.users.register(somebody(name)))
      const registered = await Promise.all(registering).catch((error: unknown) => {
        if (error instanceof NotStarted) throw error
        return kit.fail(`register() rejected, though the user is stored: ${error}`, {
          cause: 'Catch the error of publish(), and report it with kind unsent.',
        })
      })
      for (const user of registered) kit.equal('the user in the store', await host.store.find(user.id), user)
      kit.equal('what is reported', kindsOf(host.problems), [`unsent on ${company.registered}`], {
        cause: (kinds) =>
          kinds.length === 0 ? 'The error of publish() is caught and reported to no one.' : undefined,
      })
      const [problem] = host.problems
      if (problem?.kind !== 'unsent') return
      if (!String(problem.error).includes('refused by the check'))
        kit.fail('the error is not that of publish()')
      const unsent = eventIn(kit, problem.payload)
      // It may have been delivered though Redis did not confirm it: by its id it is the same event.
      const triedEvent = eventIn(kit, typeof tried === 'string' ? tried : JSON.stringify(tried))
      kit.equal('the id of the event that is reported', unsent.id, triedEvent.id, {
        cause:
          'You make the event anew for the report. Only the reply may have been lost, so report the same text.',
      })
      await kit.until('the two others are heard', () => listener.got.length >= 2)
      const heard = listener.messages.map((text) => eventIn(kit, text))
      kit.equal(
        'the users in the events that were heard or reported',
        [...heard, unsent].map(({ userId }) => userId).sort(),
        registered.map(({ id }) => id).sort(),
      )
      if (problem.payload.includes('hash of')) kit.fail('the secret of the user is in what is reported')
    },
  },
]

/** Somebody who registers. */
export function somebody(name: string): Registration {
  return { name, email: `${name}@example.org`, passwordHash: `hash of ${name}` }
}

/** Interferes with both ways to publish. */
function onPublish({ interference }: Host, meddle: Meddle): void {
  for (const method of ['publish', 'publishJson']) interference.set(method, meddle)
}

/** What was reported of messages and handlers, in words. A slow connection may be reported at any time. */
export function kindsOf(problems: readonly Problem[]): string[] {
  return problems.flatMap((problem) =>
    'channel' in problem ? [`${problem.kind} on ${problem.channel}`] : [],
  )
}

/** Reads an event as any other program would. */
export function eventIn(kit: Kit, text: string): { id: string; userId: string; registeredAt: string } {
  let event: { id?: unknown; userId?: unknown; registeredAt?: unknown } | null
  try {
    event = JSON.parse(text)
  } catch {
    return kit.fail(`what is published should be JSON, and is ${JSON.stringify(text)}`)
  }
  const { id, userId, registeredAt } = event ?? {}
  if (typeof id !== 'string' || id === '') kit.fail(`the id of the event should be a text: ${text}`)
  if (typeof userId !== 'string') kit.fail(`the userId of the event should be a text: ${text}`)
  const isDate = typeof registeredAt === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/.test(registeredAt)
  const age = isDate ? Date.now() - Date.parse(registeredAt) : Number.NaN
  // Under a debugger a minute may go by.
  if (!isDate || !(age > -5000 && age < 600_000)) {
    kit.fail(`registeredAt should be the time as an ISO 8601 date: ${text}`)
  }
  return { id, userId, registeredAt }
}
