// node-redis, rejected by 01.8-crossing
// Its SUBSCRIBE and UNSUBSCRIBE can be in flight together, and node-redis confuses them.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.subscribe(channel, listener)
    // #endregion

    // #region 01.4-unsubscribe
    const listener = forget(channel, handler)
    if (listener) await subscriber.unsubscribe(channel, listener)
    // #endregion
