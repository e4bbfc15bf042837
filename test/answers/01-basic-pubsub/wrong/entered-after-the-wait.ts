// node-redis, rejected by 01.2-again
// The handler is looked up before the wait and stored after it, so two concurrent calls both find nothing.
    // #region 01.2-subscribe
    if (listeners.get(channel)?.has(handler)) return
    const listener = (message: string) => void run(handler, message, channel)
    await subscriber.subscribe(channel, listener)
    remember(channel, handler, listener)
    // #endregion
