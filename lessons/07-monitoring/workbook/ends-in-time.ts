import { setTimeout as delay } from 'node:timers/promises'
import type { Kit } from '../../../shared/checks/kit.ts'

/** How long a call may take while Redis does not reply, in milliseconds. The contracts say so. */
const LIMIT_MS = 6000
const LOOK_EVERY_MS = 10
/** A look counts for no more than this, in milliseconds. */
const LONGEST_LOOK_MS = 40

/** Fails unless a promise ends as expected while Redis does not reply. */
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
    // While the thread is busy, no timer runs, and nothing can end.
    waited += Math.min(now - looked, LONGEST_LOOK_MS)
    looked = now
  }
  kit.equal(`how ${what} ends within ${LIMIT_MS / 1000} s`, ended ?? 'it does not', expected, {
    cause: (got) =>
      got === 'it does not'
        ? 'You await a reply without a time limit. A client waits as long as the connection is open.'
        : undefined,
  })
}
