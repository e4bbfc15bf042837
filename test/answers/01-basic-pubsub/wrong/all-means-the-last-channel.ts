// ioredis, rejected by 01.4-all
// One channel is forgotten.
    // #region 01.4-unsubscribeAll
    const [channel] = listeners.keys()
    listeners.clear()
    if (channel) await subscriber.unsubscribe(channel)
    // #endregion
