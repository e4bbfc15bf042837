import { setTimeout as sleep } from 'node:timers/promises'
import type { Report } from '#shared/lesson/connect-options.ts'

/**
 * Waits until all promises are settled, but at most a second: while Redis is down, it doesn't reply. Each promise has its
 * own `catch`, so that one rejection doesn't end the wait for the others. Rejections are reported.
 */
export async function settled(report: Report, promises: readonly Promise<unknown>[]): Promise<void> {
  const all = promises.map((one) => one.catch((error: unknown) => report({ kind: 'connection', error })))
  await Promise.race([Promise.all(all), sleep(1000, undefined, { ref: false })])
}
