// in-flight, rejected by 04.4-afterwards
// The intake ends when UNSUBSCRIBE is answered. When that takes longer than the grace, events are claimed afterwards.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(begun)
    }
    await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
