// node-redis, rejected by 01.2-again
// Each call creates a new listener, which the client has never seen.
    // #region 01.2-subscribe
    const listener = (message: string) => void run(handler, message, channel)
    remember(channel, handler, listener)
    await subscriber.subscribe(channel, listener)
    // #endregion
