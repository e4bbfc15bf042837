// in-flight
// AbortSignal.timeout() is the limit, and the work is a chain of promises.
  // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const limit = AbortSignal.timeout(graceMs)
    const over = new Promise<void>((resolve) => limit.addEventListener('abort', () => resolve()))
    await Promise.race([stop().catch((error: unknown) => report({ kind: 'connection', error })), over])
    closed.abort()
    while (begun.size > 0 && !limit.aborted) await Promise.race([Promise.allSettled(begun), over])
    if (begun.size > 0) report({ kind: 'handler', error: new Error(`${begun.size} left`), channel })
    void delay
  }
  // #endregion
