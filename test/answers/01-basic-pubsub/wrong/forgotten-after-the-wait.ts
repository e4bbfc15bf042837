// ioredis, rejected by 01.4-at-once
// The channel is forgotten after the wait, and with it who came meanwhile.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    await subscriber.unsubscribe(channel)
    listeners.delete(channel)
    // #endregion
