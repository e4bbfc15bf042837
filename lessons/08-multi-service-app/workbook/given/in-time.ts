/**
 * Lesson 08: a limit for waiting.
 *
 * @module
 */

/** Settles as `work` does, but rejects after `ms` milliseconds. It does not stop the work. */
export async function inTime<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Not done within ${ms} ms.`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
