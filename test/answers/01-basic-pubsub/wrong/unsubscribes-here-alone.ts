// ioredis, rejected by 01.4-one
// It removes the handler, but does not unsubscribe from Redis.
    // #region 01.4-unsubscribe
    listeners.get(channel)?.delete(handler)
    // #endregion
