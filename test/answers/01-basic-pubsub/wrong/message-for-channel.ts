// node-redis, rejected by 01.2-arrives
// It passes the channel first, as ioredis's `message` event does.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (from, message) => void run(handler, message, from))
    await subscriber.subscribe(channel, listener)
    // #endregion
