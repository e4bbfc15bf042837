// in-flight, rejected by 04.4-grace
// It treats a graceMs of 0 as missing.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.allSettled(running)
    }
    await Promise.race([done(), sleep(graceMs || 10_000, undefined, { ref: false })])
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
