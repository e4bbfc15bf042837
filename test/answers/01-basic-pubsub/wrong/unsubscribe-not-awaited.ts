// node-redis, rejected by 01.4-one
// It resolves while UNSUBSCRIBE is still in flight.
    // #region 01.4-unsubscribe
    const listener = forget(channel, handler)
    if (listener) void subscriber.unsubscribe(channel, listener)
    // #endregion
