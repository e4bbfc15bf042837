// in-flight, rejected by 04.4-arriving
// Events that arrive before UNSUBSCRIBE is confirmed are handled, but close() doesn't wait for them.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const stopped = stop()
      .catch((error: unknown) => report({ kind: 'connection', error }))
      .then(() => isClosed = true)
    const done = Promise.all([stopped, Promise.allSettled(running)])
    const late = await Promise.race([
      done.then(() => false),
      sleep(graceMs, true, { ref: false }),
    ])
    if (late && running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
