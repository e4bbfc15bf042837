// in-flight, rejected by 04.8-one-limit
// UNSUBSCRIBE and the work have a time limit each.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    const stopping = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopping, sleep(graceMs, undefined, { ref: false })])
    isClosed = true
    await Promise.race([Promise.allSettled(running), sleep(graceMs, undefined, { ref: false })])
    if (running.size === 0) return
    const error = new Error(`The service was closed with ${running.size} pieces of work in flight.`)
    report({ kind: 'handler', error, channel })
  // #endregion
