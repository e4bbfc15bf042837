// in-flight, rejected by 04.4-while-it-ends
// When UNSUBSCRIBE is refused, nobody waits for what is in hand.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop()
      closed.abort()
      await Promise.allSettled(begun)
    }
    try {
      await Promise.race([done(), delay(graceMs, undefined, { ref: false })])
    } catch (error) {
      return report({ kind: 'connection', error })
    }
    if (begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
  }
    // #endregion
