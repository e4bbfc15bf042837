// node-redis, rejected by 01.4-one
// What is not there cannot be ended.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    const listener = ofChannel?.get(handler)
    if (!ofChannel || !listener) throw new Error('this handler is not subscribed')
    ofChannel.delete(handler)
    await subscriber.unsubscribe(channel, listener)
    // #endregion
