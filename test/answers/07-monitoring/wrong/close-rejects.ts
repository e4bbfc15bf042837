// monitor.ts, rejected by 07.2-close-refused
// A rejected UNSUBSCRIBE rejects close().
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    await pubsub.unsubscribe(channel, handler)
// #endregion
