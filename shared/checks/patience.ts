/** How often something is looked at, in milliseconds. */
const LOOK_EVERY_MS = 4
/** So many looks there are at least, one for each of these milliseconds. On an idle machine there are twice as many. */
const LOOK_AT_LEAST_EVERY_MS = 10

/**
 * How long something is waited for: until the time is over, and until it was looked at often enough. On a machine
 * that does much else, a thread may stand still for seconds. That is time in which nothing could happen.
 *
 * @param bound Milliseconds. Infinity has no end.
 */
export function patience(bound: number) {
  const end = performance.now() + bound
  let looks = 0
  return {
    /** Whether it has been waited for long enough. */
    isOver: () => performance.now() > end && looks * LOOK_AT_LEAST_EVERY_MS >= bound,
    /** Resolves when it is time to look again. */
    async nextLook(): Promise<void> {
      looks += 1
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    },
  }
}
