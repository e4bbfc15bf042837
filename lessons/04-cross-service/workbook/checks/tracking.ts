import type { Check } from '#shared/checks/check.ts'
import { settlingOf } from '#shared/core/is-settled.ts'
import { Company } from '../company/company.ts'
import { gate } from '../company/gate.ts'
import type { Subject } from '../subject.ts'
import { NOT_OBJECTS, payloadsReported } from './failing.ts'
import { caughtUp } from './stopping.ts'

/** The checks of task 04.9. */
export const trackingChecks: readonly Check<Subject>[] = [
  {
    id: '04.9-tracked',
    task: '04.9',
    title: 'analytics tracks every user event by its name',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const tracked: [string, unknown][] = []
      await company.analytics((event, data) => {
        kit.log(`analytics tracks ${event}`)
        tracked.push([event, data])
      })
      // Analytics passes on all fields, whatever their names.
      const text = '{"on":["Monday"],"version":2,"__proto__":{"isAdmin":true}}'
      const events = ['registered', 'login', 'account:locked', 'a:b:c', '*', 'registered']
      // Some channels belong to other events.
      const channels = ['order:created', 'user', ...events.map((event) => `user:${event}`), 'user:end']
      for (const channel of channels) await kit.publish(`${company.namespace}${channel}`, text)
      await kit.until('the last event is tracked', () => tracked.some(([event]) => event === 'end'))
      kit.equal(
        'the tracked events',
        tracked.map(([event]) => event),
        [...events, 'end'],
        {
          cause: (names) =>
            names.includes('a') || names.includes('account')
              ? 'You split the channel at its colons, but names can contain colons. Take everything after the prefix.'
              : undefined,
        },
      )
      kit.equal('the data of the first call to track(), as JSON', JSON.stringify(tracked[0]?.[1]), text)
    },
  },
  {
    id: '04.9-untracked',
    task: '04.9',
    title: 'a payload that is not a JSON object is reported and not tracked, and other events are tracked',
    async run(kit, subject) {
      const company = new Company(kit, subject)
      const tracked: unknown[] = []
      const { problems } = await company.analytics((_event, data) => {
        kit.log(`analytics tracks ${JSON.stringify(data)}`)
        tracked.push(data)
      })
      const login = `${company.namespace}user:login`
      await kit.burst(login, ['{"good":1}', ...NOT_OBJECTS, '{"good":2}'])
      await kit.until('the last event is tracked', () => tracked.length >= 2)
      await kit.publish(login, '{"good":"end"}')
      await kit.until('the event after it is tracked', () => JSON.stringify(tracked).includes('end'))
      kit.equal('the tracked data', tracked, [{ good: 1 }, { good: 2 }, { good: 'end' }], {
        cause: (all) =>
          all.length > 3
            ? 'You track a value that is not an object. JSON.parse() can also return null, a number, a string, or an array.'
            : undefined,
      })
      payloadsReported(kit, problems, login, NOT_OBJECTS)
    },
  },
  {
    id: '04.9-tracking-fails',
    task: '04.9',
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
      kit.equal('the tracked events', tracked, ['first', 'last'])
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
              ? 'Your `try` around JSON.parse also contains track(), whose errors have the kind handler.'
              : undefined,
        },
      )
    },
  },
  {
    id: '04.9-closing',
    task: '04.9',
    title: 'the analytics service unsubscribes and finishes the work in flight',
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
      await kit.until('two events are in flight', () => begun.length === 2)
      const closing = analytics.close()
      const isClosed = settlingOf(closing)
      const patterns = () => [...host.proxy.links].reduce((count, link) => count + link.patterns.size, 0)
      await kit.until('close() unsubscribes from the pattern', () => patterns() === 0, {
        cause: 'You call unsubscribe() for a pattern. It needs punsubscribe().',
      })
      kit.equal('the count of PUBLISH', await kit.publish(channel('login'), '{}'), 0)
      await caughtUp(kit, host)
      if (isClosed()) kit.fail('close() resolved with two events in flight')
      tracking.open()
      await closing
      kit.equal('the events tracked before close() resolves', done, ['login', 'logout'])
      await analytics.close()
    },
  },
]
