// monitor.ts, rejected by 07.2-degraded
// A late canary counts as one in time.
// #region 07.2-statusOf
    return latencyMs === null ? 'down' : 'up'
// #endregion
