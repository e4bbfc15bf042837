// node-redis, rejected by 01.2-each-its-own
// A channel's name is taken for a pattern.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.pSubscribe(channel, listener)
    // #endregion
