import { afterAll, expect, test } from 'vitest'
import type { Outcome } from '#shared/checks/outcome.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { progressOf, recordRun } from '#shared/runner/progress.ts'
import { lessonReport } from '#shared/runner/report/lesson-report.ts'
import { ownAdapter } from '#shared/runner/report/own-adapter.ts'
import { partialReport } from '#shared/runner/report/partial-report.ts'
import { recordResult } from '#shared/runner/report/record.ts'
import type { LessonResult } from '#shared/runner/report/result.ts'
import { total } from '#shared/runner/report/total.ts'
import { emptyWorkbook, removeWorkbooks } from '../fixture.ts'

afterAll(removeWorkbooks)

const lesson = await loadLesson('01-basic-pubsub')

/** @param ended How the check of a task ended; with the task that was missing. */
function resultOf(
  ended: Record<string, Outcome['status'] | [status: Outcome['status'], task: string]>,
  notBegun: readonly string[] = [],
): LessonResult {
  return {
    lesson,
    area: 'lessons',
    clients: ['ioredis'],
    results: Object.entries(ended).map(([task, how]) => {
      const [status, missing] = typeof how === 'string' ? [how] : how
      return {
        check: { id: `${task}-x`, task, title: 'a title' },
        client: 'ioredis',
        outcome: { status, ...(missing && { task: missing }), timeline: [], output: [], ms: 0 },
      }
    }),
    starters: new Map([
      [
        'ioredis',
        {
          untouched: false,
          open: new Map(notBegun.map((task) => [task, { path: 'ioredis.ts', line: 1 }])),
          notBegun: new Set(notBegun),
        },
      ],
    ]),
  }
}

test('a task with code that waits for an earlier one is said to wait, and for which', () => {
  const of = resultOf(
    {
      '01.1': 'passed',
      '01.2': 'failed',
      '01.3': 'failed',
      '01.4': ['not-started', '01.2'],
      '01.6': 'failed',
    },
    ['01.6'],
  )
  const text = lessonReport(of)
  expect(text).toMatch(/01\.2 .*✗\n.*01\.3 .*◌\n.*01\.4 .*◌\n.*\n.*01\.6 .*○/)
  expect(text).toContain('◌ ioredis: 01.3 and 01.4 are waiting for 01.2')
  expect(partialReport(of, 'ioredis', [])).toContain('(01.3 and 01.4 are waiting for 01.2)')
  expect(total([of], [], 0)).toBe('Total: 1 passed, 1 failed, 2 waiting for an earlier task, 1 not started')
})

test('a task that is not begun keeps its mark, whatever becomes of the others', () => {
  for (const of of [
    resultOf({ '01.1': 'failed', '01.2': 'failed' }, ['01.2']),
    resultOf({ '01.1': 'passed', '01.2': 'failed' }, ['01.2']),
    resultOf({ '01.1': 'passed', '01.2': 'passed' }, ['01.2']),
  ]) {
    expect(lessonReport(of)).toMatch(/01\.2 .*○$/m)
  }
})

test('a part that is still to be done is no waiting', () => {
  expect(lessonReport(resultOf({ '01.1': 'passed', '01.2': ['not-started', '01.2'] }))).toMatch(/01\.2 .*○$/m)
})

test('a file that cannot be loaded is one failure, and its checks are not checked', () => {
  const of = resultOf({ '01.1': 'broken', '01.2': 'broken', '01.3': 'broken' })
  expect(total([of], [], 0)).toBe('Total: 0 passed, 1 failed, 3 not checked')
})

test('what waits stays in the progress what it was', () => {
  const { root } = emptyWorkbook()
  recordResult(resultOf({ '01.1': 'passed', '01.2': 'passed', '01.3': 'passed' }), { root })
  recordResult(resultOf({ '01.1': 'passed', '01.2': 'failed', '01.3': 'failed' }), { root })
  const states = progressOf(lesson, { root }).tasks.map(({ state }) => state.ioredis)
  expect(states.slice(0, 3)).toEqual(['passed', 'failing', 'passed'])
})

test('on an unfinished lesson of their own, learners are told so, and their progress is kept apart', async () => {
  const { root } = emptyWorkbook()
  const patterns = await loadLesson('02-patterns')
  const shop = await loadLesson('05-event-bus')
  const core = patterns.tasks.filter(({ optional }) => !optional).map(({ id }) => id)
  const pass = (tasks: readonly string[]) =>
    recordRun(
      patterns,
      tasks.map((task) => ({ task, client: 'ioredis', status: 'passed' })),
      { root },
    )
  pass(core.slice(0, -1))
  const of = (status: Outcome['status']): LessonResult => {
    const own = ownAdapter(shop, patterns, ['ioredis'], { root })
    const results = shop.tasks.map(({ id }) => ({
      check: { id: `${id}-x`, task: id, title: 'a title' },
      client: 'ioredis' as const,
      outcome: { status, timeline: [], output: [], ms: 0 },
    }))
    return { ...resultOf({}), lesson: shop, results, ...(own && { ownAdapter: own }) }
  }
  expect(lessonReport(of('failed'))).toContain(
    `Your lesson 02 isn't finished: ${core.at(-1)} hasn't passed with ioredis. Check it: npm test lessons/02 ioredis`,
  )
  recordResult(of('passed'), { root })
  expect(progressOf(shop, { root }).passed).toEqual([])
  expect(progressOf(shop, { root, own: true }).passed).toEqual(['ioredis'])

  pass(core)
  expect(lessonReport(of('failed'))).not.toContain("isn't finished")
  expect(ownAdapter(lesson, patterns, ['ioredis'], { root })).toBeUndefined()
})
