// monitor.ts, rejected by 07.2-degraded
// As long as it comes at all.
// #region 07.2-statusOf
    return latencyMs === null ? 'down' : 'up'
// #endregion
