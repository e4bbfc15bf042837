import { Worker } from 'node:worker_threads'
import { hasEnded } from './heartbeat.ts'

/** More than any lesson needs; without a limit, code that only ever collects would take half of the machine's memory. */
export const MEMORY_MB = 1024

/**
 * Starts a thread that runs TypeScript.
 *
 * @param module The file that it begins with.
 * @param workerData What the file finds under the same name in `node:worker_threads`; it is copied.
 */
export function startThread(module: URL, workerData: unknown): Worker {
  const thread = new Worker(new URL('./thread-boot.mjs', import.meta.url), {
    argv: [module.href],
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  })
  // When it has ended, the thread does not tell it any more.
  const { threadId } = thread
  thread.once('exit', () => hasEnded(threadId))
  return thread
}
