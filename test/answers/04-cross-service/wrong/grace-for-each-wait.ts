// in-flight, rejected by 04.4-one-grace
// The subscription gets the whole grace, and then the work gets it once more.
  // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const stopping = stop().catch((error: unknown) => report({ kind: 'connection', error }))
    await Promise.race([stopping, delay(graceMs, undefined, { ref: false })])
    closed.abort()
    await Promise.race([Promise.allSettled(begun), delay(graceMs, undefined, { ref: false })])
    if (begun.size === 0) return
    const error = new Error(`The service was closed with ${begun.size} pieces of work in hand.`)
    report({ kind: 'handler', error, channel })
  }
  // #endregion
