// monitor.ts, rejected by 07.2-close-away
// It tries until Redis confirms.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    for (;;) {
      try {
        return await pubsub.unsubscribe(channel, handler)
      } catch (error) {
        report({ kind: 'connection', error })
        await sleep(100)
      }
    }
// #endregion
