import { expect, test } from 'vitest'
import { assertExports } from '#shared/checks/assert-exports.ts'
import type { Check } from '#shared/checks/check.ts'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { loadLesson } from '#shared/core/lessons.ts'
import { todo } from '#shared/lesson/todo.ts'
import { explain } from '#shared/runner/report/explain.ts'

const lesson = await loadLesson('01-basic-pubsub')
// Of these checks none asks for anything.
const nothing = { server: { namespace: '' }, bound: 1000 } as unknown as CheckEnvironment

async function told(run: Check['run']) {
  const check = { id: '01.1-x', task: '01.1', title: 'a title', run }
  const outcome = await runCheck(check, async () => assertExports({}), nothing)
  const of = { lesson, area: 'lessons', clients: [], results: [], starters: new Map() } as const
  return { outcome, text: explain({ check, client: 'ioredis', outcome }, of) }
}

test('an export that is not there is named', async () => {
  const { text } = await told(async (_, subject) => void (subject as { connect: unknown }).connect)
  expect(text).toContain('does not export connect')
})

test('a method that is not written yet has not rejected anything', async () => {
  const { outcome } = await told(async (context) => {
    await context.rejects('publishJson() of undefined', (async () => todo('01.1'))())
  })
  expect(outcome).toMatchObject({ status: 'not-started', task: '01.1' })
})

test('what the checks add to the name of a channel is explained where the code has printed it', async () => {
  const { outcome } = await told(async (context) => context.fail('it is wrong'))
  const check = { id: '01.1-x', task: '01.1', title: 'a title' }
  const of = { lesson, area: 'lessons', clients: [], results: [], starters: new Map() } as const
  const text = (...output: string[]) =>
    explain({ check, client: 'ioredis', outcome: { ...outcome, nameSuffix: ':5b5dc6', output } }, of)
  expect(text('got hello news:5b5dc6')).toContain('The checks add :5b5dc6 to channel names')
  expect(text('got hello at 12:345678')).not.toContain('The checks add')
})
