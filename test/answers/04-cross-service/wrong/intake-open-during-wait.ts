// in-flight, rejected by 04.4-users
// New work is taken until all is done.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      await Promise.allSettled(begun)
    }
    await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
    closed.abort()
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
