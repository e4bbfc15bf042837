// publisher, rejected by 08.6-held
// The one who waits gives up, and what comes later counts as sent twice: it is tried again at once.
      // #region 08.6-publish
      try {
        return await inTime(answerWithinMs / 2, (isLate) => send(event, data, id, isLate))
      } catch {
        return await inTime(answerWithinMs / 2, (isLate) => send(event, data, randomUUID(), isLate))
      }
      // #endregion
// #region 08.6-inTime
import { randomUUID } from 'node:crypto'

async function inTime<T>(ms: number, work: (isLate: () => boolean) => Promise<T>): Promise<T> {
  const timer = new AbortController()
  const working = work(() => timer.signal.aborted)
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`Redis did not answer within ${ms} ms.`)
  })
  working.catch(() => {})
  late.catch(() => {})
  try {
    return await Promise.race([working, late])
  } finally {
    timer.abort()
  }
}
// #endregion
