// ioredis, rejected by 01.4-one
// UNSUBSCRIBE for the first handler that goes ends the channel for all.
    // #region 01.4-unsubscribe
    if (listeners.get(channel)?.delete(handler)) await subscriber.unsubscribe(channel)
    // #endregion
