/** Milliseconds between two looks at what is waited for. */
const LOOK_EVERY = 5

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
