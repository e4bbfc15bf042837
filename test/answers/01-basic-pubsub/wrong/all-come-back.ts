// ioredis, rejected by 01.5-fin and 01.5-rst
// unsubscribeAll() keeps the channels in the Map, so they are resubscribed after a reconnect.
    // #region 01.4-unsubscribeAll
    const channels = [...listeners.keys()]
    for (const channel of channels) listeners.get(channel)?.clear()
    if (channels.length > 0) await subscriber.unsubscribe(...channels)
    // #endregion
