/** Milliseconds between two looks at what is waited for. */
const LOOK_EVERY = 5
/** Milliseconds that a call of the learner's code may take. */
const CALL_WITHIN = 5_000

/**
 * Waits for something, at most for a while.
 *
 * @param milliseconds How long at most.
 * @returns Whether it came.
 */
export async function waitFor(milliseconds: number, holds: () => boolean): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (!holds()) {
    if (performance.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
  return true
}

/**
 * What a promise comes to, if that is soon.
 *
 * @param what Which call it is of, for the error.
 * @throws When it takes too long, and what the promise rejects with.
 */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not end within ${CALL_WITHIN / 1000} s`)),
      CALL_WITHIN,
    )
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
