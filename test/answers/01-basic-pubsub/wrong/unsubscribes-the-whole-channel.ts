// ioredis, rejected by 01.4-one
// It unsubscribes the channel when its first handler leaves.
    // #region 01.4-unsubscribe
    if (listeners.get(channel)?.delete(handler)) await subscriber.unsubscribe(channel)
    // #endregion
