// ioredis, rejected by 01.4-all
// Only the channels with one handler are ended.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners].filter(([, handlers]) => handlers.size === 1).map(([channel]) => channel)
    listeners.clear()
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
