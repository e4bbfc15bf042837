// node-redis, rejected by 01.2-each-its-own
// A channel has one handler, and the next one replaces it.
    // #region 01.2-subscribe
    const [before] = listeners.get(channel)?.values() ?? []
    listeners.delete(channel)
    const listener = remember(channel, handler, (message) => void run(handler, message, channel))
    await subscriber.subscribe(channel, listener)
    if (before) await subscriber.unsubscribe(channel, before)
    // #endregion
