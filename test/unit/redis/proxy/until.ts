/**
 * Resolves when the condition holds.
 *
 * @param what What is waited for, for the error.
 * @param within Milliseconds. Default: 10 seconds, which only a failure takes.
 */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  within = 10_000,
): Promise<void> {
  const end = performance.now() + within
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`${what}: not within ${within} ms`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
