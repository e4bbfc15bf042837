// node-redis, rejected by 02.1-one
// UNSUBSCRIBE with a pattern ends the channel of that name, and there is none.
// #region 02.1-punsubscribe
    listeners.get(pattern)?.delete(handler)
    await patterns.unsubscribe(pattern)
// #endregion
