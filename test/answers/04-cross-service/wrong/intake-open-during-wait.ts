// in-flight, rejected by 04.4-users
// New work is accepted while close() waits.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      await Promise.allSettled(running)
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
