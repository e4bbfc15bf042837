/** Milliseconds that anything may take. */
const WITHIN_MS = 15_000
const LOOK_EVERY_MS = 4

/** Waits for something. @throws When it does not happen, with what was awaited. */
export async function until(what: string, holds: () => unknown): Promise<void> {
  const end = performance.now() + WITHIN_MS
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`this did not happen within ${WITHIN_MS / 1000} s: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}
