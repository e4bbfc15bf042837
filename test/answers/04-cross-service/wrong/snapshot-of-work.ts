// in-flight, rejected by 04.4-while-it-ends
// What is in hand is looked at when close() is called.
  // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const works = [...begun]
    const done = (async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.allSettled(works)
    })()
    await Promise.race([done, delay(graceMs, undefined, { ref: false })])
    closed.abort()
    if (begun.size === 0) return
    report({ kind: 'handler', error: new Error('left'), channel })
  }
  // #endregion
