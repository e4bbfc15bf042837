// node-redis, rejected by 02.1-one
// UNSUBSCRIBE ends a channel of that name, and there is none.
// #region 02.1-finish
    await inTime(patterns.unsubscribe(pattern, listener))
// #endregion
