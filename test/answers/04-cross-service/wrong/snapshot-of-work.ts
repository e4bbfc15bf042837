// in-flight, rejected by 04.4-arriving
// close() waits only for the work in flight when it is called.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    const works = [...running]
    const done = (async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.allSettled(works)
    })()
    await Promise.race([done, sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    if (running.size === 0) return
    report({ kind: 'handler', error: new Error('left'), channel })
  // #endregion
