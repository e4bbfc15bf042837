// in-flight, rejected by 04.4-away
// Only the work has a time limit. While Redis is down, unsubscribing has none.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    isClosed = true
    await Promise.race([Promise.allSettled(running), sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
