// node-redis, rejected by 02.1-again
// Every psubscribe() gives the client another listener, also for the same handler.
// #region 02.1-psubscribe
    const { handlers, listener } = subscriptions.get(pattern) ?? subscription(pattern)
    subscriptions.set(pattern, { handlers: handlers.add(handler), listener })
    await patterns.pSubscribe(pattern, (payload, channel) => run(handler, payload, channel, pattern))
// #endregion
