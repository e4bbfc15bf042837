// node-redis, rejected by 02.1-silent
// node-redis is believed to have a limit of its own.
// #region 02.1-psubscribe
    const { handlers, listener } = subscriptions.get(pattern) ?? subscription(pattern)
    subscriptions.set(pattern, { handlers: handlers.add(handler), listener })
    await patterns.pSubscribe(pattern, listener)
// #endregion
