// ioredis, rejected by 01.8-one
// It deletes the channel after the wait, along with any handler that subscribed meanwhile.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    await subscriber.unsubscribe(channel)
    listeners.delete(channel)
    // #endregion
