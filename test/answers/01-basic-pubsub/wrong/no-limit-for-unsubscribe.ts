// node-redis, rejected by 01.5-silent
// Ending something is taken for harmless.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    listeners.delete(channel)
    await subscriber.unsubscribe(channel, dispatch)
    // #endregion
