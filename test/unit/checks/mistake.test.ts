import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import type { ConnectOptions, Problem } from '#shared/lesson/connect-options.ts'
import { NotStarted } from '#shared/lesson/todo.ts'

const proxy = { url: 'redis://127.0.0.1:1', links: new Set(), faults: {}, settled: async () => {} }
const env = {
  server: { namespace: '' },
  bound: 1000,
  pool: { take: async () => proxy, give: () => {} },
} as unknown as CheckEnvironment

/** A check of code that reports one problem, and then waits for what never comes. */
async function told(problem: Problem) {
  const check = {
    id: '01.1-x',
    task: '01.1',
    title: 'a title',
    run: async (context: {
      connectThroughProxy(): Promise<{ base: ConnectOptions }>
      until(what: string, holds: () => unknown): Promise<void>
    }) => {
      const { base } = await context.connectThroughProxy()
      base.report(problem)
      await context.until('it comes', () => false)
    },
  }
  return runCheck(check, async () => ({}), env)
}

test('an error that the code makes on purpose is no mistake', async () => {
  const path = 'solutions/04-cross-service/events.ts'
  const lines = readFileSync(`${process.cwd()}/${path}`, 'utf8').split('\n')
  const line = lines.findIndex((text) => text.includes('throw new TypeError'))
  const error = new TypeError('no event')
  error.stack = `TypeError: no event\n    at read (${process.cwd()}/${path}:${line + 1}:${lines[line]!.indexOf('new ') + 1})`
  const { message } = await told({ kind: 'handler', channel: 'news', error })
  expect(message).toContain('did not happen')
})

/** An error with this innermost place. */
function thrownAt(error: Error, place: string): Error {
  error.stack = `${error.name}: ${error.message}\n    at work (${process.cwd()}/${place}:12:3)`
  return error
}

const mistake = () => new TypeError("Cannot read properties of undefined (reading 'id')")
const THEIRS = 'lessons/06-delivery-limits/node-redis.ts'
const OURS = 'lessons/06-delivery-limits/workbook/checks/test-bed.ts'

test.each([
  ['in the loop', { kind: 'connection', error: thrownAt(mistake(), THEIRS) }],
  ['around a handler', { kind: 'handler', channel: 'news', error: thrownAt(mistake(), THEIRS) }],
] as [string, Problem][])(
  'a mistake %s that is reported ends the check at once, with its place',
  async (_, problem) => {
    const { status, message, ms } = await told(problem)
    expect(status).toBe('failed')
    expect(message).toContain("TypeError: Cannot read properties of undefined (reading 'id')")
    expect(message).toContain(`at ${THEIRS}:12`)
    expect(ms).toBeLessThan(500)
  },
)

test('code that is not written yet ends the check as not started, even if it is reported', async () => {
  const { status, task } = await told({ kind: 'connection', error: new NotStarted('01.1') })
  expect({ status, task }).toEqual({ status: 'not-started', task: '01.1' })
})

test.each([
  [
    'an error of a handler of the check',
    { kind: 'handler', channel: 'news', error: thrownAt(mistake(), OURS) },
  ],
  ['an error of Redis', { kind: 'connection', error: thrownAt(new Error('READONLY'), THEIRS) }],
  ['text that cannot be decoded', { kind: 'payload', channel: 'news', payload: '{', error: mistake() }],
] as [string, Problem][])('%s is no mistake of the code that reports it', async (_, problem) => {
  const { message } = await told(problem)
  expect(message).toContain('did not happen')
})
