import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BroadcastChannel } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
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
  const still = async (how: 'waits' | 'works') => {
    const program = fileURLToPath(new URL('./still.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, how])
    return stdout
  }

  test('a thread that works is blocked', async () => {
    expect(await still('works')).toBe('blocked\n')
  })

  test.runIf(process.platform === 'linux')(
    'a thread that gets no turn, where others work, is not',
    async () => {
      expect(await still('waits')).toBe('went on\n')
    },
  )
})
