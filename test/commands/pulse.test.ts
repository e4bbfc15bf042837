import { BroadcastChannel } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { watchPulse } from '../../shared/checks/pulse.ts'
import { startThread } from '../../shared/workbook/thread.ts'

test('a thread that is ended from outside is not waited for', async () => {
  const channel = new BroadcastChannel('workbook-pulse')
  const thread = startThread(new URL('./beating-thread.ts', import.meta.url), undefined)
  const { threadId } = thread
  try {
    const told: boolean[] = []
    channel.onmessage = (event: unknown) => {
      const { thread: of, alive } = (event as { data: { thread: number; alive: boolean } }).data
      if (of === threadId) told.push(alive)
    }
    await expect.poll(() => told, { timeout: 20_000 }).toContain(true)
    await thread.terminate()
    await expect.poll(() => told.at(-1)).toBe(false)
  } finally {
    channel.close()
  }
})

describe('without a beat', { timeout: 60_000 }, () => {
  const still = (how: 'waits' | 'works') =>
    new Promise<string>((resolve, reject) => {
      const thread = startThread(new URL('./still-thread.ts', import.meta.url), { how })
      const end = watchPulse((blocked) => blocked === threadId && resolve('blocked'))
      const { threadId } = thread
      thread.once('message', () => resolve('went on'))
      thread.once('error', reject)
      onTestFinished(async () => {
        end()
        await thread.terminate()
      })
    })

  test('a thread that works is blocked', async () => {
    expect(await still('works')).toBe('blocked')
  })

  test.runIf(process.platform === 'linux')(
    'a thread that gets no turn, where others work, is not',
    async () => {
      const other = startThread(new URL('./still-thread.ts', import.meta.url), { how: 'works', silent: true })
      onTestFinished(async () => {
        await other.terminate()
      })
      expect(await still('waits')).toBe('went on')
    },
  )
})
