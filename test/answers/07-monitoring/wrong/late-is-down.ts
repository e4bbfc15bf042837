// monitor.ts, rejected by 07.2-degraded
// Late and lost are the same to it.
// #region 07.2-statusOf
    return latencyMs === null || latencyMs > degradedAfterMs ? 'down' : 'up'
// #endregion
