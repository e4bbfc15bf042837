// node-redis, rejected by 01.4-one
// UNSUBSCRIBE is in flight, and that is taken for done.
    // #region 01.4-unsubscribe
    const listener = forget(channel, handler)
    if (listener) void subscriber.unsubscribe(channel, listener)
    // #endregion
