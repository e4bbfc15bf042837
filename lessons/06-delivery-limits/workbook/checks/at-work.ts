import type { CheckContext } from '#shared/checks/check-context.ts'

/** How many replies of Redis a call waits for: enough time for a consumer to start the next entry. */
const ANSWERS = 5

/** A handler that counts how many of its calls run at the same time. */
export function atWork(context: CheckContext) {
  let now = 0
  const calls = {
    most: 0,
    async handle(): Promise<void> {
      calls.most = Math.max(calls.most, ++now)
      for (let answer = 0; answer < ANSWERS; answer++) await context.redis('PING')
      now--
    },
  }
  return calls
}
