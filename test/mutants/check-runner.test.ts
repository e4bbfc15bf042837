import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Check } from '#shared/checks/check.ts'
import { BOUND_MS } from '#shared/checks/environment.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { folderOf, type Lesson } from '#shared/core/manifest.ts'
import { lesson } from '../../lessons/01-basic-pubsub/workbook/lesson.ts'
import { CheckRunner } from './check-runner.ts'

const runner = new CheckRunner()
const solution = join(ROOT, 'solutions', folderOf(lesson))
const about = { task: '01.1', title: 'a check' }
const tryWith = (check: Check) => runner.one(lesson as Lesson, 'ioredis', solution, check)

test('what fails for lack of time alone is not rejected', { timeout: 120_000 }, async () => {
  let usual: number | undefined
  const check: Check = {
    id: '01.1-slow-machine',
    ...about,
    async run(context) {
      usual ??= context.bound * 2
      const end = performance.now() + usual
      await context.until('it has taken its time', () => performance.now() > end)
    },
  }
  expect((await tryWith(check)).outcome.status).toBe('passed')
})

test('what is wrong is rejected, also where time is short', async () => {
  const check: Check = { id: '01.1-wrong', ...about, run: async (context) => context.fail('it is wrong') }
  expect((await tryWith(check)).outcome).toMatchObject({ status: 'failed', message: 'it is wrong' })
})

test('what needs more time than a learner has is not accepted', { timeout: 120_000 }, async () => {
  const check: Check = {
    id: '01.1-slow-code',
    ...about,
    async run(context) {
      const end = performance.now() + BOUND_MS * 1.2
      await context.until('it is there', () => performance.now() > end)
    },
  }
  const busy = () => (loadavg()[0] ?? 0) / availableParallelism()
  const before = busy()
  const { verdicts } = await runner.allForLearners(lesson as Lesson, 'ioredis', solution, [check])
  // An overloaded machine gives more time, and the load may have changed meanwhile.
  const loads = [before, busy()]
  if (loads.every((load) => load < 3)) expect(verdicts[0]?.outcome.status).toBe('failed')
  else if (loads.every((load) => load >= 3)) expect(verdicts[0]?.outcome.status).toBe('passed')
})

test('a rejection that is handled too late is told by the check, and by no warning of Node', async () => {
  const warnings: string[] = []
  const warned = ({ name }: Error) => void warnings.push(name)
  process.on('warning', warned)
  onTestFinished(() => void process.off('warning', warned))
  const check: Check = {
    id: '01.1-late',
    ...about,
    async run() {
      const rejects = Promise.reject(new Error('nobody was there'))
      await turn()
      await rejects.catch(() => {})
      await turn()
    },
  }
  const { outcome } = await tryWith(check)
  expect(outcome).toMatchObject({ status: 'failed', message: expect.stringContaining('nobody was there') })
  await turn()
  expect(warnings).toEqual([])
})

test('an error of JavaScript that no promise carries is the failure of its check', async () => {
  const check: Check = {
    id: '01.1-loose',
    ...about,
    async run() {
      process.nextTick(() => Reflect.get({}, 'publish')())
      await turn()
      await turn()
    },
  }
  expect((await tryWith(check)).outcome).toMatchObject({
    status: 'failed',
    message: expect.stringContaining('is not a function'),
  })
})

/** At the end of a turn Node looks at its promises. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
