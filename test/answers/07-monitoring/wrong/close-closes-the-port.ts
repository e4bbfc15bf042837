// monitor.ts, rejected by 07.2-close
// It closes the connections of the application.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
    await pubsub.close()
// #endregion
