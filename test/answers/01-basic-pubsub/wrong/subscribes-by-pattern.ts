// node-redis, rejected by 01.2-each-its-own
// It subscribes to the channel's name as a pattern.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.pSubscribe(channel, listener)
    // #endregion
