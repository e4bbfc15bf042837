// node-redis, rejected by 01.4-one
// It passes the client a new function, not the one that was subscribed.
    // #region 01.4-unsubscribe
    listeners.get(channel)?.delete(handler)
    await subscriber.unsubscribe(channel, (payload) => run(handler as Handler<string>, payload, channel))
    // #endregion
