import { BroadcastChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
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
