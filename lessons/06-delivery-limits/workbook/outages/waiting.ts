/** How long to wait, in milliseconds. */
const WITHIN_MS = 15_000
const LOOK_EVERY_MS = 4

/** Waits until `holds` returns true. @throws If that takes too long, with `what` in the message. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const end = performance.now() + WITHIN_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`this did not happen within ${WITHIN_MS / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/** The result of a promise. @throws If it doesn't settle in time, with `what` in the message. */
export async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`this did not happen within ${WITHIN_MS / 1000} s: ${what}`)
    timer = setTimeout(reject, WITHIN_MS, error)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
