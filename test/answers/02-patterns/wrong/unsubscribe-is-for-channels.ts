// node-redis, rejected by 02.1-one
// UNSUBSCRIBE with a pattern ends the channel of that name, and there is none.
// #region 02.1-punsubscribe
    const { handlers } = subscriptions.get(pattern) ?? {}
    if (!handlers?.delete(handler) || handlers.size > 0) return
    subscriptions.delete(pattern)
    await patterns.unsubscribe(pattern)
// #endregion
