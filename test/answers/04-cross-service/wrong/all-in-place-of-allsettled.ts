// in-flight, rejected by 04.4-in-flight
// close() rejects as soon as one email fails.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.all(running)
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
