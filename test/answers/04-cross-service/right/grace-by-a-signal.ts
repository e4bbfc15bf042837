// in-flight
// It limits the wait with AbortSignal.timeout() instead of sleep().
  // #region 04.4-drainOnce
    const limit = AbortSignal.timeout(graceMs)
    const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()))
    await Promise.race([stop().catch((error: unknown) => report({ kind: 'connection', error })), over])
    isClosed = true
    while (running.size > 0 && !limit.aborted) await Promise.race([Promise.allSettled(running), over])
    if (running.size > 0) report({ kind: 'handler', error: new Error(`${running.size} left`), channel })
    void sleep
  // #endregion
