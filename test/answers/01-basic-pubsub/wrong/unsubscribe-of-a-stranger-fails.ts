// node-redis, rejected by 01.4-one
// What is not there cannot be ended.
    // #region 01.4-unsubscribe
    const ofChannel = listeners.get(channel)
    if (!ofChannel?.delete(handler)) throw new Error('this handler is not subscribed')
    if (ofChannel.size > 0) return
    listeners.delete(channel)
    await subscriber.unsubscribe(channel, dispatch)
    // #endregion
