// node-redis, rejected by 01.2-each-its-own
// It does not pass the channel to the handler.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, ''))
    await subscriber.subscribe(channel, listener)
    // #endregion
