// in-flight, rejected by 04.4-grace
// What was given up is told to nobody.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(begun)
    }
    await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
  }
    // #endregion
