import { Worker } from 'node:worker_threads'

/**
 * Starts a thread that runs TypeScript.
 *
 * @param module The file that it begins with.
 * @param workerData What the file finds under the same name in `node:worker_threads`; it is copied.
 */
export function startThread(module: URL, workerData: unknown): Worker {
  return new Worker(new URL('./thread-boot.mjs', import.meta.url), { argv: [module.href], workerData })
}
