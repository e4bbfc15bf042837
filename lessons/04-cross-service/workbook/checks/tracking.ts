import type { Check } from '#shared/checks/check.ts'
import { trackSettled } from '#shared/core/track-settled.ts'
import type { Subject } from '../subject.ts'
import { gate } from '../test-bed/gate.ts'
import { TestBed } from '../test-bed/test-bed.ts'
import { NOT_OBJECTS, payloadsReported } from './failing.ts'
import { caughtUp } from './stopping.ts'

/** The checks of task 04.9. */
export const trackingChecks: readonly Check<Subject>[] = [
  {
    id: '04.9-tracked',
    task: '04.9',
    title: 'analytics tracks every user event by its name',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const tracked: [string, unknown][] = []
      await bed.analytics((event, data) => {
        context.log(`analytics tracks ${event}`)
        tracked.push([event, data])
      })
      // Analytics passes on all fields, whatever their names.
      const text = '{"on":["Monday"],"version":2,"__proto__":{"isAdmin":true}}'
      const events = ['registered', 'login', 'account:locked', 'a:b:c', '*', 'registered']
      // Some channels belong to other events.
      const channels = ['order:created', 'user', ...events.map((event) => `user:${event}`), 'user:end']
      for (const channel of channels) await context.publish(`${bed.namespace}${channel}`, text)
      await context.until('the last event is tracked', () => tracked.some(([event]) => event === 'end'))
      context.equal(
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
      context.equal('the data of the first call to track(), as JSON', JSON.stringify(tracked[0]?.[1]), text)
    },
  },
  {
    id: '04.9-untracked',
    task: '04.9',
    title: 'a payload that is not a JSON object is reported and not tracked, and other events are tracked',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const tracked: unknown[] = []
      const { problems } = await bed.analytics((_event, data) => {
        context.log(`analytics tracks ${JSON.stringify(data)}`)
        tracked.push(data)
      })
      const login = `${bed.namespace}user:login`
      await context.burst(login, ['{"good":1}', ...NOT_OBJECTS, '{"good":2}'])
      await context.until('the last event is tracked', () => tracked.length >= 2)
      await context.publish(login, '{"good":"end"}')
      await context.until('the event after it is tracked', () => JSON.stringify(tracked).includes('end'))
      context.equal('the tracked data', tracked, [{ good: 1 }, { good: 2 }, { good: 'end' }], {
        cause: (all) =>
          all.length > 3
            ? 'You track a value that is not an object. JSON.parse() can also return null, a number, a string, or an array.'
            : undefined,
      })
      payloadsReported(context, problems, login, NOT_OBJECTS)
    },
  },
  {
    id: '04.9-tracking-fails',
    task: '04.9',
    title: 'an event that cannot be tracked is reported once, and the next one is tracked',
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const errors = [new Error('threw'), new Error('rejected')]
      const tracked: string[] = []
      const { problems } = await bed.analytics((event) => {
        if (event === 'throws') throw errors[0]
        if (event === 'rejects') return Promise.reject(errors[1])
        tracked.push(event)
      })
      for (const event of ['first', 'throws', 'rejects', 'last']) {
        await context.publish(`${bed.namespace}user:${event}`, '{}')
      }
      await context.until('the last event is tracked', () => tracked.includes('last'))
      await context.until('both failures are reported', () => problems.length >= 2)
      context.equal('the tracked events', tracked, ['first', 'last'])
      const reported = problems.map((one) => [
        one.kind,
        'channel' in one && one.channel,
        errors.indexOf(one.error as Error),
      ])
      context.equal(
        'what is reported',
        reported,
        [
          ['handler', `${bed.namespace}user:throws`, 0],
          ['handler', `${bed.namespace}user:rejects`, 1],
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
    async run(context, subject) {
      const bed = new TestBed(context, subject)
      const tracking = gate()
      const begun: string[] = []
      const done: string[] = []
      const { analytics, ...host } = await bed.analytics(async (event) => {
        begun.push(event)
        await tracking.opened
        done.push(event)
      })
      const channel = (event: string) => `${bed.namespace}user:${event}`
      await context.publish(channel('login'), '{}')
      await context.publish(channel('logout'), '{}')
      await context.until('two events are in flight', () => begun.length === 2)
      const closing = analytics.close()
      const isClosed = trackSettled(closing)
      const patterns = () => [...host.proxy.links].reduce((count, link) => count + link.patterns.size, 0)
      await context.until('close() unsubscribes from the pattern', () => patterns() === 0, {
        cause: 'You call unsubscribe() for a pattern. It needs punsubscribe().',
      })
      context.equal('the count of PUBLISH', await context.publish(channel('login'), '{}'), 0)
      await caughtUp(context, host)
      if (isClosed()) context.fail('close() resolved with two events in flight')
      tracking.open()
      await closing
      context.equal('the events tracked before close() resolves', done, ['login', 'logout'])
      await analytics.close()
    },
  },
]
