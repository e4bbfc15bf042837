// node-redis, rejected by 01.4-one
// UNSUBSCRIBE is on its way, and that is taken for done.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler) || ofChannel.size > 0) return
    listeners.delete(channel)
    void subscriber.unsubscribe(channel, dispatch)
    // #endregion
