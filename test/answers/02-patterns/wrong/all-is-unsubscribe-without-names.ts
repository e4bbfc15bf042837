// ioredis, rejected by 02.1-all
// UNSUBSCRIBE without names never resolves while the connection has a pattern.
// #region 02.1-unsubscribeAll
    subscriptions.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.unsubscribe()])
// #endregion
