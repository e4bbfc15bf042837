import { setTimeout as delay } from 'node:timers/promises'
import type { Kit } from '../../../shared/checks/kit.ts'

/** How long a call may take while Redis does not reply, in milliseconds. The contracts say so. */
const LIMIT_MS = 6000
const LOOK_EVERY_MS = 10
/** The most that one look counts for, in milliseconds. */
const LONGEST_LOOK_MS = 40

/** Fails unless a promise settles as expected while Redis doesn't reply. */
export async function endsInTime(
  kit: Kit,
  what: string,
  promise: Promise<unknown>,
  expected: 'resolves' | 'rejects' = 'resolves',
): Promise<void> {
  let ended: string | undefined
  promise.then(
    () => {
      ended = 'resolves'
    },
    () => {
      ended = 'rejects'
    },
  )
  const limit = Number.isFinite(kit.bound) ? LIMIT_MS : Number.POSITIVE_INFINITY
  let waited = 0
  for (let looked = performance.now(); !ended && waited < limit; ) {
    kit.onStep?.()
    await delay(LOOK_EVERY_MS)
    const now = performance.now()
    // While the thread is busy, no timer runs and no promise settles, so that time doesn't count.
    waited += Math.min(now - looked, LONGEST_LOOK_MS)
    looked = now
  }
  kit.equal(`${what} within ${LIMIT_MS / 1000} s`, ended ?? 'stays pending', expected, {
    cause: (got) =>
      got === 'stays pending'
        ? 'You await a reply without a time limit. A client waits as long as the connection is open.'
        : undefined,
  })
}
