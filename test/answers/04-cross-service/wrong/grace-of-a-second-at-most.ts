// in-flight, rejected by 04.8-one-limit
// The wait is limited to a second, whatever graceMs says.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    const done = (async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.allSettled(running)
    })()
    await Promise.race([done, sleep(Math.min(graceMs, 1000), undefined, { ref: false })])
    isClosed = true
    if (running.size === 0) return
    const error = new Error(`The service was closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  // #endregion
