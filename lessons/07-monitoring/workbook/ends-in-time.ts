import { setTimeout as delay } from 'node:timers/promises'
import type { Kit } from '../../../shared/checks/kit.ts'

/** How long a call may take while Redis does not reply, in milliseconds. The contracts say so. */
const LIMIT_MS = 6000
const LOOK_EVERY_MS = 10

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
  for (const since = performance.now(); !ended && performance.now() - since < limit; ) {
    kit.onStep?.()
    await delay(LOOK_EVERY_MS)
  }
  kit.equal(`how ${what} ends within ${LIMIT_MS / 1000} s`, ended ?? 'it does not', expected, {
    cause: (got) =>
      got === 'it does not'
        ? 'A client waits for a reply as long as the connection is open, so give what you await a time limit.'
        : undefined,
  })
}
