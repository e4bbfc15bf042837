// ioredis, rejected by 02.1-lost
// Every pattern that was ever subscribed is subscribed again.
// #region 02.1-punsubscribe
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    await patterns.punsubscribe(pattern)
// #endregion
