// in-flight
// It limits the wait with AbortSignal.timeout() instead of sleep().
// #region given-imports
import type { ServiceOptions } from '../../lessons/04-cross-service/contract.ts'
// #endregion

  // #region given-drainOnce
    const limit = AbortSignal.timeout(graceMs)
    const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()))
    await Promise.race([stop().catch((error: unknown) => report({ kind: 'connection', error })), over])
    isClosed = true
    while (running.size > 0 && !limit.aborted) await Promise.race([Promise.allSettled(running), over])
    if (running.size > 0) report({ kind: 'handler', error: new Error(`${running.size} left`), channel })
  // #endregion
