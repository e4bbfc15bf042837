import { expect, test } from 'vitest'
import type { Check } from '../../shared/checks/check.ts'
import type { CheckEnvironment } from '../../shared/checks/kit.ts'
import { runCheck } from '../../shared/checks/run-check.ts'

const about = { id: '01.1-x', task: '01.1', title: 'a title', misconception: 'a misconception' }
const BOUND = 20
// Of these checks none asks for anything.
const env = { server: { namespace: '' }, bound: BOUND } as unknown as CheckEnvironment

function outcomeOf(run: Check<unknown>['run']) {
  return runCheck<unknown>({ ...about, run }, async () => ({}), env)
}

test('a check that waits for what never settles fails', async () => {
  const { status, message } = await outcomeOf(() => new Promise(() => {}))
  expect(status).toBe('failed')
  expect(message).toBe('did not go on within 0.06 s: still waiting')
})

test('a long check passes, as long as it goes on', async () => {
  const began = performance.now()
  const { status, message } = await outcomeOf(async (kit) => {
    while (performance.now() < began + 4 * BOUND) {
      const until = performance.now() + BOUND / 4
      await kit.until('a while is over', () => performance.now() > until)
    }
  })
  expect(message).toBeUndefined()
  expect(status).toBe('passed')
})

test('a check that goes on for ever fails', async () => {
  const { status, message } = await outcomeOf(async (kit) => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve))
      kit.equal('one', 1, 1)
    }
  })
  expect(status).toBe('failed')
  expect(message).toBe('did not end within 0.2 s: still waiting')
})
