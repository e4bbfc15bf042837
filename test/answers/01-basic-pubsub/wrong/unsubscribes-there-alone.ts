// ioredis, rejected by 01.4-one
// It unsubscribes from Redis, but keeps the handler.
    // #region 01.4-unsubscribe
    if (listeners.get(channel)?.size === 1) await subscriber.unsubscribe(channel)
    // #endregion
