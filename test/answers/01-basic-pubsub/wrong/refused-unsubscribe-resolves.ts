// ioredis, rejected by 01.4-refused
// It ignores a refused UNSUBSCRIBE, because the handler is gone anyway.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    listeners.delete(channel)
    await subscriber.unsubscribe(channel).catch(() => {})
    // #endregion
