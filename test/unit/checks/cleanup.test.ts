import { expect, test } from 'vitest'
import type { CheckContext, CheckEnvironment } from '#shared/checks/check-context.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { deferred } from '#shared/core/deferred.ts'

const env = { server: { namespace: '' }, bound: 20, pool: { give: () => {} } } as unknown as CheckEnvironment

test('what a check opens after its end is closed, too', async () => {
  const late = deferred<void>()
  const cleaned: string[] = []
  const check = {
    id: '01.1-x',
    task: '01.1',
    title: 'a title',
    async run(context: CheckContext) {
      context.cleanup(() => cleaned.push('in time'))
      await late.promise
      context.cleanup(() => cleaned.push('late'))
      context.cleanup(() => Promise.reject(new Error('nothing to close')))
    },
  }
  expect((await runCheck(check, async () => ({}), env)).status).toBe('failed')
  expect(cleaned).toEqual(['in time'])
  late.resolve()
  await expect.poll(() => cleaned).toEqual(['in time', 'late'])
})
