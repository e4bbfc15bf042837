// in-flight, rejected by 04.8-one-limit
// It waits half a second for UNSUBSCRIBE, and graceMs for the work afterwards.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    await Promise.race([stopIntake(stop), sleep(500, undefined, { ref: false })])
    await Promise.race([Promise.allSettled(running), sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) reportUnfinished()
  // #endregion
