// node-redis, rejected by 02.1-one
// PUNSUBSCRIBE ends the pattern for all of its handlers.
// #region 02.1-punsubscribe
    if (!subscriptions.get(pattern)?.handlers.delete(handler)) return
    await patterns.pUnsubscribe(pattern)
// #endregion
