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
