// ioredis, rejected by 02.1-refused
// The handler is gone, so it does not matter what Redis says.
// #region 02.1-punsubscribe
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    handlers.delete(pattern)
    await patterns.punsubscribe(pattern).catch(() => {})
// #endregion
