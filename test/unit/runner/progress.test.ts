import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Outcome } from '#shared/checks/outcome.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { CLIENTS, type Client } from '#shared/core/manifest.ts'
import type { Place } from '#shared/core/starter-status.ts'
import type { ProgressOptions, TaskResult } from '#shared/runner/progress.ts'
import { progressOf, recordBegin, recordHints, recordReset, recordRun } from '#shared/runner/progress.ts'
import { recordResult } from '#shared/runner/report/record.ts'
import type { CheckResult, LessonResult } from '#shared/runner/report/result.ts'
import type { Workbook } from '../fixture.ts'
import { emptyWorkbook, removeWorkbooks } from '../fixture.ts'

afterAll(removeWorkbooks)

const hints = ['idea', 'calls', 'code'] as const
const lesson = {
  id: '01',
  tasks: [
    { id: '01.1', title: 'send', hints },
    { id: '01.2', title: 'receive', hints },
    { id: '01.3', title: 'seal', hints, optional: true },
  ],
}
const FILE = '.workbook/progress.json'

function setUp(): { workbook: Workbook; told: string[]; at: (day: number) => ProgressOptions } {
  const workbook = emptyWorkbook()
  const told: string[] = []
  const at = (day: number) => ({
    root: workbook.root,
    now: new Date(Date.UTC(2031, 4, day)),
    tell: (sentence: string) => void told.push(sentence),
  })
  return { workbook, told, at }
}

function result(task: string, status: TaskResult['status'], client: Client = 'ioredis'): TaskResult {
  return { task, status, client }
}

const states = (options: ProgressOptions, client: Client = 'ioredis') =>
  progressOf(lesson, options).tasks.map(({ state }) => state[client])

test('without a file nothing is done, and looking writes none', () => {
  const { workbook, at } = setUp()
  expect(progressOf(lesson, at(1))).toMatchObject({ done: [], passed: [], tasks: [{ hints: 0 }, {}, {}] })
  expect(states(at(1))).toEqual(['open', 'open', 'open'])
  expect(existsSync(join(workbook.root, '.workbook'))).toBe(false)
})

test('a pass is kept with its first date, per client', () => {
  const { workbook, at } = setUp()
  recordRun(lesson, [result('01.1', 'passed'), result('01.2', 'failed')], at(1))
  recordRun(lesson, [result('01.1', 'passed')], at(2))
  expect(states(at(2))).toEqual(['passed', 'open', 'open'])
  expect(states(at(2), 'node-redis')).toEqual(['open', 'open', 'open'])
  expect(JSON.parse(workbook.read(FILE)).tasks['01.1'].ioredis.passed).toMatch(/^2031-05-01/)
})

test('a task that only waits for another one stays what it was', async () => {
  const { at } = setUp()
  const real = await loadLesson('01-basic-pubsub')
  const [first, second] = real.tasks
  recordRun(real, [result(first!.id, 'passed'), result(second!.id, 'passed')], at(1))
  const ended = (task: string, status: Outcome['status']): CheckResult => ({
    check: { id: `${task}-x`, task, title: 'a title' },
    client: 'ioredis',
    outcome: { status, timeline: [], output: [], ms: 0 },
  })
  const run = (open: ReadonlyMap<string, Place>): LessonResult => ({
    lesson: real,
    area: 'lessons',
    clients: ['ioredis'],
    results: [ended(first!.id, 'failed'), ended(second!.id, 'not-started')],
    starters: new Map([['ioredis', { untouched: false, open, notBegun: new Set() }]]),
  })
  const shown = () => progressOf(real, at(2)).tasks.map(({ state }) => state.ioredis)
  recordResult(run(new Map()), at(2))
  expect(shown().slice(0, 2)).toEqual(['failing', 'passed'])
  recordResult(run(new Map([[second!.id, { path: 'ioredis.ts', line: 1 }]])), at(2))
  expect(shown().slice(0, 2)).toEqual(['failing', 'failing'])
})

test('after a reset the tasks of that client are open again, and the lesson was finished once all the same', () => {
  const { at } = setUp()
  for (const client of CLIENTS) {
    recordRun(lesson, [result('01.1', 'passed', client), result('01.2', 'passed', client)], at(1))
  }
  recordReset(lesson, ['ioredis'], at(2))
  expect(states(at(2))).toEqual(['open', 'open', 'open'])
  expect(states(at(2), 'node-redis')).toEqual(['passed', 'passed', 'open'])
  expect(progressOf(lesson, at(2))).toMatchObject({ done: ['node-redis'], passed: ['node-redis', 'ioredis'] })
})

