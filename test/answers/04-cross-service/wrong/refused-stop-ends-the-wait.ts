// in-flight, rejected by 04.8-unconfirmed
// If UNSUBSCRIBE is refused, close() doesn't wait for the work in flight.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const done = async () => {
      await stop()
      isClosed = true
      await Promise.allSettled(running)
    }
    try {
      await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    } catch (error) {
      return report({ kind: 'connection', error })
    }
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
