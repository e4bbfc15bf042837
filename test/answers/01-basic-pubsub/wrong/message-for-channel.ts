// node-redis, rejected by 01.2-arrives
// As in the `message` event of ioredis: the channel first.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (from, message) => void run(handler, message, from))
    await subscriber.subscribe(channel, listener)
    // #endregion
