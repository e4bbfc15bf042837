// ioredis
// unsubscribeAll() names its channels, so it also works beside patterns.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    listeners.clear()
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
