// ioredis, rejected by 02.1-all
// UNSUBSCRIBE without names on the connection of the patterns: it never resolves while one is left.
// #region 02.1-unsubscribeAll
    handlers.clear()
    await Promise.all([basic.unsubscribeAll(), patterns.unsubscribe()])
// #endregion
