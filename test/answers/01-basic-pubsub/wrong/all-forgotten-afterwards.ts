// ioredis, rejected by 01.4-all-crossing
// What was subscribed in the meantime is forgotten too.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    listeners.clear()
    // #endregion
