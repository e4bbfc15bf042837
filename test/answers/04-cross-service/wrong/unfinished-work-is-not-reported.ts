// in-flight, rejected by 04.4-grace
// Unfinished work is not reported.
    // #region 04.4-drainOnce
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      isClosed = true
      await Promise.allSettled(running)
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    // #endregion
