// in-flight, rejected by 04.4-one-grace
// Nobody waits longer than a second.
  // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = (async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(begun)
    })()
    await Promise.race([done, delay(Math.min(graceMs, 1000), undefined, { ref: false })])
    closed.abort()
    if (begun.size === 0) return
    const error = new Error(`The service was closed with ${begun.size} pieces of work in hand.`)
    report({ kind: 'handler', error, channel })
  }
  // #endregion
