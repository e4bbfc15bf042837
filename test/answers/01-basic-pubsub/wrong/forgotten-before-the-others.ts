// ioredis, rejected by 01.4-all
// It unsubscribes only from channels with a single handler.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners].filter(([, handlers]) => handlers.size === 1).map(([channel]) => channel)
    listeners.clear()
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
