// node-redis, rejected by 02.1-acknowledged
// Who subscribes the same handler a second time is told at once that it is done, while PSUBSCRIBE is on its way.
// #region 02.1-psubscribe
    const { handlers, listener } = subscriptions.get(pattern) ?? subscription(pattern)
    if (handlers.has(handler)) return
    subscriptions.set(pattern, { handlers: handlers.add(handler), listener })
    await patterns.pSubscribe(pattern, listener)
// #endregion
