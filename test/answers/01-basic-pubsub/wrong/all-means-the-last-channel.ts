// ioredis, rejected by 01.4-all
// It unsubscribes from one channel only.
    // #region 01.4-unsubscribeAll
    const [channel] = listeners.keys()
    listeners.clear()
    if (channel) await subscriber.unsubscribe(channel)
    // #endregion
