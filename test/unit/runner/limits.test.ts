import { expect, inject, onTestFinished, test, vi } from 'vitest'
import type { Check } from '#shared/checks/check.ts'
import type { CheckEnvironment } from '#shared/checks/check-context.ts'
import { BOUND_MS, openEnvironment } from '#shared/checks/environment.ts'
import { runCheck } from '#shared/checks/run-check.ts'

const about = { id: '01.1-x', task: '01.1', title: 'a title' }
const BOUND = 200
// Of these checks none asks for anything.
const env = { server: { namespace: '' }, bound: BOUND } as unknown as CheckEnvironment

function outcomeOf(run: Check<unknown>['run']) {
  return runCheck<unknown>({ ...about, run }, async () => ({}), env)
}

test('a check that waits for what never settles fails', async () => {
  const { status, message } = await outcomeOf(() => new Promise(() => {}))
  expect(status).toBe('failed')
  expect(message).toBe('did not go on within 0.4 s: still waiting')
})

test('a long check passes, as long as it goes on', async () => {
  const began = performance.now()
  const { status, message } = await outcomeOf(async (context) => {
    while (performance.now() < began + 3 * BOUND) {
      const until = performance.now() + BOUND / 4
      await context.until('a while is over', () => performance.now() > until)
    }
  })
  expect(message).toBeUndefined()
  expect(status).toBe('passed')
})

test('a limit of the contract may be longer than a check may stand still', async () => {
  const began = performance.now()
  const { status } = await outcomeOf(async (context) => {
    await context.until('much time is over', () => performance.now() > began + 2.5 * BOUND, {
      withinMs: 3 * BOUND,
    })
  })
  expect(status).toBe('passed')
})

test('a check fails when a limit of the contract is not kept', async () => {
  const began = performance.now()
  const { status, message } = await outcomeOf((context) =>
    context.until('it closes', () => false, { withinMs: BOUND / 2 }),
  )
  expect(performance.now() - began).toBeGreaterThan(BOUND / 2)
  expect(status).toBe('failed')
  expect(message).toBe('did not happen within 0.1 s: it closes')
})

test('a check that goes on for ever fails', async () => {
  const { status, message } = await outcomeOf(async (context) => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      context.equal('one', 1, 1)
    }
  })
  expect(status).toBe('failed')
  expect(message).toBe('did not end within 0.7 s: still waiting')
})

test('the numbers that checks hand on are whole, however patient they are', async () => {
  vi.stubEnv('WORKBOOK_PATIENCE', '1.37')
  onTestFinished(() => void vi.unstubAllEnvs())
  const { url, namespace, label, can } = inject('server')
  const opened = openEnvironment({ url, namespace, label, can, debugged: false } as never)
  await opened.close()
  expect(Number.isInteger(opened.bound)).toBe(true)
  expect(opened.bound).toBeGreaterThan(BOUND_MS)
})
