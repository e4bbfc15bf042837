// in-flight, rejected by 04.4-in-flight and 04.9-closing
// It unsubscribes and resolves while emails are in flight.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const stopped = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopped, sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    // #endregion
