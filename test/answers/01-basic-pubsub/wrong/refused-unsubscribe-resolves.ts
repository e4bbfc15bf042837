// ioredis, rejected by 01.4-refused
// The handler is gone, so it does not matter what Redis says.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    listeners.delete(channel)
    await subscriber.unsubscribe(channel).catch(() => {})
    // #endregion
