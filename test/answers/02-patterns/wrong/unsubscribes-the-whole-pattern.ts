// node-redis, rejected by 02.1-one
// Without the listener, node-redis drops all handlers of the pattern.
// #region 02.1-punsubscribe
    if (!listeners.get(pattern)?.delete(handler)) return
    await patterns.pUnsubscribe(pattern)
// #endregion
