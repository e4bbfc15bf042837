// node-redis, rejected by 01.4-one
// The client is given another function than it was given by subscribe().
    // #region 01.4-unsubscribe
    listeners.get(channel)?.delete(handler)
    await subscriber.unsubscribe(channel, (payload) => run(handler as Handler<string>, payload, channel))
    // #endregion
