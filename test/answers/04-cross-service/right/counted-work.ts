// in-flight
// It counts the work in flight instead of keeping a set of promises, and resolves close() at zero.
// #region given-imports
import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-track
    count += 1
    try {
      return await work()
    } finally {
      count -= 1
      if (count === 0) onIdle()
    }
  // #endregion
  // #region given-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      if (count === 0) return
      await new Promise<void>((resolve) => {
        onIdle = resolve
      })
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    if (count > 0) report({ kind: 'handler', error: new Error(`${count} unfinished`), channel })
  // #endregion
  // #region given-stopIntake
  void running
  let count = 0
  let onIdle = () => {}
  // #endregion
