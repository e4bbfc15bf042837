// ioredis, rejected by 02.1-at-once
// The pattern is forgotten when Redis has answered, and with it who came meanwhile.
// #region 02.1-punsubscribe
    const ofPattern = handlers.get(pattern)
    if (!ofPattern?.delete(handler) || ofPattern.size > 0) return
    await patterns.punsubscribe(pattern)
    handlers.delete(pattern)
// #endregion
