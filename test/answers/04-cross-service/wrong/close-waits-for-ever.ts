// in-flight, rejected by 04.4-grace
// A mail server that never answers keeps the process.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const stopped = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopped, delay(graceMs, undefined, { ref: false })])
    closed.abort()
    await Promise.allSettled(begun)
  }
    // #endregion
