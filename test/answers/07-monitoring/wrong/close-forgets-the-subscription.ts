// monitor.ts, rejected by 07.2-close
// The channel still has a subscriber that ignores every message.
// #region 07.2-close
    stop.abort()
    health = healthOf(null)
// #endregion
