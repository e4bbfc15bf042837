// in-flight, rejected by 04.8-while-unsubscribing
// When UNSUBSCRIBE is refused, nobody waits for what is in hand.
    // #region 04.4-drainOnce
    const done = async () => {
      await stop()
      isClosed = true
      await Promise.allSettled(running)
    }
    try {
      await Promise.race([done(), sleep(graceMs, undefined, { ref: false })])
    } catch (error) {
      return report({ kind: 'connection', error })
    }
    if (running.size > 0) report({ kind: 'handler', error: new Error('Not all is done.'), channel })
    // #endregion
