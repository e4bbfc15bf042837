// node-redis, rejected by 01.4-one
// A handler that is not subscribed cannot be unsubscribed.
    // #region 01.4-unsubscribe
    const listener = forget(channel, handler)
    if (!listener) throw new Error('this handler is not subscribed')
    await subscriber.unsubscribe(channel, listener)
    // #endregion
