// monitor.ts, rejected by 07.2-degraded
// A late canary counts as missing.
// #region 07.2-statusOf
    return latencyMs === null || latencyMs > degradedAfterMs ? 'down' : 'up'
// #endregion
