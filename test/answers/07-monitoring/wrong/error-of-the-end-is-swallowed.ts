// monitor.ts, rejected by 07.2-close-refused
// A rejected UNSUBSCRIBE is not reported.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
    await pubsub.unsubscribe(channel, handler).catch(() => {})
// #endregion
