// in-flight, rejected by 04.4-in-flight
// The first email that fails ends the wait for all others.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

    // #region given-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.all(running).catch(() => {})
    }
    await Promise.race([done().then(() => false), sleep(graceMs, true, { ref: false })]).then((late) => {
      if (late && running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    })
    // #endregion
