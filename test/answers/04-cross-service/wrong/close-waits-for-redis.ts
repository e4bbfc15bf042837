// in-flight, rejected by 04.4-away
// Only the work has a limit: while Redis is away, unsubscribing has none.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    await stop().catch((error: unknown) => report({ kind: 'connection', error }))
    closed.abort()
    await Promise.race([Promise.allSettled(begun), delay(graceMs, undefined, { ref: false })])
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
