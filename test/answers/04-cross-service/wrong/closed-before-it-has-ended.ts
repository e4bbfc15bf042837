// in-flight, rejected by 04.8-while-unsubscribing
// Events that arrive before UNSUBSCRIBE is confirmed are refused.
    // #region 04.4-drainOnce
    isClosed = true
    const done = async () => {
      await stop().catch((error: unknown) => report({ kind: 'connection', error }))
      await Promise.allSettled(running)
    }
    await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    if (running.size > 0) report({ kind: 'handler', error: new Error('Work is left.'), channel })
    // #endregion
