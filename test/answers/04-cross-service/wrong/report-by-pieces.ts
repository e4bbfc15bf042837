// in-flight, rejected by 04.4-grace
// One report for each piece of work that is left.
  // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = (async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(begun)
    })()
    await Promise.race([done, delay(graceMs, undefined, { ref: false })])
    closed.abort()
    for (const _ of begun) report({ kind: 'handler', error: new Error('left'), channel })
  }
  // #endregion
