// node-redis, rejected by 01.4-one
// It rejects if the handler is not subscribed.
    // #region 01.4-unsubscribe
    const listener = forget(channel, handler)
    if (!listener) throw new Error('this handler is not subscribed')
    await subscriber.unsubscribe(channel, listener)
    // #endregion
