// in-flight, rejected by 04.8-one-limit
// UNSUBSCRIBE and the work get half of graceMs each, even if Redis replies at once.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    await Promise.race([stopIntake(stop), sleep(graceMs / 2, undefined, { ref: false })])
    await Promise.race([Promise.allSettled(running), sleep(graceMs / 2, undefined, { ref: false })])
    if (running.size > 0) reportUnfinished()
  // #endregion
