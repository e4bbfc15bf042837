import { expect, test } from 'vitest'
import type { Check } from '../../shared/checks/check.ts'
import type { CheckEnvironment, Kit } from '../../shared/checks/kit.ts'
import { explain } from '../../shared/checks/report/explain.ts'
import { runCheck } from '../../shared/checks/run-check.ts'
import { loadLesson } from '../../shared/workbook/catalogue.ts'

const lesson = await loadLesson('01-basic-pubsub')
// Of these checks none asks for anything.
const nothing = { server: { namespace: '' }, bound: 200 } as unknown as CheckEnvironment

async function told(run: (kit: Kit) => unknown): Promise<string> {
  const check: Check = {
    id: '01.1-x',
    task: '01.1',
    title: 'a title',
    run: async (kit) => void (await run(kit)),
  }
  const outcome = await runCheck(check, async () => ({}), nothing)
  expect(outcome.status).toBe('failed')
  const of = { lesson, area: 'lessons', clients: [], results: [], touched: new Map() } as const
  return explain({ check, client: 'ioredis', outcome }, of)
}

const cause = 'You forget it.'
const tooMany = (got: readonly unknown[]) =>
  got.length > 1 ? `Each call adds a listener: ${got.length}.` : undefined

test.each<[string, (kit: Kit) => unknown]>([
  ['equal', (kit) => kit.equal('the count', 2, 1, { cause })],
  ['until', (kit) => kit.until('it comes', () => false, { cause })],
  [
    'until that is hopeless',
    (kit) => kit.until('it comes', () => false, { hopeless: () => 'it is gone', cause }),
  ],
  ['receives', (kit) => kit.receives(kit.recorder('handler'), ['a'], { cause })],
  [
    'receives on a channel',
    (kit) => kit.receives(kit.recorder('handler'), ['a'], { channel: 'news', cause }),
  ],
  ['rejects', (kit) => kit.rejects('publish()', Promise.resolve(1), { cause })],
  ['fail', (kit) => kit.fail('it is wrong', { cause })],
])('the cause of the assertion that failed is printed: %s', async (_, run) => {
  expect(await told(run)).toContain('Likely cause: You forget it.')
})

test('the cause of an assertion that holds is not printed', async () => {
  const text = await told((kit) => {
    kit.equal('the count', 1, 1, { cause })
    kit.fail('it is wrong')
  })
  expect(text).not.toContain('Likely cause')
})

test('a cause can depend on what was received', async () => {
  const received =
    (...messages: string[]) =>
    async (kit: Kit) => {
      const handler = kit.recorder('handler')
      for (const message of messages) handler(message, 'news')
      await kit.receives(handler, ['a'], { cause: tooMany })
    }
  expect(await told(received('a', 'a'))).toContain('Likely cause: Each call adds a listener: 2.')
  expect(await told(received())).not.toContain('Likely cause')
})

test('a cause that cannot read what was received is none, and the failure is told', async () => {
  const text = await told((kit) =>
    kit.equal('the list', undefined as unknown as string[], [], {
      cause: (got) => `You have ${got.length}.`,
    }),
  )
  expect(text).toContain('the list')
  expect(text).not.toContain('Likely cause')
})

test('random names of channels are shown as the short ones, in causes as well', async () => {
  const text = await told((kit) => {
    const news = kit.channel('news')
    kit.fail('it is wrong', { cause: `You forget ${news}.` })
  })
  expect(text).toContain('Likely cause: You forget news.')
})
