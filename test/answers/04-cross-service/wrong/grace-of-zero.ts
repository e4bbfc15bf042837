// in-flight, rejected by 04.4-grace
// A graceMs of 0 is taken for one that was not given.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(begun)
    }
    await Promise.race([done(), delay(graceMs || 10_000, undefined, { ref: false })])
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
