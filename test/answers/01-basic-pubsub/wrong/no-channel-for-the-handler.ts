// node-redis, rejected by 01.2-each-its-own
// A handler of several channels is not told which one it was.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, ''))
    await subscriber.subscribe(channel, listener)
    // #endregion
