/** How often something is looked at. */
export interface Looks {
  /** In milliseconds. */
  readonly every: number
  /** So many looks there are at least, one for each of these milliseconds. On an idle machine there are twice as many. */
  readonly atLeastEvery: number
}

const USUAL: Looks = { every: 4, atLeastEvery: 10 }

/**
 * How long something is waited for: until the time is over, and until it was looked at often enough. On a machine
 * that does much else, a thread may stand still for seconds. That is time in which nothing could happen.
 *
 * @param bound Milliseconds. Infinity has no end.
 */
export function patience(bound: number, { every, atLeastEvery }: Looks = USUAL) {
  const end = performance.now() + bound
  let looks = 0
  return {
    /** Whether it has been waited for long enough. */
    isOver: () => performance.now() > end && looks * atLeastEvery >= bound,
    /** Resolves when it is time to look again. */
    async nextLook(): Promise<void> {
      looks += 1
      await new Promise((resolve) => setTimeout(resolve, every))
    },
  }
}
