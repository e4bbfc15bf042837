// ioredis, rejected by 01.4-one
// The handler is forgotten, and Redis goes on sending.
    // #region 01.4-unsubscribe
    listeners.get(channel)?.delete(handler)
    // #endregion
