import { expect, test } from 'vitest'
import type { Check } from '#shared/checks/check.ts'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { LessonRun } from '#shared/checks/lesson-run.ts'
import type { Outcome } from '#shared/checks/outcome.ts'
import { deferred } from '#shared/core/deferred.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { partialReport } from '#shared/runner/report/partial-report.ts'

const lesson = await loadLesson('01-basic-pubsub')
const about = { title: 'a title' }
// Of these checks none asks for anything.
const nothing = { server: { namespace: '' }, bound: 1000 } as unknown as CheckEnvironment

test('what is quick is told while reconnects are waited for', async () => {
  const reconnected = deferred<void>()
  const told: (readonly string[])[] = []
  const ended: string[] = []
  const checks: Check<unknown>[] = [
    { id: '01.5-slow', task: '01.5', needsReconnect: true, ...about, run: () => reconnected.promise },
    { id: '01.1-quick', task: '01.1', ...about, run: async () => {} },
  ]
  const run = new LessonRun(lesson as never, async () => ({}), {
    nearly(waiting) {
      told.push(waiting.map(({ id }) => id))
      expect(ended).toEqual(['01.1-quick'])
      reconnected.resolve()
    },
  })
  await run.all(checks, nothing, ({ id }) => void ended.push(id))
  expect(told).toEqual([['01.5-slow']])
  expect(ended).toEqual(['01.1-quick', '01.5-slow'])
})

test('nothing is told beforehand when nothing waits', async () => {
  const run = new LessonRun(lesson as never, async () => ({}), {
    nearly: () => expect.unreachable(),
  })
  await run.all([{ id: '01.1-quick', task: '01.1', ...about, run: async () => {} }], nothing, () => {})
})

test('a task that waits is only marked as passed when it has', () => {
  const outcome = (status: Outcome['status']): Outcome => ({ status, timeline: [], output: [], ms: 0 })
  const result = (task: string, status: Outcome['status']) => ({
    check: { id: `${task}-x`, task, ...about },
    client: 'ioredis' as const,
    outcome: outcome(status),
  })
  const of = {
    lesson,
    area: 'lessons' as const,
    clients: ['ioredis' as const],
    results: [result('01.1', 'passed'), result('01.5', 'passed'), result('01.6', 'failed')],
    starters: new Map(),
  }
  const text = partialReport(of, 'ioredis', ['01.5', '01.6'])
  expect(text).toMatch(
    /^ioredis: 01\.1 ✓ .* 01\.5 ◌ {2}01\.6 ✗ .*\(01\.5 is waiting for the client to reconnect\)$/,
  )
})
