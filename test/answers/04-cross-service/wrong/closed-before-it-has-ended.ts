// in-flight, rejected by 04.4-while-it-ends
// The intake ends before UNSUBSCRIBE is answered: what is handed over meanwhile is lost.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    closed.abort()
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      await Promise.allSettled(begun)
    }
    await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
