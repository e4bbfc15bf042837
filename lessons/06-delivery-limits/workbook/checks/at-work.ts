import type { Kit } from '../../../../shared/checks/kit.ts'

/** How many answers of Redis a call waits for: time enough for a consumer to read and hand over the next entry. */
const ANSWERS = 5

/** A handler that tells how many of its calls were at work at the same time, at most. */
export function atWork(kit: Kit) {
  let now = 0
  const calls = {
    most: 0,
    async handle(): Promise<void> {
      calls.most = Math.max(calls.most, ++now)
      for (let answer = 0; answer < ANSWERS; answer++) await kit.redis('PING')
      now--
    },
  }
  return calls
}
