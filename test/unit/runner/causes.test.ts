import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { captureUnhandled } from '#shared/checks/capture-unhandled.ts'
import type { Check } from '#shared/checks/check.ts'
import type { CheckContext, CheckEnvironment } from '#shared/checks/check-context.ts'
import { runCheck } from '#shared/checks/run-check.ts'
import { ROOT } from '#shared/core/lesson-paths.mjs'
import { loadLesson } from '#shared/core/lessons.ts'
import { explain } from '#shared/runner/report/explain.ts'

const lesson = await loadLesson('01-basic-pubsub')
// Of these checks none asks for anything.
const nothing = { server: { namespace: '' }, bound: 200 } as unknown as CheckEnvironment

async function told(run: (context: CheckContext) => unknown): Promise<string> {
  const check: Check = {
    id: '01.1-x',
    task: '01.1',
    title: 'a title',
    run: async (context) => void (await run(context)),
  }
  const outcome = await runCheck(check, async () => ({}), nothing)
  expect(outcome.status).toBe('failed')
  const of = { lesson, area: 'lessons', clients: [], results: [], starters: new Map() } as const
  return explain({ check, client: 'ioredis', outcome }, of)
}

const cause = 'You forget it.'
const tooMany = (got: readonly unknown[]) =>
  got.length > 1 ? `Each call adds a listener: ${got.length}.` : undefined

test.each<[string, (context: CheckContext) => unknown]>([
  ['equal', (context) => context.equal('the count', 2, 1, { cause })],
  ['until', (context) => context.until('it comes', () => false, { cause })],
  [
    'until that is abortReason',
    (context) => context.until('it comes', () => false, { abortReason: () => 'it is gone', cause }),
  ],
  ['receives', (context) => context.receives(context.recorder('handler'), ['a'], { cause })],
  [
    'receives on a channel',
    (context) => context.receives(context.recorder('handler'), ['a'], { channel: 'news', cause }),
  ],
  ['rejects', (context) => context.rejects('publish()', Promise.resolve(1), { cause })],
  ['fail', (context) => context.fail('it is wrong', { cause })],
])('the cause of the assertion that failed is printed: %s', async (_, run) => {
  expect(await told(run)).toContain('Likely cause: You forget it.')
})

test('the cause of an assertion that holds is not printed', async () => {
  const text = await told((context) => {
    context.equal('the count', 1, 1, { cause })
    context.fail('it is wrong')
  })
  expect(text).not.toContain('Likely cause')
})

test('a cause can depend on what was received', async () => {
  const received =
    (...messages: string[]) =>
    async (context: CheckContext) => {
      const handler = context.recorder('handler')
      for (const message of messages) handler(message, 'news')
      await context.receives(handler, ['a'], { cause: tooMany })
    }
  expect(await told(received('a', 'a'))).toContain('Likely cause: Each call adds a listener: 2.')
  expect(await told(received())).not.toContain('Likely cause')
})

test('a cause that cannot read what was received is none, and the failure is told', async () => {
  const text = await told((context) =>
    context.equal('the list', undefined as unknown as string[], [], {
      cause: (got) => `You have ${got.length}.`,
    }),
  )
  expect(text).toContain('the list')
  expect(text).not.toContain('Likely cause')
})

test('random names of channels are shown as the short ones, in causes as well', async () => {
  const text = await told((context) => {
    const news = context.channel('news')
    context.fail('it is wrong', { cause: `You forget ${news}.` })
  })
  expect(text).toContain('Likely cause: You forget news.')
})

describe('a rejection that nothing handles', () => {
  let release: () => void
  beforeAll(() => {
    release = captureUnhandled(() => {})
  })
  afterAll(() => release())

  const ADVICE = 'Likely cause: Await the promise, or give it a catch of its own.'
  const forever = () => new Promise(() => {})

  test('comes with advice', async () => {
    const text = await told(async () => {
      const publish = async () => Promise.reject(new Error('read ECONNRESET'))
      void publish()
      await forever()
    })
    expect(text).toContain('a promise was rejected and nothing handles it: Error: read ECONNRESET')
    expect(text).toContain(ADVICE)
  })

  test('comes with advice after the check as well', async () => {
    const text = await told((context) =>
      context.cleanup(() => {
        void Promise.reject(new Error('Connection is closed.'))
        return new Promise((resolve) => setImmediate(resolve))
      }),
    )
    expect(text).toContain('After the check had ended, a promise was rejected')
    expect(text).toContain(ADVICE)
  })

  test('has no advice if the code itself is wrong, or if an exception was thrown', async () => {
    const misspelt = new TypeError("Cannot read properties of undefined (reading 'text')")
    misspelt.stack = `${misspelt}\n    at handle (${join(ROOT, 'lessons/01-basic-pubsub/ioredis.ts')}:10:5)`
    const wrong = await told(async () => {
      void Promise.reject(misspelt)
      await forever()
    })
    expect(wrong).toContain('nothing handles it: TypeError')
    expect(wrong).not.toContain('Likely cause')
    const thrown = await told(async () => {
      setImmediate(() => {
        throw new Error('later')
      })
      await forever()
    })
    expect(thrown).toContain('nothing catches it: Error: later')
    expect(thrown).not.toContain('Likely cause')
  })
})
