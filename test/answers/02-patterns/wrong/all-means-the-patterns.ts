// ioredis, rejected by 02.1-all
// The patterns end, and the channels are forgotten.
// #region 02.1-unsubscribeAll
    const subscribed = [...handlers.keys()]
    handlers.clear()
    if (subscribed.length > 0) await patterns.punsubscribe(...subscribed)
// #endregion
