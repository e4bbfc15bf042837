// node-redis, rejected by 01.4-one
// UNSUBSCRIBE is on its way, and that is taken for done.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    const listener = ofChannel?.get(handler)
    if (!ofChannel || !listener) return
    ofChannel.delete(handler)
    void subscriber.unsubscribe(channel, listener)
    // #endregion
