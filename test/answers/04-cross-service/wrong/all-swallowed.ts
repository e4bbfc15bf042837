// in-flight, rejected by 04.4-in-flight
// The first mail that fails while close() waits ends the wait for all others.
    // #region 04.4-endOnce
  async function endOnce(stop: () => Promise<void>): Promise<void> {
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      closed.abort()
      await Promise.all(begun).catch(() => {})
    }
    await Promise.race([done().then(() => false), delay(graceMs, true, { ref: false })]).then((late) => {
      if (late && begun.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
    })
  }
    // #endregion