test.each(['failed', 'not-started', 'broken'] as const)(
  'a passed task that is %s now is failing, until it passes',
  (status) => {
    const { workbook, at } = setUp()
    recordRun(lesson, [result('01.1', 'passed')], at(1))
    recordRun(lesson, [result('01.1', status)], at(2))
    recordRun(lesson, [result('01.1', status)], at(3))
    expect(states(at(3))[0]).toBe('failing')
    const record = JSON.parse(workbook.read(FILE)).tasks['01.1'].ioredis
    expect(record.passed).toMatch(/^2031-05-01/)
    expect(record.failing).toMatch(/^2031-05-02/)
    recordRun(lesson, [result('01.1', 'passed')], at(4))
    expect(states(at(4))[0]).toBe('passed')
  },
)

test('a skipped task stays as it was', () => {
  const { at } = setUp()
  recordRun(lesson, [result('01.1', 'passed'), result('01.2', 'skipped')], at(1))
  recordRun(lesson, [result('01.1', 'skipped')], at(2))
  expect(states(at(2))).toEqual(['passed', 'open', 'open'])
})

test('a lesson has passed when its core tasks pass at the same time, and that stays', () => {
  const { at } = setUp()
  recordRun(lesson, [result('01.1', 'passed')], at(1))
  recordRun(lesson, [result('01.1', 'failed'), result('01.2', 'passed')], at(2))
  expect(progressOf(lesson, at(2))).toMatchObject({ done: [], passed: [] })
  recordRun(lesson, [result('01.1', 'passed')], at(3))
  expect(progressOf(lesson, at(3))).toMatchObject({ done: ['ioredis'], passed: ['ioredis'] })
  recordRun(lesson, [result('01.2', 'failed')], at(4))
  expect(progressOf(lesson, at(4))).toMatchObject({ done: [], passed: ['ioredis'] })
})

test('hints and the client to begin with are kept, and can be taken back', () => {
  const { at } = setUp()
  recordHints('01.2', 2, at(1))
  recordBegin('01', 'ioredis', at(1))
  expect(progressOf(lesson, at(1))).toMatchObject({
    begin: 'ioredis',
    tasks: [{ hints: 0 }, { hints: 2 }, {}],
  })
  recordBegin('01', undefined, at(1))
  expect(progressOf(lesson, at(1)).begin).toBeUndefined()
})

describe('a file that cannot be understood is moved aside, and work goes on:', () => {
  test.each([
    ['cut off', '{"version": 1, "tasks": {'],
    ['empty', ''],
    ['not an object', '[]'],
    ['null', 'null'],
    ['another version', '{"version":2,"tasks":{},"lessons":{},"hints":{},"begin":{}}'],
    ['a foreign shape', '{"version":1,"tasks":{"01.1":true},"lessons":{},"hints":{},"begin":{}}'],
    [
      'a number for a date',
      '{"version":1,"tasks":{"01.1":{"ioredis":{"passed":1}}},"lessons":{},"hints":{},"begin":{}}',
    ],
    ['a negative count', '{"version":1,"tasks":{},"lessons":{},"hints":{"01.1":-1},"begin":{}}'],
  ])('%s', (_, text) => {
    const { workbook, told, at } = setUp()
    workbook.write(FILE, text)
    recordRun(lesson, [result('01.1', 'passed')], at(1))
    expect(states(at(1))[0]).toBe('passed')
    expect(workbook.read(`${FILE}.damaged-2031-05-01T00-00-00`)).toBe(text)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('It was renamed to .workbook')
  })

  test('fields of a later version of the same shape are kept', () => {
    const { workbook, told, at } = setUp()
    workbook.write(
      FILE,
      '{"version":1,"tasks":{"07.1":{}},"lessons":{},"hints":{},"begin":{},"notes":["own"]}',
    )
    recordHints('01.1', 1, at(1))
    expect(JSON.parse(workbook.read(FILE))).toMatchObject({
      notes: ['own'],
      tasks: { '07.1': {} },
      hints: { '01.1': 1 },
    })
    expect(told).toEqual([])
  })
})

test('progress that cannot be stored is told and never thrown', () => {
  const { workbook, told, at } = setUp()
  workbook.write('.workbook', 'a file where a folder should be')
  recordRun(lesson, [result('01.1', 'passed')], at(1))
  expect(told.at(-1)).toMatch(/^Your progress could not be stored/)
  expect(states(at(1))).toEqual(['open', 'open', 'open'])
})

test('a lock that a dead process left behind holds up nobody', () => {
  const { workbook, at } = setUp()
  const lock = join(workbook.root, '.workbook', 'progress.lock')
  mkdirSync(lock, { recursive: true })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  recordHints('01.1', 1, at(1))
  expect(progressOf(lesson, at(1)).tasks[0]!.hints).toBe(1)
  expect(existsSync(lock)).toBe(false)
})
