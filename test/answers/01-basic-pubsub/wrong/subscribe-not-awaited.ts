// node-redis, rejected by 01.2-acknowledged
// It resolves while SUBSCRIBE is still in flight.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    void subscriber.subscribe(channel, listener)
    // #endregion
