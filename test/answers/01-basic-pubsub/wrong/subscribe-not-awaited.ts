// node-redis, rejected by 01.2-acknowledged
// SUBSCRIBE is in flight, and that is taken for done.
    // #region 01.2-subscribe
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    void subscriber.subscribe(channel, listener)
    // #endregion
