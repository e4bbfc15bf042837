// in-flight, rejected by 04.4-grace
// Unfinished work is not reported.
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
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    // #endregion
