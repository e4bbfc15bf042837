// monitor.ts, rejected by 07.2-close
// The last status stays after close().
// #region 07.2-close
    stop.abort()
    try {
      await pubsub.unsubscribe(channel, handler)
    } catch (error) {
      report({ kind: 'connection', error })
    }
// #endregion
