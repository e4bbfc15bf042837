// monitor.ts, rejected by 07.2-close
// It unsubscribes, and keeps publishing canaries.
// #region 07.2-close
    health = healthOf(null)
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
