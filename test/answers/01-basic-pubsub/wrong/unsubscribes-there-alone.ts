// ioredis, rejected by 01.4-one
// The handler is kept, and is back with the next one for its channel.
    // #region 01.4-unsubscribe
    if (listeners.get(channel)?.size === 1) await subscriber.unsubscribe(channel)
    // #endregion
