// ioredis, rejected by 02.1-again and 02.1-one
// The handler is gone, and Redis goes on sending.
// #region 02.1-punsubscribe
    handlers.get(pattern)?.delete(handler)
// #endregion
