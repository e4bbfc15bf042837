import type { Check } from '#shared/checks/check.ts'
import type { CheckContext } from '#shared/checks/check-context.ts'
import type { Health } from '../../contract.ts'
import { type Answer, serve } from '../http.ts'
import type { Subject } from '../subject.ts'

const UP: Health = { status: 'up', latencyMs: 1.25, checkedAt: '2031-05-04T13:07:09.123Z' }
const DEGRADED: Health = { status: 'degraded', latencyMs: 912.5, checkedAt: '2031-05-04T13:07:10.000Z' }
const DOWN: Health = { status: 'down', latencyMs: null, checkedAt: '2031-05-04T13:07:11.456Z' }

export const healthChecks: readonly Check<Subject>[] = [
  {
    id: '07.3-codes',
    task: '07.3',
    title: 'the status code is 200 for up and degraded, and 503 for down, and the body is the current health',
    async run(context, subject) {
      let health = UP
      const ask = await serve(context, subject.healthHandler({ health: () => health }))
      for (const [now, code] of [
        [UP, 200],
        [DEGRADED, 200],
        [DOWN, 503],
        [UP, 200],
      ] as const) {
        health = now
        context.log(`the check: the monitor says ${now.status}`)
        says(context, await ask(), code, now)
      }
    },
  },
  {
    id: '07.3-json',
    task: '07.3',
    title: 'the response is JSON, with the content type of JSON, and forbids caching',
    async run(context, subject) {
      const ask = await serve(context, subject.healthHandler({ health: () => DOWN }))
      const answer = await ask()
      says(context, answer, 503, DOWN)
      const type = answer.headers.get('content-type') ?? 'nothing'
      if (!/^application\/json(;|$)/.test(type))
        context.fail(`content-type should be application/json, but is ${type}`)
      const cache = answer.headers.get('cache-control') ?? 'nothing'
      if (!/\bno-store\b/.test(cache)) context.fail(`cache-control should be no-store, but is ${cache}`)
    },
  },
  {
    id: '07.3-many',
    task: '07.3',
    title: 'two handlers that receive many requests at once each respond for their own monitor',
    async run(context, subject) {
      const [good, bad] = await Promise.all(
        [UP, DOWN].map((health) => serve(context, subject.healthHandler({ health: () => health }))),
      )
      const requests = Array.from({ length: 10 }, () => Promise.all([good!(), bad!()]))
      for (const [one, two] of await Promise.all(requests)) {
        says(context, one, 200, UP)
        says(context, two, 503, DOWN)
      }
    },
  },
]

function says(context: CheckContext, { code, body }: Answer, expected: number, health: Health): void {
  context.equal(`the status code for ${health.status}`, code, expected, {
    cause: (got) =>
      health.status === 'degraded' && got === 503
        ? 'You take a slow server out of service, which slows down the others. Respond with 503 only if the status is down.'
        : undefined,
  })
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    context.fail(`the body should be JSON, but is ${JSON.stringify(body)}`)
  }
  context.equal('the body of the response', value, health)
}
