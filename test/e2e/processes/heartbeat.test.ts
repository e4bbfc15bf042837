import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { BroadcastChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { startThread } from '#shared/isolate/thread.ts'

test('a thread that is ended from outside is not waited for', async () => {
  const channel = new BroadcastChannel('workbook-heartbeat')
  const thread = startThread(new URL('./heartbeat-thread.ts', import.meta.url), undefined)
  const { threadId } = thread
  try {
    const told: boolean[] = []
    let taskTold: string | undefined
    channel.onmessage = (event: unknown) => {
      const {
        thread: of,
        alive,
        task,
      } = (event as { data: { thread: number; alive: boolean; task?: string } }).data
      if (of !== threadId) return
      told.push(alive)
      taskTold ??= task
    }
    await expect.poll(() => told, { timeout: 20_000 }).toContain(true)
    // By this it is known how much the thread itself has worked.
    if (process.platform === 'linux') expect(taskTold).toMatch(/^\d+\/task\/\d+$/)
    await thread.terminate()
    await expect.poll(() => told.at(-1)).toBe(false)
  } finally {
    channel.close()
  }
})

test('without a beat, a thread that works is blocked, and one that gets no turn is not', {
  timeout: 60_000,
}, async () => {
  const program = fileURLToPath(new URL('./blocked-fixture.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program])
  const said = stdout.trim().split('\n').sort()
  // Elsewhere the system does not tell threads apart, and one that waits for long counts as blocked.
  if (process.platform === 'linux') expect(said).toEqual(['blocked: works', 'went on: waits'])
  else expect(said).toContain('blocked: works')
})
